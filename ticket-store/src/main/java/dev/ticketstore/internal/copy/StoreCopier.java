package dev.ticketstore.internal.copy;

import static dev.ticketstore.jooq.Tables.ABSORBED_TICKETS;
import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;

import dev.ticketstore.CopyReport;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.internal.database.Database;
import java.util.List;
import java.util.function.LongConsumer;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * See {@link dev.ticketstore.StoreCopy}.
 *
 * @param from what to copy
 * @param to where to
 * @param progress is told how many tickets have been copied
 */
public record StoreCopier(Database from, Database to, LongConsumer progress) {

  /** Does it. */
  public CopyReport copy() {
    return from.snapshot(
        source -> {
          CopiedRows before = to.query(CopiedRows::of);
          StoreChecksum expected = StoreChecksum.of(source, before);
          refuseOtherContent(before, expected);
          long copied = expected.tickets();
          // Events that triggers write for the copies get ids above those of the source.
          long events =
              source.select(from.dialect().lastId(TICKET_EVENTS.ID)).fetchSingle().value1();
          to.transaction(target -> continueEventIds(target, events));
          StoreTable.ALL.forEach(table -> copy(source, table, before, expected));
          to.transaction(target -> continueIds(target) && continueEventIds(target, events));
          refuseDifference(
              expected,
              to.snapshot(StoreChecksum::of),
              "its %s differ from the source after the copy, so somebody else wrote to it: stop what does,"
                  + " and copy to an empty store");
          return new CopyReport(expected.tickets() - copied, expected.tickets(), expected.whole());
        });
  }

  /** Before anything is written. */
  private void refuseOtherContent(CopiedRows before, StoreChecksum expected) {
    if (before.isEmpty()) {
      return;
    }
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

  /** Each row of the source is read once, for both the copy and its checksum. */
  private void copy(DSLContext source, StoreTable<?> table, CopiedRows before, StoreChecksum read) {
    table.read(
        source,
        before.beyond(table),
        page -> {
          // Before the target sees them, as it finds what is unreadable in the source.
          read.add(table, page);
          to.transaction(target -> write(target, table, page));
          if (table == StoreTable.TICKETS) {
            progress.accept(read.tickets());
          }
        });
  }

  private int write(DSLContext target, StoreTable<?> table, List<List<@Nullable Object>> page) {
    if (table == StoreTable.TICKETS) {
      to.dialect().leaveOutHistory(target);
    }
    table.write(target, page);
    return table == StoreTable.TICKETS ? deleteHistory(target, page) : 0;
  }

  /** Of the copies, whose history is that of the source. */
  private static int deleteHistory(DSLContext target, List<List<@Nullable Object>> tickets) {
    return target
        .deleteFrom(TICKET_EVENTS)
        .where(
            TICKET_EVENTS.TICKET_ID.between(
                StoreTable.TICKETS.key(tickets.get(0)),
                StoreTable.TICKETS.key(tickets.get(tickets.size() - 1))))
        .execute();
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
}
