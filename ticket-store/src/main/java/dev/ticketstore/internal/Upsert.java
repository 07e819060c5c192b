package dev.ticketstore.internal;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.ticketstore.jooq.tables.records.TicketsRecord;
import dev.ticketstore.jooq.types.TicketStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableField;

/** The dedup upsert: one statement for any number of different keys. */
final class Upsert {

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
              INPUT.stream(), Stream.of(TICKETS.CREATED_AT, TICKETS.UPDATED_AT))
          .toList();

  private Upsert() {}

  /**
   * Writes the rows of a JSON array, which must be sorted by key, as two calls would else lock each
   * other out, and hold each key once.
   *
   * @return the tickets after the statement, in no order
   */
  static List<TicketsRecord> run(DSLContext context, Dialect dialect, String rows, Instant now) {
    Condition newer = excluded(TICKETS.LAST_SEEN_AT).ge(TICKETS.LAST_SEEN_AT);
    return context
        .insertInto(TICKETS)
        .columns(COLUMNS)
        .select(
            select(INPUT.stream().map(column -> JsonRows.column(dialect, column)).toList())
                .select(val(now, TICKETS.CREATED_AT), val(now, TICKETS.UPDATED_AT))
                .from(JsonRows.table(dialect, rows)))
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
        .set(TICKETS.VERSION, TICKETS.VERSION.plus(inline(1L)))
        .set(TICKETS.UPDATED_AT, excluded(TICKETS.UPDATED_AT))
        .returning()
        .fetch();
  }

  private static <T> Field<T> latest(Condition newer, Field<T> column) {
    return when(newer, excluded(column)).otherwise(column);
  }
}
