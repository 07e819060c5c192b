package dev.ticketstore.internal.database;

import java.util.function.Function;
import org.jooq.DSLContext;

/** Statements in a transaction that has begun. Does not end it. */
public record BegunTransaction(DSLContext transaction) implements Transactions {

  @Override
  public <T> T query(Function<DSLContext, T> statement) {
    return ErrorTranslation.translating(() -> statement.apply(transaction));
  }

  @Override
  public <T> T update(Function<DSLContext, T> statement) {
    return query(statement);
  }

  @Override
  public <T> T transaction(Function<DSLContext, T> statements) {
    return query(statements);
  }
}
