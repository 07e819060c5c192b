package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Ticket;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jooq.JSONB;

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
          + " first_seen_at, last_seen_at, resolved_at, message, severity, diagnosis,"
          + " metric_snapshot, version, created_at, updated_at, episode, previous_id,"
          + " occurrences_before, flapping, source, assignee";

  abstract void bind(PreparedStatement statement, int index, Instant value) throws SQLException;

  abstract Instant instant(ResultSet row, int index) throws SQLException;

  Ticket ticket(ResultSet row) throws SQLException {
    String metrics = row.getString(15);
    long previous = row.getLong(20);
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
        row.getString(12),
        Severity.valueOf(row.getString(13).toUpperCase(Locale.ROOT)),
        row.getString(14),
        metrics == null ? null : JSONB.valueOf(metrics),
        row.getLong(16),
        instant(row, 17),
        instant(row, 18),
        row.getLong(19),
        previous == 0 ? null : previous,
        row.getLong(21),
        row.getBoolean(22),
        row.getString(23),
        row.getString(24));
  }
}
