package dev.ticketstore.internal.database;

import java.util.function.Function;
import org.jooq.DSLContext;

/** Where statements run: on connections of a store, or in a transaction of its caller. */
public interface Transactions {

  /** Runs one statement that reads. */
  <T> T query(Function<DSLContext, T> statement);

  /** Runs one statement that writes. */
  <T> T update(Function<DSLContext, T> statement);

  /** Runs several statements, all or nothing. What {@code statements} throws undoes them. */
  <T> T transaction(Function<DSLContext, T> statements);
}
