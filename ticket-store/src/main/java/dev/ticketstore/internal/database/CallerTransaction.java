package dev.ticketstore.internal.database;

import java.util.function.Function;
import org.jooq.DSLContext;

/** Statements in a transaction of the caller's, which neither begin nor end it. */
public record CallerTransaction(DSLContext transaction) implements Transactions {

  @Override
  public <T> T query(Function<DSLContext, T> statement) {
    return ErrorTranslation.translating(() -> statement.apply(transaction));
  }

  @Override
  public <T> T update(Function<DSLContext, T> statement) {
    return ErrorTranslation.translating(() -> statement.apply(transaction));
  }

  @Override
  public <T> T transaction(Function<DSLContext, T> statements) {
    return ErrorTranslation.translating(() -> statements.apply(transaction));
  }
}
