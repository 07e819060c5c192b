package dev.ticketstore.internal;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.ticketstore.Ticket;
import dev.ticketstore.jooq.tables.Tickets;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.jooq.types.TicketStatus;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The dedup upsert: one statement for any number of different keys.
 *
 * @param flapping when a key opens tickets again and again
 * @param author who observes
 * @param source whose check cycle it is of; null if it is of none
 * @param now by the store's clock
 */
record Upsert(
    Dialect dialect, Flapping flapping, Author author, @Nullable String source, Instant now) {

  /** The predicate of the unique index, which PostgreSQL recognizes only if it is a literal. */
  static final Condition UNRESOLVED =
      TICKETS.STATUS.ne(inline(TicketStatus.RESOLVED, TICKETS.STATUS));

  /** What a row of the input holds, under the name of its column. */
  private static final List<TableField<TicketsRecord, ?>> INPUT =
      List.of(
          TICKETS.VIOLATION_KEY,
          TICKETS.INVARIANT_NAME,
          TICKETS.STORE_ID,
          TICKETS.BATCH_KEY,
          TICKETS.OCCURRENCE_COUNT,
          TICKETS.FIRST_SEEN_AT,
          TICKETS.LAST_SEEN_AT,
          TICKETS.MESSAGE,
          TICKETS.SEVERITY,
          TICKETS.METRIC_SNAPSHOT);

  private static final List<TableField<TicketsRecord, ?>> COLUMNS =
      Stream.<TableField<TicketsRecord, ?>>concat(
              INPUT.stream(),
              Stream.of(
                  TICKETS.VERSION,
                  TICKETS.CREATED_AT,
                  TICKETS.UPDATED_AT,
                  TICKETS.SOURCE,
                  TICKETS.CHANGE_ACTOR,
                  TICKETS.CHANGE_NOTE,
                  TICKETS.CHANGE_BATCH_KEY,
                  TICKETS.EPISODE,
                  TICKETS.PREVIOUS_ID,
                  TICKETS.OCCURRENCES_BEFORE,
                  TICKETS.FLAPPING))
          .toList();

  /** The last resolved ticket of a key. */
  private static final Tickets BEFORE = TICKETS.as("p");

  /** The one that opened so long before it that, with the new one, they make the key flap. */
  private static final Tickets EARLIER = TICKETS.as("f");

  private static final Tickets RESOLVED = TICKETS.as("r");

  /** Rendered once for a database, as rendering takes longer than SQLite needs to execute it. */
  private static final Map<Dialect, String> SQL = new ConcurrentHashMap<>();

  /**
   * Writes keys, which must be in order, as two calls would else lock each other out. A key with an
   * observation older than its last resolution is left out.
   *
   * @return the tickets after the statement, in no order
   */
  List<Ticket> run(DSLContext context, List<ObservedKey> keys) {
    String sql = SQL.computeIfAbsent(dialect, any -> context.render(statement()));
    return context.connectionResult(
        connection -> {
          PreparedStatement statement = dialect.prepare(connection, sql);
          boolean done = false;
          try {
            bind(statement, JsonRows.ofKeys(keys, flapping));
            List<Ticket> tickets;
            try (ResultSet rows = statement.executeQuery()) {
              tickets = context.fetch(rows, TICKETS.fields()).map(TicketRows::ticket);
            }
            dialect.release(statement);
            done = true;
            return tickets;
          } finally {
            if (!done) {
              statement.close();
            }
          }
        });
  }

  /** In the order in which {@link #statement} has them. */
  private void bind(PreparedStatement statement, String rows) throws SQLException {
    String instant = InstantText.format(now);
    statement.setString(1, instant);
    statement.setString(2, instant);
    statement.setString(3, source);
    statement.setString(4, author.actor());
    statement.setString(5, author.note());
    statement.setString(6, rows);
    statement.setLong(7, flapping.tickets() - 2L);
  }

  private Query statement() {
    Field<String> key = column(TICKETS.VIOLATION_KEY);
    Field<Instant> since =
        JsonRows.instant(dialect, JsonRows.FLAPPING_SINCE, TICKETS.FIRST_SEEN_AT);
    Condition newer =
        row(excluded(TICKETS.LAST_SEEN_AT), excluded(TICKETS.MESSAGE), excluded(TICKETS.SEVERITY))
            .ge(row(TICKETS.LAST_SEEN_AT, TICKETS.MESSAGE, TICKETS.SEVERITY));
    return DSL.insertInto(TICKETS)
        .columns(COLUMNS)
        .select(
            select(INPUT.stream().map(this::column).toList())
                .select(
                    column(TICKETS.OCCURRENCE_COUNT),
                    val(now, TICKETS.CREATED_AT),
                    val(now, TICKETS.UPDATED_AT),
                    val(source, TICKETS.SOURCE),
                    val(author.actor(), TICKETS.CHANGE_ACTOR),
                    val(author.note(), TICKETS.CHANGE_NOTE),
                    column(TICKETS.BATCH_KEY),
                    coalesce(BEFORE.EPISODE, inline(0L)).plus(inline(1L)),
                    BEFORE.ID,
                    coalesce(BEFORE.OCCURRENCES_BEFORE.plus(BEFORE.OCCURRENCE_COUNT), inline(0L)),
                    when(
                            EARLIER
                                .FIRST_SEEN_AT
                                .ge(since)
                                .or(BEFORE.FLAPPING.isTrue().and(BEFORE.LAST_SEEN_AT.ge(since))),
                            inline(true))
                        .otherwise(inline(false)))
                .from(JsonRows.table(dialect, ""))
                .leftJoin(BEFORE)
                .on(
                    BEFORE.ID.eq(
                        select(RESOLVED.ID)
                            .from(RESOLVED)
                            .where(RESOLVED.VIOLATION_KEY.eq(key))
                            .and(RESOLVED.STATUS.eq(inline(TicketStatus.RESOLVED, TICKETS.STATUS)))
                            .and(RESOLVED.EPISODE.gt(inline(0L)))
                            .orderBy(RESOLVED.EPISODE.desc())
                            .limit(inline(1))))
                .leftJoin(EARLIER)
                .on(EARLIER.VIOLATION_KEY.eq(key))
                .and(
                    EARLIER.EPISODE.eq(
                        BEFORE.EPISODE.minus(val(flapping.tickets() - 2L, BEFORE.EPISODE))))
                .and(EARLIER.EPISODE.gt(inline(0L)))
                .where(BEFORE.RESOLVED_AT.isNull())
                .or(column(TICKETS.FIRST_SEEN_AT).ge(BEFORE.RESOLVED_AT))
                .orderBy(JsonRows.place()))
        .onConflict(TICKETS.VIOLATION_KEY)
        .where(UNRESOLVED)
        .doUpdate()
        .set(
            TICKETS.OCCURRENCE_COUNT,
            TICKETS.OCCURRENCE_COUNT.plus(excluded(TICKETS.OCCURRENCE_COUNT)))
        .set(TICKETS.FIRST_SEEN_AT, least(TICKETS.FIRST_SEEN_AT, excluded(TICKETS.FIRST_SEEN_AT)))
        .set(TICKETS.LAST_SEEN_AT, greatest(TICKETS.LAST_SEEN_AT, excluded(TICKETS.LAST_SEEN_AT)))
        .set(TICKETS.MESSAGE, latest(newer, TICKETS.MESSAGE))
        .set(TICKETS.SEVERITY, latest(newer, TICKETS.SEVERITY))
        .set(TICKETS.METRIC_SNAPSHOT, latest(newer, TICKETS.METRIC_SNAPSHOT))
        .set(TICKETS.SOURCE, latest(newer, TICKETS.SOURCE))
        .set(TICKETS.MISSED_CYCLES, inline(0L))
        .set(TICKETS.CHANGE_ACTOR, excluded(TICKETS.CHANGE_ACTOR))
        .set(TICKETS.CHANGE_NOTE, excluded(TICKETS.CHANGE_NOTE))
        .set(TICKETS.CHANGE_BATCH_KEY, excluded(TICKETS.CHANGE_BATCH_KEY))
        .set(TICKETS.VERSION, TICKETS.VERSION.plus(excluded(TICKETS.OCCURRENCE_COUNT)))
        .set(TICKETS.UPDATED_AT, excluded(TICKETS.UPDATED_AT))
        .returning();
  }

  private <T> Field<T> column(Field<T> column) {
    return JsonRows.column(dialect, column);
  }

  private static <T> Field<T> latest(Condition newer, Field<T> column) {
    return when(newer, excluded(column)).otherwise(column);
  }
}
