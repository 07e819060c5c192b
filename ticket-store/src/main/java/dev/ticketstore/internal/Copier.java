package dev.ticketstore.internal;

import static dev.ticketstore.jooq.Tables.ABSORBED_TICKETS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;

import dev.ticketstore.CopyReport;
import dev.ticketstore.InvalidInputException;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UpdatableRecord;

/**
 * See {@link dev.ticketstore.StoreCopy}.
 *
 * @param from what to copy
 * @param to where to
 * @param progress is told how many tickets have been copied
 */
public record Copier(Database from, Database to, LongConsumer progress) {

  private static final int ROWS = 1_000;

  /** Does it. */
  public CopyReport copy() {
    return from.snapshot(
        source -> {
          long copied = copy(source, TICKETS, TICKETS.ID, progress);
          copy(source, ABSORBED_TICKETS, ABSORBED_TICKETS.ID, rows -> {});
          to.transaction(this::continueIds);
          StoreChecksum expected = StoreChecksum.of(source);
          StoreChecksum actual = to.snapshot(StoreChecksum::of);
          if (!actual.equals(expected)) {
            throw new InvalidInputException(
                "to",
                "expected the tickets of the source, which are "
                    + expected
                    + ", but there are "
                    + actual
                    + ": copy to an empty store");
          }
          return new CopyReport(copied, expected.tickets(), expected.checksum());
        });
  }

  /** Rows are copied in the order of their ids, so that the highest one tells where to go on. */
  private <R extends UpdatableRecord<R>> long copy(
      DSLContext source, Table<R> table, TableField<R, Long> id, LongConsumer told) {
    long last = to.query(target -> highest(target, id));
    long before = to.query(target -> (long) target.fetchCount(table));
    long copied = 0;
    while (true) {
      Result<R> rows = source.selectFrom(table).where(id.gt(last)).orderBy(id).limit(ROWS).fetch();
      if (rows.isEmpty()) {
        return copied;
      }
      to.transaction(target -> insert(target, rows));
      last = rows.get(rows.size() - 1).get(id);
      copied += rows.size();
      told.accept(before + copied);
    }
  }

  private long continueIds(DSLContext target) {
    long highest = Math.max(highest(target, TICKETS.ID), highest(target, ABSORBED_TICKETS.ID));
    if (highest > 0) {
      to.dialect().continueIds(target, highest);
    }
    return highest;
  }

  private static long highest(DSLContext context, TableField<?, Long> id) {
    return context
        .select(coalesce(max(id), inline(0L)))
        .from(Objects.requireNonNull(id.getTable()))
        .fetchSingle()
        .value1();
  }

  private static <R extends UpdatableRecord<R>> int insert(DSLContext target, List<R> rows) {
    rows.forEach(row -> row.changed(true));
    return target.batchInsert(rows).execute().length;
  }
}
