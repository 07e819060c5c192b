package dev.ticketstore.internal.retention;

import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;

import dev.ticketstore.PurgeReport;
import dev.ticketstore.Retention;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.jooq.tables.Tickets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** See {@link dev.ticketstore.TicketStore#purge}. */
public final class TicketPurge {

  private static final int ROWS = 1_000;

  /** Another row of the same table, whose state decides. */
  private static final Tickets OTHER = TICKETS.as("other");

  private final Database database;
  private final Retention retention;
  private final LongConsumer progress;
  private long removed;

  /** Prepares one purge. */
  public TicketPurge(Database database, Retention retention, LongConsumer progress) {
    this.database = database;
    this.retention = retention;
    this.progress = progress;
  }

  /** Removes what may go. */
  public PurgeReport run() {
    return new PurgeReport(
        remove(TICKETS.ID, tickets(), this::removeTickets),
        remove(TICKET_EVENTS.ID, events()),
        remove(
            OBSERVATION_IDS.OBSERVATION_ID,
            before(OBSERVATION_IDS.COUNTED_AT, retention.observationIdsBefore())),
        remove(CHECK_CYCLES.ID, before(CHECK_CYCLES.RECORDED_AT, retention.cyclesBefore())));
  }

  /** Counts what may go. */
  public PurgeReport dryRun() {
    Condition withItsTicket =
        TICKET_EVENTS.TICKET_ID.in(DSL.select(TICKETS.ID).from(TICKETS).where(tickets()));
    return new PurgeReport(
        count(TICKETS, tickets()),
        count(TICKET_EVENTS, events().andNot(withItsTicket)),
        count(
            OBSERVATION_IDS, before(OBSERVATION_IDS.COUNTED_AT, retention.observationIdsBefore())),
        count(CHECK_CYCLES, before(CHECK_CYCLES.RECORDED_AT, retention.cyclesBefore())));
  }

  private Condition tickets() {
    return TicketRows.isResolvedEpisode(TICKETS)
        .and(before(TICKETS.RESOLVED_AT, retention.ticketsResolvedBefore()))
        .and(
            exists(
                selectOne()
                    .from(OTHER)
                    .where(OTHER.VIOLATION_KEY.eq(TICKETS.VIOLATION_KEY))
                    .and(OTHER.EPISODE.gt(TICKETS.EPISODE))
                    .and(TicketRows.isResolvedEpisode(OTHER))));
  }

  /** An unresolved ticket keeps its history. */
  private Condition events() {
    return before(TICKET_EVENTS.RECORDED_AT, retention.eventsBefore())
        .andNotExists(
            selectOne()
                .from(OTHER)
                .where(OTHER.ID.eq(TICKET_EVENTS.TICKET_ID))
                .and(TicketRows.isUnresolved(OTHER)));
  }

  private static Condition before(Field<Instant> at, @Nullable Instant instant) {
    return instant == null ? DSL.falseCondition() : at.lt(instant);
  }

  private long count(Table<?> table, Condition condition) {
    return database.query(context -> (long) context.fetchCount(table, condition));
  }

  private <K> long remove(TableField<?, K> key, Condition condition) {
    Table<?> table = Objects.requireNonNull(key.getTable());
    return remove(
        key,
        condition,
        rows -> database.update(context -> context.deleteFrom(table).where(rows).execute()));
  }

  /** The removed tickets of each key are counted in the same transaction. */
  private int removeTickets(Condition rows) {
    return database.transaction(
        context -> {
          Result<Record2<String, Instant>> gone =
              context
                  .deleteFrom(TICKETS)
                  .where(rows)
                  .returningResult(TICKETS.VIOLATION_KEY, TICKETS.FIRST_SEEN_AT)
                  .fetch();
          PurgedKeys.add(context, gone);
          return gone.size();
        });
  }

  /** One pass over the keys, so that rows which stay are looked at once. */
  private <K> long remove(
      TableField<?, K> key, Condition condition, ToIntFunction<Condition> remover) {
    Table<?> table = Objects.requireNonNull(key.getTable());
    long before = removed;
    Condition rest = DSL.noCondition();
    while (true) {
      Condition unseen = rest;
      Result<Record1<K>> found =
          database.query(
              context ->
                  context
                      .select(key)
                      .from(table)
                      .where(condition)
                      .and(unseen)
                      .orderBy(key)
                      .limit(ROWS)
                      .fetch());
      if (found.isEmpty()) {
        return removed - before;
      }
      List<K> keys = found.getValues(key);
      K last = keys.get(keys.size() - 1);
      // Once more with the condition, as what was found may have changed.
      removed += remover.applyAsInt(condition.and(unseen).and(key.le(last)));
      progress.accept(removed);
      rest = key.gt(last);
    }
  }
}
