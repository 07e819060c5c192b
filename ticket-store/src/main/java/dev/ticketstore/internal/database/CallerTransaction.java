package dev.ticketstore.internal.database;

import dev.ticketstore.InvalidInputException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * Statements in a transaction of the caller's. It neither begins nor ends it, and refuses a
 * connection that would commit each statement by itself.
 */
public record CallerTransaction(BegunTransaction begun) implements Transactions {

  /** A transaction with the settings on which the store's statements rely. */
  public static CallerTransaction of(Configuration transaction) {
    Settings settings = (Settings) transaction.settings().clone();
    return new CallerTransaction(
        new BegunTransaction(DSL.using(transaction.derive(JooqSettings.of(settings)))));
  }

  @Override
  public <T> T query(Function<DSLContext, T> statement) {
    requireBegun();
    return begun.query(statement);
  }

  @Override
  public <T> T update(Function<DSLContext, T> statement) {
    return query(statement);
  }

  @Override
  public <T> T transaction(Function<DSLContext, T> statements) {
    return query(statements);
  }

  private void requireBegun() {
    ConnectionProvider provider = begun.transaction().configuration().connectionProvider();
    Connection connection = ErrorTranslation.translating(provider::acquire);
    if (connection == null) {
      throw new InvalidInputException("transaction", "expected one with a connection");
    }
    try {
      if (connection.getAutoCommit()) {
        throw new InvalidInputException(
            "transaction",
            "expected a connection within a transaction, not one in auto-commit mode: take the"
                + " configuration that DSLContext.transaction gives, or call setAutoCommit(false)"
                + " first");
      }
    } catch (SQLException e) {
      throw ErrorTranslation.inUse(e);
    } finally {
      provider.release(connection);
    }
  }
}
