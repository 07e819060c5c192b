package dev.ticketstore.internal.adoption;

import static dev.ticketstore.jooq.Tables.ABSORBED_TICKETS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.quotedName;
import static org.jooq.impl.DSL.select;

import dev.ticketstore.jooq.tables.Tickets;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.CloseableQuery;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;

/**
 * Writes tickets of the Python program into the tables of the store. The values of columns that the
 * library does not know must not pass through Java: SQLite copies them.
 */
final class TicketWriter implements AutoCloseable {

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

  private final CloseableQuery ticket;
  private final CloseableQuery absorbed;

  /**
   * Prepares the statements.
   *
   * @param before the table of the Python program
   */
  TicketWriter(DSLContext context, Table<?> before, List<Field<?>> unknownColumns, Instant now) {
    ticket = insert(context, before.as("b"), unknownColumns).keepStatement(true);
    absorbed =
        context
            .insertInto(ABSORBED_TICKETS)
            .set(ABSORBED_TICKETS.ID, param("id", ABSORBED_TICKETS.ID))
            .set(ABSORBED_TICKETS.SURVIVOR_ID, param("survivor_id", ABSORBED_TICKETS.SURVIVOR_ID))
            .set(
                ABSORBED_TICKETS.VIOLATION_KEY,
                param("violation_key", ABSORBED_TICKETS.VIOLATION_KEY))
            .set(ABSORBED_TICKETS.ORIGINAL_ROW, param("row", ABSORBED_TICKETS.ORIGINAL_ROW))
            .set(ABSORBED_TICKETS.ABSORBED_AT, now)
            .keepStatement(true);
  }

  /**
   * A ticket is the episode after the last of its key, or the first, as in the dedup upsert ({@code
   * UpsertStatement}) and the triggers for other programs.
   */
  private static Query insert(DSLContext context, Table<?> b, List<Field<?>> unknownColumns) {
    Tickets previous = TICKETS.as("p");
    Tickets others = TICKETS.as("others");
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
                .on(
                    previous.ID.eq(
                        select(others.ID)
                            .from(others)
                            .where(others.VIOLATION_KEY.eq(param("key", TICKETS.VIOLATION_KEY)))
                            .and(others.EPISODE.gt(inline(0L)))
                            .orderBy(others.EPISODE.desc())
                            .limit(inline(1))))
                .where(field(name("b", "id"), Long.class).eq(param("row_id", TICKETS.ID))));
  }

  /** Writes a ticket that is complete. */
  void write(PythonTicket complete) {
    TicketsRecord values = complete.ticket();
    for (Field<?> column : COLUMNS) {
      ticket.bind(column.getName(), values.get(column));
    }
    ticket.bind("key", values.getViolationKey());
    ticket.bind("row_id", values.getId());
    ticket.execute();
  }

  /** Writes a row whose ticket another one takes over. */
  void writeAbsorbed(PythonTicket younger, long survivorId) {
    absorbed.bind("id", younger.id());
    absorbed.bind("survivor_id", survivorId);
    absorbed.bind("violation_key", younger.ticket().getViolationKey());
    absorbed.bind("row", younger.row().json());
    absorbed.execute();
  }

  @Override
  public void close() {
    ticket.close();
    absorbed.close();
  }
}
