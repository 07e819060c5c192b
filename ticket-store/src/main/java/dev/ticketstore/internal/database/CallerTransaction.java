package dev.ticketstore.internal.database;

import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** Statements in a transaction of the caller's. It neither begins nor ends it. */
public record CallerTransaction(DSLContext transaction) implements Transactions {

  /** A transaction with the settings on which the store's statements rely. */
  public static CallerTransaction of(Configuration transaction) {
    Settings settings = (Settings) transaction.settings().clone();
    return new CallerTransaction(DSL.using(transaction.derive(Database.settings(settings))));
  }

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
