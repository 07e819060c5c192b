package dev.ticketstore.internal.tickets;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.Json;
import dev.ticketstore.Ticket;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.database.JsonObject;
import dev.ticketstore.internal.database.RowValues;
import dev.ticketstore.internal.database.UnreadableValues;
import dev.ticketstore.jooq.tables.Tickets;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import dev.ticketstore.jooq.types.ResolvedByConverter;
import dev.ticketstore.jooq.types.SeverityConverter;
import dev.ticketstore.jooq.types.TicketStatusConverter;
import dev.ticketstore.jooq.types.UnreadableValueException;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** Rows of tickets, and the conditions on them that several statements share. */
public final class TicketRows {

  /** The columns of a ticket, in the order of its components. */
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
          TICKETS.ACKNOWLEDGED_AT,
          TICKETS.DIAGNOSED_AT,
          TICKETS.RESOLVED_AT,
          TICKETS.RESOLVED_BY,
          TICKETS.MESSAGE,
          TICKETS.SEVERITY_NAME,
          TICKETS.DIAGNOSIS,
          TICKETS.METRIC_SNAPSHOT,
          TICKETS.LABELS,
          TICKETS.ASSIGNEE,
          TICKETS.HELD_SINCE,
          TICKETS.HELD_MICROS,
          TICKETS.EPISODE,
          TICKETS.PREVIOUS_ID,
          TICKETS.OCCURRENCES_BEFORE,
          TICKETS.FLAPPING,
          TICKETS.SOURCE,
          TICKETS.VERSION,
          TICKETS.CREATED_AT,
          TICKETS.UPDATED_AT);

  /** The predicate of the unique index, which PostgreSQL recognizes only if it is a literal. */
  public static final Condition UNRESOLVED = isUnresolved(TICKETS);

  private static final TicketStatusConverter STATUS = new TicketStatusConverter();
  private static final SeverityConverter SEVERITY = new SeverityConverter();
  private static final ResolvedByConverter RESOLVED_BY = new ResolvedByConverter();

  private TicketRows() {}

  /** Whether a row of an alias is unresolved. */
  public static Condition isUnresolved(Tickets tickets) {
    return tickets.STATUS.ne(inline(TicketStatus.RESOLVED, TICKETS.STATUS));
  }

  /**
   * Whether a row of an alias is a resolved episode. Of those with one key the one with the highest
   * episode is the last resolved ticket, by which the store knows what is late, how the key
   * flapped, and the number of the next episode; a purge keeps it.
   */
  public static Condition isResolvedEpisode(Tickets tickets) {
    return tickets
        .STATUS
        .eq(inline(TicketStatus.RESOLVED, TICKETS.STATUS))
        .and(tickets.EPISODE.gt(inline(0L)));
  }

  /** Gives the value of each column in the order of {@link #COLUMNS}. */
  private interface Row {
    @Nullable Object next(TableField<TicketsRecord, ?> column);
  }

  /** {@link #COLUMNS} in the form that {@link #read} reads. */
  public static List<SelectField<?>> columns(Dialect dialect) {
    return dialect.columns(COLUMNS);
  }

  /** Reads a row of {@link #columns}. */
  public static Ticket read(ResultSet row, Dialect dialect) throws SQLException {
    @Nullable Object[] values = new Object[COLUMNS.size()];
    try (RowValues given = dialect.values(row)) {
      for (int i = 0; i < values.length; i++) {
        try {
          values[i] = value(given, COLUMNS.get(i).getType());
        } catch (UnreadableValueException e) {
          throw UnreadableValues.in(COLUMNS.get(i), values[0], e);
        }
      }
    }
    int[] position = {0};
    return ticket(
        column -> {
          if (COLUMNS.get(position[0]) != column) {
            throw new IllegalStateException(column + " is not column " + position[0]);
          }
          return values[position[0]++];
        });
  }

  private static @Nullable Object value(RowValues row, Class<?> type) throws SQLException {
    if (type == Long.class) {
      return row.nextLong();
    }
    if (type == Boolean.class) {
      return row.nextBoolean();
    }
    if (type == Instant.class) {
      return row.nextInstant();
    }
    String text = row.nextText();
    if (text == null || type == String.class) {
      return text;
    }
    if (type == JSONB.class) {
      return JSONB.valueOf(text);
    }
    if (type == TicketStatus.class) {
      return STATUS.from(text);
    }
    return type == ResolvedBy.class ? RESOLVED_BY.from(text) : SEVERITY.from(text);
  }

  /** The ticket of a record that has {@link #COLUMNS}, and may have others. */
  public static Ticket ticket(Record row) {
    return ticket((Row) row::get);
  }

  private static Ticket ticket(Row row) {
    long id = required(row, null, TICKETS.ID);
    return new Ticket(
        id,
        required(row, id, TICKETS.VIOLATION_KEY),
        required(row, id, TICKETS.INVARIANT_NAME),
        optional(row, TICKETS.STORE_ID),
        required(row, id, TICKETS.STATUS),
        required(row, id, TICKETS.HELD),
        optional(row, TICKETS.BATCH_KEY),
        required(row, id, TICKETS.OCCURRENCE_COUNT),
        required(row, id, TICKETS.FIRST_SEEN_AT),
        required(row, id, TICKETS.LAST_SEEN_AT),
        optional(row, TICKETS.ACKNOWLEDGED_AT),
        optional(row, TICKETS.DIAGNOSED_AT),
        optional(row, TICKETS.RESOLVED_AT),
        optional(row, TICKETS.RESOLVED_BY),
        required(row, id, TICKETS.MESSAGE),
        TicketRows.<Severity>required(row, id, TICKETS.SEVERITY_NAME),
        optional(row, TICKETS.DIAGNOSIS),
        json(optional(row, TICKETS.METRIC_SNAPSHOT)),
        labels(id, optional(row, TICKETS.LABELS)),
        optional(row, TICKETS.ASSIGNEE),
        optional(row, TICKETS.HELD_SINCE),
        Duration.of(required(row, id, TICKETS.HELD_MICROS), ChronoUnit.MICROS),
        required(row, id, TICKETS.EPISODE),
        optional(row, TICKETS.PREVIOUS_ID),
        required(row, id, TICKETS.OCCURRENCES_BEFORE),
        required(row, id, TICKETS.FLAPPING),
        optional(row, TICKETS.SOURCE),
        required(row, id, TICKETS.VERSION),
        required(row, id, TICKETS.CREATED_AT),
        required(row, id, TICKETS.UPDATED_AT));
  }

  private static @Nullable Json json(@Nullable JSONB stored) {
    return stored == null ? null : Json.ofUnchecked(stored.data());
  }

  private static Map<String, String> labels(long id, @Nullable JSONB stored) {
    try {
      return JsonObject.texts(stored);
    } catch (UnreadableValueException e) {
      throw UnreadableValues.in(TICKETS.LABELS, id, e);
    }
  }

  @SuppressWarnings("unchecked") // a column's value has its type
  private static <T> @Nullable T optional(Row row, TableField<TicketsRecord, T> column) {
    return (T) row.next(column);
  }

  private static <T> T required(Row row, @Nullable Long id, TableField<TicketsRecord, T> column) {
    return UnreadableValues.required(column, id, optional(row, column));
  }

  /** Tickets by id; those that are not there are left out. */
  public static Map<Long, Ticket> byId(DSLContext dsl, Collection<Long> ids) {
    return dsl.select(COLUMNS)
        .from(TICKETS)
        .where(TICKETS.ID.in(JsonInput.column(Dialect.of(dsl), TICKETS.ID, ids)))
        .fetchMap(TICKETS.ID, TicketRows::ticket);
  }
}
