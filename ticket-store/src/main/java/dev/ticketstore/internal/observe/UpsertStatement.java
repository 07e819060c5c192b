package dev.ticketstore.internal.observe;

import static dev.ticketstore.internal.database.CompiledStatement.bind;
import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.when;

import dev.ticketstore.internal.database.CompiledStatement;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.jooq.tables.Tickets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.SelectWhereStep;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The text of the dedup upsert, for one key or any number of different ones.
 *
 * <p>It looks for the key's last resolved ticket with subqueries, not with joins, as a planner that
 * cannot know how few rows there are would read the whole table for a join. All but one are only
 * needed for a new ticket, and left out where the key has an unresolved one; should that be
 * resolved at this very moment, its episode is taken twice, which is a conflict.
 */
public final class UpsertStatement {

  static final String ROWS_BIND = "rows";
  static final String ID_BIND = OBSERVATION_IDS.OBSERVATION_ID.getName();
  static final String NOW_BIND = TICKETS.UPDATED_AT.getName();
  static final String LATEST_BIND = "latest";
  static final String SOURCE_BIND = TICKETS.SOURCE.getName();
  static final String ACTOR_BIND = TICKETS.CHANGE_ACTOR.getName();
  static final String NOTE_BIND = TICKETS.CHANGE_NOTE.getName();
  static final String EPISODES_BACK_BIND = "episodes_back";

  /** Where the window begins in which the key must open enough tickets to flap. */
  private static final Field<Instant> FLAPPING_SINCE =
      field(name("flapping_since"), TICKETS.FIRST_SEEN_AT.getDataType());

  /** The earliest time that is an observation's own; null if none can be late. */
  private static final Field<Instant> OWN_TIME =
      field(name("own_time"), TICKETS.FIRST_SEEN_AT.getDataType());

  /** The columns of the input. */
  static final List<Field<?>> INPUT =
      List.of(
          TICKETS.VIOLATION_KEY,
          TICKETS.INVARIANT_NAME,
          TICKETS.STORE_ID,
          TICKETS.BATCH_KEY,
          TICKETS.OCCURRENCE_COUNT,
          TICKETS.FIRST_SEEN_AT,
          TICKETS.LAST_SEEN_AT,
          TICKETS.MESSAGE,
          TICKETS.SEVERITY_NAME,
          TICKETS.METRIC_SNAPSHOT,
          TICKETS.LABELS,
          OWN_TIME,
          FLAPPING_SINCE);

  private static final Table<?> ROWS = table(name("v"));

  private static final Field<String> KEY = input(TICKETS.VIOLATION_KEY);

  /** The episode of the unresolved ticket of the key. */
  private static final Field<Long> OPEN_EPISODE =
      field(name("v", "open_episode"), TICKETS.EPISODE.getDataType());

  /** The last resolved ticket of the key. */
  private static final Tickets BEFORE = TICKETS.as("p");

  /** The one that opened so long before it that, with the new one, they make the key flap. */
  private static final Tickets EARLIER = TICKETS.as("f");

  /** Writes one key. */
  static final CompiledStatement ONE =
      new CompiledStatement(dialect -> statement(dialect, JsonInput.single(INPUT)));

  /** Writes one key, unless the id of its observation has been counted. */
  static final CompiledStatement ONE_UNLESS_COUNTED =
      new CompiledStatement(dialect -> statement(dialect, unlessCounted()));

  /** The same, and writes the id down. */
  static final CompiledStatement ONE_WITH_ID =
      new CompiledStatement(dialect -> NotedId.of(statement(dialect, unlessCounted())));

  /** Writes any number of keys. */
  static final CompiledStatement MANY =
      new CompiledStatement(
          dialect -> statement(dialect, JsonInput.table(dialect, INPUT, ROWS_BIND)));

  private UpsertStatement() {}

