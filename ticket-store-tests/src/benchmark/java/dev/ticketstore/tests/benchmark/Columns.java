package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Json;
import dev.ticketstore.Ticket;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/** Reads and binds values by hand, in the order in which the statements here have them. */
enum Columns {
  SQLITE {
    @Override
    void bind(PreparedStatement statement, int index, Instant value) throws SQLException {
      statement.setString(index, InstantText.format(value));
    }

    @Override
    Instant instant(ResultSet row, int index) throws SQLException {
      String text = row.getString(index);
      return text == null ? null : Instant.parse(text);
    }
  },
  POSTGRESQL {
    @Override
    void bind(PreparedStatement statement, int index, Instant value) throws SQLException {
      statement.setObject(index, value.atOffset(ZoneOffset.UTC));
    }

    @Override
    Instant instant(ResultSet row, int index) throws SQLException {
      OffsetDateTime value = row.getObject(index, OffsetDateTime.class);
      return value == null ? null : value.toInstant();
    }
  };

  /** What {@link #ticket} reads. */
  static final String NAMES =
      "id, violation_key, invariant_name, store_id, status, held, batch_key, occurrence_count,"
          + " first_seen_at, last_seen_at, acknowledged_at, diagnosed_at, resolved_at, resolved_by,"
          + " message, severity, diagnosis, metric_snapshot, labels, assignee, held_since,"
          + " held_micros, episode, previous_id, occurrences_before, flapping, source, version,"
          + " created_at, updated_at";

  abstract void bind(PreparedStatement statement, int index, Instant value) throws SQLException;

  abstract Instant instant(ResultSet row, int index) throws SQLException;

  Ticket ticket(ResultSet row) throws SQLException {
    String resolvedBy = row.getString(14);
    String metrics = row.getString(18);
    String labels = row.getString(19);
    long previous = row.getLong(24);
    return new Ticket(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        TicketStatus.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
        row.getBoolean(6),
        row.getString(7),
        row.getLong(8),
        instant(row, 9),
        instant(row, 10),
        instant(row, 11),
        instant(row, 12),
        instant(row, 13),
        resolvedBy == null ? null : ResolvedBy.valueOf(resolvedBy.toUpperCase(Locale.ROOT)),
        row.getString(15),
        Severity.valueOf(row.getString(16).toUpperCase(Locale.ROOT)),
        row.getString(17),
        metrics == null ? null : Json.ofUnchecked(metrics),
        // No benchmark gives any.
        labels == null ? Map.of() : Map.of("labels", labels),
        row.getString(20),
        instant(row, 21),
        Duration.of(row.getLong(22), ChronoUnit.MICROS),
        row.getLong(23),
        previous == 0 ? null : previous,
        row.getLong(25),
        row.getBoolean(26),
        row.getString(27),
        row.getLong(28),
        instant(row, 29),
        instant(row, 30));
  }
}
