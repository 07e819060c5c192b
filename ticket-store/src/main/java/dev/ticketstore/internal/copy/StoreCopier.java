package dev.ticketstore.internal.copy;

import static dev.ticketstore.jooq.Tables.ABSORBED_TICKETS;
import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;

import dev.ticketstore.CopyReport;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.jooq.tables.records.TicketEventsRecord;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import java.util.List;
import java.util.function.LongConsumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UpdatableRecord;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * See {@link dev.ticketstore.StoreCopy}.
 *
 * @param from what to copy
 * @param to where to
 * @param progress is told how many tickets have been copied
 */
public record StoreCopier(Database from, Database to, LongConsumer progress) {

  private static final int ROWS = 1_000;

  /** Does it. */
  public CopyReport copy() {
    return from.snapshot(
        source -> {
          refuseOtherContent(source);
          // Events that triggers write for the copies get ids above those of the source.
          long events =
              source.select(from.dialect().lastId(TICKET_EVENTS.ID)).fetchSingle().value1();
          to.transaction(target -> continueEventIds(target, events));
          long copied = copy(source, TICKETS, TICKETS.ID, progress);
          copy(source, ABSORBED_TICKETS, ABSORBED_TICKETS.ID, rows -> {});
          copy(source, OBSERVATION_IDS, OBSERVATION_IDS.OBSERVATION_ID, rows -> {});
          copy(source, CHECK_CYCLES, CHECK_CYCLES.ID, rows -> {});
          to.transaction(target -> continueIds(target) && continueEventIds(target, events));
          StoreChecksum expected = StoreChecksum.of(source);
          StoreChecksum actual = to.snapshot(StoreChecksum::of);
          refuseDifference(
              expected,
              actual,
              "its %s differ from the source after the copy, so somebody else wrote to it: stop what does,"
                  + " and copy to an empty store");
          return new CopyReport(copied, expected.tickets(), expected.whole());
        });
  }

  /** Before anything is written. */
  private void refuseOtherContent(DSLContext source) {
    CopiedRows copied = to.query(CopiedRows::of);
    if (copied.isEmpty()) {
      return;
    }
    StoreChecksum expected = StoreChecksum.of(source, copied);
    StoreChecksum actual = to.snapshot(StoreChecksum::of);
    refuseDifference(
        expected,
        actual,
        "expected an empty store or an earlier copy of the source, but it has "
            + actual.tickets()
            + " tickets, and its %s differ from the source; nothing was copied");
  }

  /** Names the rows of the first table that differs in the place of {@code %s}. */
  private static void refuseDifference(
      StoreChecksum expected, StoreChecksum actual, String message) {
    expected
        .firstDifference(actual)
        .ifPresent(
            table -> {
              throw new InvalidInputException("to", message.formatted(table.words()));
            });
  }

  /**
   * Rows are copied in the order of their keys, so that a later copy continues after the highest
   * one.
   */
  private <R extends UpdatableRecord<R>, K> long copy(
      DSLContext source, Table<R> table, TableField<R, K> key, LongConsumer told) {
    K last = to.query(target -> CopiedRows.highest(target, key));
    long before = to.query(target -> (long) target.fetchCount(table));
    long copied = 0;
    while (true) {
      Result<R> rows =
          source
              .selectFrom(table)
              .where(last == null ? DSL.noCondition() : key.gt(last))
              .orderBy(key)
              .limit(ROWS)
              .fetch();
      if (rows.isEmpty()) {
        return copied;
      }
      to.transaction(target -> insert(source, target, rows));
      last = rows.get(rows.size() - 1).get(key);
      copied += rows.size();
      told.accept(before + copied);
    }
  }

  private boolean continueIds(DSLContext target) {
    Long tickets = CopiedRows.highest(target, TICKETS.ID);
    Long absorbed = CopiedRows.highest(target, ABSORBED_TICKETS.ID);
    continueIds(target, TICKETS.ID, absorbed == null ? tickets : max(tickets, absorbed));
    continueIds(target, CHECK_CYCLES.ID, CopiedRows.highest(target, CHECK_CYCLES.ID));
    return true;
  }

  /** Cursors of the source's change feed stay good for the copy, also if events were purged. */
  private boolean continueEventIds(DSLContext target, long last) {
    continueIds(target, TICKET_EVENTS.ID, last == 0 ? null : last);
    return true;
  }

  private static Long max(@Nullable Long a, Long b) {
    return a == null ? b : Long.valueOf(Math.max(a, b));
  }

  private void continueIds(DSLContext target, TableField<?, Long> id, @Nullable Long highest) {
    if (highest != null) {
      to.dialect().continueIds(target, id, highest);
    }
  }

  private static <R extends UpdatableRecord<R>> int insert(
      DSLContext source, DSLContext target, Result<R> rows) {
    rows.forEach(
        row -> {
          row.changed(true);
          if (row instanceof TicketsRecord ticket) {
            // The database generates it.
            ticket.changed(TICKETS.SEVERITY, false);
          }
        });
    int inserted = target.batchInsert(rows).execute().length;
    if (rows.get(0) instanceof TicketsRecord) {
      copyHistory(source, target, rows.getValues(TICKETS.ID));
    }
    return inserted;
  }

  /** Replaces the events that triggers have written for the copies by those of the source. */
  private static void copyHistory(DSLContext source, DSLContext target, List<Long> ticketIds) {
    Condition ofThem =
        TICKET_EVENTS.TICKET_ID.between(ticketIds.get(0), ticketIds.get(ticketIds.size() - 1));
    target.deleteFrom(TICKET_EVENTS).where(ofThem).execute();
    Result<TicketEventsRecord> events =
        source.selectFrom(TICKET_EVENTS).where(ofThem).orderBy(TICKET_EVENTS.ID).fetch();
    events.forEach(event -> event.changed(true));
    target.batchInsert(events).execute();
  }
}