  private static ResultQuery<?> statement(Dialect dialect, Select<?> rows) {
    Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
    INPUT.stream()
        .filter(column -> column != FLAPPING_SINCE && column != OWN_TIME)
        .forEach(column -> values.put(column, input(column)));
    values.put(TICKETS.VERSION, input(TICKETS.OCCURRENCE_COUNT));
    values.put(TICKETS.CREATED_AT, bind(NOW_BIND, TICKETS.CREATED_AT));
    values.put(TICKETS.UPDATED_AT, bind(NOW_BIND, TICKETS.UPDATED_AT));
    values.put(TICKETS.SOURCE, bind(TICKETS.SOURCE));
    values.put(TICKETS.CHANGE_ACTOR, bind(TICKETS.CHANGE_ACTOR));
    values.put(TICKETS.CHANGE_NOTE, bind(TICKETS.CHANGE_NOTE));
    values.put(TICKETS.CHANGE_BATCH_KEY, input(TICKETS.BATCH_KEY));
    values.put(
        TICKETS.EPISODE,
        coalesce(OPEN_EPISODE, before(BEFORE.EPISODE.plus(inline(1L))), inline(1L)));
    values.put(TICKETS.PREVIOUS_ID, when(OPEN_EPISODE.isNull(), before(BEFORE.ID)));
    values.put(
        TICKETS.OCCURRENCES_BEFORE,
        when(
                OPEN_EPISODE.isNull(),
                coalesce(
                    before(BEFORE.OCCURRENCES_BEFORE.plus(BEFORE.OCCURRENCE_COUNT)), inline(0L)))
            .otherwise(inline(0L)));
    Field<Instant> earlier =
        select(EARLIER.FIRST_SEEN_AT)
            .from(EARLIER)
            .where(EARLIER.VIOLATION_KEY.eq(KEY))
            .and(EARLIER.EPISODE.eq(BEFORE.EPISODE.minus(bind(EPISODES_BACK_BIND, BEFORE.EPISODE))))
            .and(EARLIER.EPISODE.gt(inline(0L)))
            .asField();
    values.put(
        TICKETS.FLAPPING,
        when(
                OPEN_EPISODE.isNull(),
                coalesce(
                    before(
                        when(earlier.ge(input(FLAPPING_SINCE)), inline(true))
                            .otherwise(inline(false))),
                    inline(false)))
            .otherwise(inline(false)));
    return DSL.insertInto(TICKETS)
        .columns(values.keySet())
        .select(
            select(values.values())
                .from(withOpenEpisode(rows))
                .where(
                    input(OWN_TIME)
                        .isNull()
                        .or(exists(openedBy(input(OWN_TIME))))
                        .or(notExists(resolvedSince(input(OWN_TIME))))))
        .onConflict(TICKETS.VIOLATION_KEY)
        .where(TicketRows.UNRESOLVED)
        .doUpdate()
        .set(Repeat.values(DSL::excluded))
        .set(TICKETS.FIRST_SEEN_AT, least(TICKETS.FIRST_SEEN_AT, excluded(TICKETS.FIRST_SEEN_AT)))
        .returning(TicketRows.columns(dialect));
  }

  private static Select<?> unlessCounted() {
    return JsonInput.single(INPUT).where(NotedId.isNew());
  }

  /** The offset keeps a planner from asking once for each use of what it finds here. */
  private static Table<?> withOpenEpisode(Select<?> rows) {
    Tickets open = TICKETS.as("u");
    Table<?> input = rows.asTable("i");
    return select(input.asterisk())
        .select(
            select(open.EPISODE)
                .from(open)
                .where(open.VIOLATION_KEY.eq(JsonInput.of(input, TICKETS.VIOLATION_KEY)))
                .and(TicketRows.isUnresolved(open))
                .asField("open_episode"))
        .from(input)
        .offset(inline(0))
        .asTable(ROWS.getName());
  }

  /** The unresolved ticket of the key, if it had begun by that time. */
  private static Select<?> openedBy(Field<Instant> at) {
    Tickets open = TICKETS.as("b");
    return select(inline(1))
        .from(open)
        .where(open.VIOLATION_KEY.eq(KEY))
        .and(TicketRows.isUnresolved(open))
        .and(open.FIRST_SEEN_AT.le(at));
  }

  /** The last resolved ticket of the key, if an observation of that time is late. */
  private static Select<?> resolvedSince(Field<Instant> at) {
    Table<?> last =
        lastResolved(select(BEFORE.LAST_SEEN_AT, BEFORE.RESOLVED_AT).from(BEFORE)).asTable("l");
    Field<Instant> lastSeenAt = JsonInput.of(last, TICKETS.LAST_SEEN_AT);
    Field<Instant> resolvedAt = JsonInput.of(last, TICKETS.RESOLVED_AT);
    return select(inline(1))
        .from(last)
        .where(
            lastSeenAt
                .ge(at)
                .and(lastSeenAt.le(bind(LATEST_BIND, TICKETS.LAST_SEEN_AT)))
                .or(resolvedAt.gt(at).and(resolvedAt.le(bind(NOW_BIND, TICKETS.RESOLVED_AT)))));
  }

  /** A value of the last resolved ticket of the key. */
  private static <T> Field<T> before(Field<T> value) {
    return lastResolved(select(value).from(BEFORE)).asField();
  }

  private static <R extends Record> Select<R> lastResolved(SelectWhereStep<R> before) {
    return before
        .where(BEFORE.VIOLATION_KEY.eq(KEY))
        .and(TicketRows.isResolvedEpisode(BEFORE))
        .orderBy(BEFORE.EPISODE.desc())
        .limit(inline(1));
  }

  private static <T> Field<T> input(Field<T> column) {
    return JsonInput.of(ROWS, column);
  }
}
