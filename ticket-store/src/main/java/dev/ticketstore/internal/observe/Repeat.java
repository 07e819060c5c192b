package dev.ticketstore.internal.observe;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;

import dev.ticketstore.internal.database.CompiledStatement;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.jooq.tables.Tickets;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.UpdateFromStep;
import org.jooq.UpdateWhereStep;

/**
 * The text of the update that counts on unresolved tickets. Most observations are repeats, and an
 * update is cheaper than an insert that meets a conflict: the database neither builds a row nor
 * draws an id for it. What the update does not find goes to the {@link UpsertStatement}, which
 * alone opens tickets, and settles every race.
 *
 * <p>An observation from before the ticket began is left to the upsert too: it may be late.
 */
final class Repeat {

  /** Gives an observation's value for a column. */
  interface Observed {
    <T> Field<T> value(Field<T> column);
  }

  private static final Observed BINDS = CompiledStatement::bind;

  private static final Table<?> ROWS = table(name("v"));

  /** Values of a row, and those that all rows share. */
  private static final Observed INPUT =
      new Observed() {
        @Override
        public <T> Field<T> value(Field<T> column) {
          return UpsertStatement.INPUT.contains(column)
              ? JsonInput.of(ROWS, column)
              : CompiledStatement.bind(column);
        }
      };

  /** Counts on one key. */
  static final CompiledStatement ONE =
      new CompiledStatement(dialect -> one(dialect, noCondition()));

  /** Counts on one key, unless the id of the observation has been counted. */
  static final CompiledStatement ONE_UNLESS_COUNTED =
      new CompiledStatement(dialect -> one(dialect, NotedId.isNew()));

  /** The same, and stores the id. */
  static final CompiledStatement ONE_WITH_ID =
      new CompiledStatement(dialect -> NotedId.of(one(dialect, NotedId.isNew())));

  /** Counts on any number of keys, and locks them in no order. */
  static final CompiledStatement MANY = new CompiledStatement(Repeat::many);

  private Repeat() {}

  /** What an observation sets on the unresolved ticket of its key, apart from its beginning. */
  static Map<Field<?>, Field<?>> values(Observed observed) {
    Condition newer =
        row(
                observed.value(TICKETS.LAST_SEEN_AT),
                observed.value(TICKETS.MESSAGE),
                observed.value(TICKETS.SEVERITY_NAME))
            .ge(row(TICKETS.LAST_SEEN_AT, TICKETS.MESSAGE, TICKETS.SEVERITY_NAME));
    Field<Long> count = observed.value(TICKETS.OCCURRENCE_COUNT);
    Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
    values.put(TICKETS.OCCURRENCE_COUNT, TICKETS.OCCURRENCE_COUNT.plus(count));
    values.put(
        TICKETS.LAST_SEEN_AT, greatest(TICKETS.LAST_SEEN_AT, observed.value(TICKETS.LAST_SEEN_AT)));
    for (Field<?> column :
        List.of(
            TICKETS.MESSAGE,
            TICKETS.SEVERITY_NAME,
            TICKETS.METRIC_SNAPSHOT,
            TICKETS.LABELS,
            TICKETS.SOURCE)) {
      values.put(column, latest(newer, column, observed));
    }
    values.put(TICKETS.MISSED_CYCLES, inline(0L));
    values.put(TICKETS.CHANGE_ACTOR, observed.value(TICKETS.CHANGE_ACTOR));
    values.put(TICKETS.CHANGE_NOTE, observed.value(TICKETS.CHANGE_NOTE));
    values.put(TICKETS.CHANGE_BATCH_KEY, observed.value(TICKETS.BATCH_KEY));
    values.put(TICKETS.VERSION, TICKETS.VERSION.plus(count));
    values.put(TICKETS.UPDATED_AT, observed.value(TICKETS.UPDATED_AT));
    return values;
  }

  private static <T> Field<T> latest(Condition newer, Field<T> column, Observed observed) {
    return when(newer, observed.value(column)).otherwise(column);
  }

  /** The binds stand in the text as often as they are used, unless each use would send one. */
  private static ResultQuery<?> one(Dialect dialect, Condition isNew) {
    Observed observed = dialect.numbersBinds() ? BINDS : INPUT;
    UpdateFromStep<TicketsRecord> update = update(TICKETS).set(values(observed));
    UpdateWhereStep<TicketsRecord> from =
        dialect.numbersBinds()
            ? update
            : update.from(JsonInput.single(UpsertStatement.INPUT).asTable(ROWS.getName()));
    return from.where(TICKETS.VIOLATION_KEY.eq(observed.value(TICKETS.VIOLATION_KEY)))
        .and(TicketRows.UNRESOLVED)
        .and(TICKETS.FIRST_SEEN_AT.le(observed.value(TICKETS.FIRST_SEEN_AT)))
        .and(isNew)
        .returning(TicketRows.columns(dialect));
  }

  /**
   * The ids of the tickets first: with stale statistics SQLite would join the whole table with the
   * input. The offset keeps it from making one join of both.
   */
  private static ResultQuery<?> many(Dialect dialect) {
    Table<?> input =
        JsonInput.table(dialect, UpsertStatement.INPUT, UpsertStatement.ROWS_BIND).asTable("i");
    Tickets open = TICKETS.as("u");
    Field<Long> id = open.ID.as("ticket_id");
    Table<?> found =
        select(input.asterisk(), id)
            .from(input)
            .crossJoin(open)
            .where(open.VIOLATION_KEY.eq(JsonInput.of(input, TICKETS.VIOLATION_KEY)))
            .and(TicketRows.isUnresolved(open))
            .and(open.FIRST_SEEN_AT.le(JsonInput.of(input, TICKETS.FIRST_SEEN_AT)))
            .offset(inline(0))
            .asTable(ROWS.getName());
    return update(TICKETS)
        .set(values(INPUT))
        .from(found)
        .where(TICKETS.ID.eq(JsonInput.of(ROWS, id)))
        .returning(TicketRows.columns(dialect));
  }
}
