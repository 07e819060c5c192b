package dev.ticketstore.internal.tickets;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.Ticket;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import dev.ticketstore.jooq.types.SeverityConverter;
import dev.ticketstore.jooq.types.TicketStatusConverter;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** Rows as the store's callers see them. */
public final class TicketRows {

  /** What a ticket is read from, in the order of its components. */
  public static final List<TableField<TicketsRecord, ?>> COLUMNS =
      List.of(
          TICKETS.ID,
          TICKETS.VIOLATION_KEY,
          TICKETS.INVARIANT_NAME,
          TICKETS.STORE_ID,
          TICKETS.STATUS,
          TICKETS.HELD,
          TICKETS.BATCH_KEY,
          TICKETS.OCCURRENCE_COUNT,
          TICKETS.FIRST_SEEN_AT,
          TICKETS.LAST_SEEN_AT,
          TICKETS.RESOLVED_AT,
          TICKETS.MESSAGE,
          TICKETS.SEVERITY,
          TICKETS.DIAGNOSIS,
          TICKETS.METRIC_SNAPSHOT,
          TICKETS.VERSION,
          TICKETS.CREATED_AT,
          TICKETS.UPDATED_AT,
          TICKETS.EPISODE,
          TICKETS.PREVIOUS_ID,
          TICKETS.OCCURRENCES_BEFORE,
          TICKETS.FLAPPING,
          TICKETS.SOURCE,
          TICKETS.ASSIGNEE);

  /** The predicate of the unique index, which PostgreSQL recognizes only if it is a literal. */
  public static final Condition UNRESOLVED =
      TICKETS.STATUS.ne(inline(TicketStatus.RESOLVED, TICKETS.STATUS));

  private static final TicketStatusConverter STATUS = new TicketStatusConverter();
  private static final SeverityConverter SEVERITY = new SeverityConverter();

  private TicketRows() {}

  /** Reads a row of {@link #COLUMNS}. */
  public static Ticket read(ResultSet row, Dialect dialect) throws SQLException {
    @Nullable Object[] values = new Object[COLUMNS.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(row, i + 1, COLUMNS.get(i).getType(), dialect);
    }
    return ticket(values);
  }

  private static @Nullable Object value(ResultSet row, int index, Class<?> type, Dialect dialect)
      throws SQLException {
    if (type == Long.class) {
      long value = row.getLong(index);
      return value == 0 && row.wasNull() ? null : value;
    }
    if (type == Boolean.class) {
      return row.getBoolean(index);
    }
    if (type == Instant.class) {
      return dialect.instant(row, index);
    }
    String text = row.getString(index);
    if (text == null || type == String.class) {
      return text;
    }
    if (type == JSONB.class) {
      return JSONB.valueOf(text);
    }
    return type == TicketStatus.class ? STATUS.from(text) : SEVERITY.from(text);
  }

  /** The ticket of a record that has {@link #COLUMNS}, and may have others. */
  public static Ticket ticket(Record row) {
    return ticket(COLUMNS.stream().map(row::get).toArray());
  }

  private static Ticket ticket(@Nullable Object[] values) {
    return new Ticket(
        TicketRows.<Long>required(values[0]),
        TicketRows.<String>required(values[1]),
        TicketRows.<String>required(values[2]),
        (String) values[3],
        TicketRows.<TicketStatus>required(values[4]),
        TicketRows.<Boolean>required(values[5]),
        (String) values[6],
        TicketRows.<Long>required(values[7]),
        TicketRows.<Instant>required(values[8]),
        TicketRows.<Instant>required(values[9]),
        (Instant) values[10],
        TicketRows.<String>required(values[11]),
        TicketRows.<Severity>required(values[12]),
        (String) values[13],
        (JSONB) values[14],
        TicketRows.<Long>required(values[15]),
        TicketRows.<Instant>required(values[16]),
        TicketRows.<Instant>required(values[17]),
        TicketRows.<Long>required(values[18]),
        (Long) values[19],
        TicketRows.<Long>required(values[20]),
        TicketRows.<Boolean>required(values[21]),
        (String) values[22],
        (String) values[23]);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the types are the columns'
  private static <T> T required(@Nullable Object value) {
    return (T) Objects.requireNonNull(value);
  }

  /** A ticket as of some observations ago, as far as counting goes. */
  public static Ticket before(Ticket ticket, long observations) {
    return new Ticket(
        ticket.id(),
        ticket.violationKey(),
        ticket.invariantName(),
        ticket.storeId(),
        ticket.status(),
        ticket.held(),
        ticket.batchKey(),
        ticket.occurrenceCount() - observations,
        ticket.firstSeenAt(),
        ticket.lastSeenAt(),
        ticket.resolvedAt(),
        ticket.message(),
        ticket.severity(),
        ticket.diagnosis(),
        ticket.metricSnapshot(),
        ticket.version() - observations,
        ticket.createdAt(),
        ticket.updatedAt(),
        ticket.episode(),
        ticket.previousId(),
        ticket.occurrencesBefore(),
        ticket.flapping(),
        ticket.source(),
        ticket.assignee());
  }

  /** Tickets by id; those that are not there are left out. */
  public static Map<Long, Ticket> byId(DSLContext context, Dialect dialect, Collection<Long> ids) {
    return context
        .select(COLUMNS)
        .from(TICKETS)
        .where(TICKETS.ID.in(JsonInput.ids(dialect, ids)))
        .fetchMap(TICKETS.ID, TicketRows::ticket);
  }
}
