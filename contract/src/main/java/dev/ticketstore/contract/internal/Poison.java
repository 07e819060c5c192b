package dev.ticketstore.contract.internal;

import dev.ticketstore.contract.TestDatabase;

/** Triggers, made by another program, with which a database refuses a row of a statement. */
public final class Poison {

  private Poison() {}

  /** From now on the database takes no new ticket of {@code store}. */
  public static void insertsOf(String store, TestDatabase database) {
    add("insert", "new.store_id = '" + store + "'", database);
  }

  /** From now on the database resolves no ticket of {@code store}. */
  public static void resolvingOf(String store, TestDatabase database) {
    add("update", "new.status = 'resolved' and new.store_id = '" + store + "'", database);
  }

  private static void add(String event, String condition, TestDatabase database) {
    if (database.isSqlite()) {
      database.execute(
          "create trigger poison before "
              + event
              + " on tickets when "
              + condition
              + " begin select raise(abort, 'poisoned'); end");
    } else {
      database.execute(
          "create function poison() returns trigger language plpgsql as"
              + " $$ begin raise exception 'poisoned'; end $$",
          "create trigger poison before "
              + event
              + " on tickets for each row when ("
              + condition
              + ") execute function poison()");
    }
  }

  /** Back to normal. */
  public static void remove(TestDatabase database) {
    database.execute("drop trigger poison" + (database.isSqlite() ? "" : " on tickets"));
  }
}
