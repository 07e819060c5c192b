package dev.ticketstore.internal;

import java.util.function.Function;
import org.jooq.DSLContext;

/** Statements in a transaction of the caller's, which neither begin nor end it. */
record Within(DSLContext transaction) implements Executor {

  @Override
  public <T> T query(Function<DSLContext, T> statement) {
    return Errors.translating(() -> statement.apply(transaction));
  }

  @Override
  public <T> T update(Function<DSLContext, T> statement) {
    return Errors.translating(() -> statement.apply(transaction));
  }

  @Override
  public <T> T transaction(Function<DSLContext, T> statements) {
    return Errors.translating(() -> statements.apply(transaction));
  }
}
