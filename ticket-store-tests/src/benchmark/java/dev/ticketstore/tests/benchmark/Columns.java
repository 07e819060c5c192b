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

  /** Reads {@link #NAMES}. */
  Ticket ticket(ResultSet row) throws SQLException {
    return ticket(new TicketValues.OfColumns(this, row));
  }

  /** Reads what an update or an upsert here returns: the same, on SQLite as an array. */
  Ticket returned(ResultSet row) throws SQLException {
    return this == SQLITE ? ticket(new TicketValues.OfArray(row.getString(1))) : ticket(row);
  }

  private static Ticket ticket(TicketValues row) throws SQLException {
    return new Ticket(
        row.number(),
        row.text(),
        row.text(),
        row.text(),
        TicketStatus.valueOf(row.text().toUpperCase(Locale.ROOT)),
        row.flag(),
        row.text(),
        row.number(),
        row.instant(),
        row.instant(),
        row.instant(),
        row.instant(),
        row.instant(),
        resolvedBy(row.text()),
        row.text(),
        Severity.valueOf(row.text().toUpperCase(Locale.ROOT)),
        row.text(),
        metrics(row.text()),
        labels(row.text()),
        row.text(),
        row.instant(),
        Duration.of(row.number(), ChronoUnit.MICROS),
        row.number(),
        id(row.number()),
        row.number(),
        row.flag(),
        row.text(),
        row.number(),
        row.instant(),
        row.instant());
  }

  private static ResolvedBy resolvedBy(String text) {
    return text == null ? null : ResolvedBy.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static Json metrics(String text) {
    return text == null ? null : Json.ofUnchecked(text);
  }

  /** No benchmark gives any. */
  private static Map<String, String> labels(String text) {
    return text == null ? Map.of() : Map.of("labels", text);
  }

  private static Long id(long number) {
    return number == 0 ? null : number;
  }
}
