package dev.ticketstore;

import dev.ticketstore.internal.copy.StoreCopier;
import dev.ticketstore.internal.validation.Check;
import java.util.function.LongConsumer;

/** Moves a whole store to another database, such as from SQLite to PostgreSQL or back. */
public final class StoreCopy {

  private StoreCopy() {}

  /**
   * Copies all tickets, with their ids, their history, what was absorbed, the observation ids and
   * the check cycles, then compares both stores by count and checksum. A follower of {@code to}
   * gets the copied history as new events.
   *
   * <p>Columns that another program added to the source are not copied.
   *
   * <p>The source is read as one snapshot, which lacks later changes: stop its writers first, or
   * copy again. Each thousand tickets are a transaction. After an interruption, the same call
   * continues where the copy ended.
   *
   * @param from what to copy
   * @param to empty, or with part of what this method copied from the same source
   * @param progress is told how many tickets are in {@code to}, after each transaction
   * @throws InvalidInputException before anything is written if {@code to} holds other rows than
   *     {@code from}, which is found by comparing all of them; or afterwards if others wrote to it
   *     meanwhile
   * @throws DatabaseException if a database does not do it; what was copied stays
   */
  public static CopyReport copy(TicketStore from, TicketStore to, LongConsumer progress) {
    return new StoreCopier(
            Check.notNull("from", from).database(),
            Check.notNull("to", to).database().patiently(),
            Check.notNull("progress", progress))
        .copy();
  }
}
