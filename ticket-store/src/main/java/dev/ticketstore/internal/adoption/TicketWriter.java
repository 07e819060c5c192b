package dev.ticketstore.internal.adoption;

import static dev.ticketstore.jooq.Tables.ABSORBED_TICKETS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.quotedName;
import static org.jooq.impl.DSL.select;

import dev.ticketstore.jooq.tables.Tickets;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Writes tickets of the Python program into the tables of the store. The values of columns that the
 * library does not know must not pass through Java: SQLite copies them.
 */
final class TicketWriter {

  private static final List<Field<?>> COLUMNS =
      Stream.concat(
              PythonTable.KNOWN.stream(),
              Stream.of(
                  TICKETS.VERSION,
                  TICKETS.ACKNOWLEDGED_AT,
                  TICKETS.DIAGNOSED_AT,
                  TICKETS.RESOLVED_BY,
                  TICKETS.HELD_SINCE))
          .toList();

  /** So many rows share the rendering of their statement, and the tree of its parts. */
  private static final int BATCH_SIZE = 500;

  private final Rows tickets;
  private final Rows absorbed;

  /**
   * Prepares the statements.
   *
   * @param before the table of the Python program
   */
  TicketWriter(DSLContext context, Table<?> before, List<Field<?>> unknownColumns, Instant now) {
    tickets = new Rows(context, insert(context, before.as("b"), unknownColumns));
    absorbed =
        new Rows(
            context,
            context
                .insertInto(ABSORBED_TICKETS)
                .set(ABSORBED_TICKETS.ID, param("id", ABSORBED_TICKETS.ID))
                .set(
                    ABSORBED_TICKETS.SURVIVOR_ID,
                    param("survivor_id", ABSORBED_TICKETS.SURVIVOR_ID))
                .set(
                    ABSORBED_TICKETS.VIOLATION_KEY,
                    param("violation_key", ABSORBED_TICKETS.VIOLATION_KEY))
                .set(ABSORBED_TICKETS.ORIGINAL_ROW, param("row", ABSORBED_TICKETS.ORIGINAL_ROW))
                .set(ABSORBED_TICKETS.ABSORBED_AT, inline(now, ABSORBED_TICKETS.ABSORBED_AT)));
  }

  /**
   * A ticket is the episode after the last of its key, or the first, as in the dedup upsert ({@code
   * UpsertStatement}) and the triggers for other programs.
   */
  private static Query insert(DSLContext context, Table<?> b, List<Field<?>> unknownColumns) {
    Tickets previous = TICKETS.as("p");
    Tickets others = TICKETS.as("others");
    Field<String> key = field(name("b", "violation_key"), String.class);
    List<Field<?>> columns = new ArrayList<>(COLUMNS);
    List<Field<?>> values = new ArrayList<>();
    COLUMNS.forEach(column -> values.add(param(column.getName(), column)));
    columns.addAll(List.of(TICKETS.EPISODE, TICKETS.PREVIOUS_ID, TICKETS.OCCURRENCES_BEFORE));
    values.add(coalesce(previous.EPISODE, inline(0L)).plus(inline(1L)));
    values.add(previous.ID);
    values.add(coalesce(previous.OCCURRENCES_BEFORE.plus(previous.OCCURRENCE_COUNT), inline(0L)));
    for (Field<?> column : unknownColumns) {
      columns.add(column);
      values.add(field(quotedName("b", column.getName()), column.getDataType()));
    }
    return context
        .insertInto(TICKETS)
        .columns(columns)
        .select(
            select(values)
                .from(b)
                .leftJoin(previous)
                .on(previous.VIOLATION_KEY.eq(key))
                .and(previous.EPISODE.gt(inline(0L)))
                .and(
                    previous.EPISODE.eq(
                        select(max(others.EPISODE))
                            .from(others)
                            .where(others.VIOLATION_KEY.eq(key))
                            .and(others.EPISODE.gt(inline(0L)))))
                .where(field(name("b", "id"), Long.class).eq(param("row_id", TICKETS.ID))));
  }

  /** Writes a ticket that is complete, at the latest with {@link #flush}. */
  void write(PythonTicket complete) {
    TicketsRecord ticket = complete.ticket();
    Map<String, @Nullable Object> values = new HashMap<>();
    for (Field<?> column : COLUMNS) {
      values.put(column.getName(), ticket.get(column));
    }
    values.put("row_id", ticket.getId());
    tickets.add(values);
  }

  /** Writes a row whose ticket another one takes over, at the latest with {@link #flush}. */
  void writeAbsorbed(PythonTicket younger, long survivorId) {
    absorbed.add(
        Map.of(
            "id", younger.id(),
            "survivor_id", survivorId,
            "violation_key", younger.ticket().getViolationKey(),
            "row", younger.row().json()));
  }

  void flush() {
    tickets.flush();
    absorbed.flush();
  }

  /** The values of one statement that have not been written. */
  private static final class Rows {

    private final DSLContext context;
    private final Query statement;

    /** In their order, as binding by name goes through the whole statement for each value. */
    private final List<String> names;

    private final List<@Nullable Object[]> values = new ArrayList<>();

    Rows(DSLContext context, Query statement) {
      this.context = context;
      this.statement = statement;
      names =
          statement.getParams().entrySet().stream()
              .filter(param -> !param.getValue().isInline())
              .map(Map.Entry::getKey)
              .toList();
    }

    void add(Map<String, @Nullable Object> row) {
      values.add(names.stream().map(row::get).toArray());
      if (values.size() == BATCH_SIZE) {
        flush();
      }
    }

    void flush() {
      if (!values.isEmpty()) {
        context.batch(statement).bind(values.toArray(Object[][]::new)).execute();
        values.clear();
      }
    }
  }
}
