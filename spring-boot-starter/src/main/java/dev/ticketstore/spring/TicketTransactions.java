package dev.ticketstore.spring;

import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketStore;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.tools.jdbc.JDBCUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The operations of a store within the Spring transaction of the calling thread, to commit or roll
 * back together with what else is in it.
 *
 * <pre>{@code
 * @Transactional
 * public void report(Reading reading) {
 *   jdbc.sql("insert into readings ...").update();
 *   tickets.current().observe(violation);
 * }
 * }</pre>
 *
 * <p>The {@link TicketStore} bean itself takes no part in a Spring transaction: {@code
 * store.observe} in a {@code @Transactional} method uses another connection and is committed when
 * it returns, so that a rollback does not undo it. On SQLite it waits for the writer, and fails
 * with {@code LOCKED} after the timeout if that is the transaction of the method itself.
 *
 * <p>Safe for use by several threads, each with its own transaction.
 */
public final class TicketTransactions {

  private final TicketStore store;
  private final CurrentConnections connections;
  private volatile @Nullable SQLDialect dialect;

  /**
   * A bean of this type is there where Spring's JDBC support is on the class path; an application
   * with several stores makes its own.
   *
   * @param dataSource the one that the transaction manager has, of the database of the store
   */
  public TicketTransactions(TicketStore store, DataSource dataSource) {
    this.store = store;
    this.connections = new CurrentConnections(dataSource);
  }

  /**
   * The operations of the store on the connection of the current transaction. They begin, commit
   * and retry nothing, as {@link TicketStore#within} says, and are of use only within a
   * transaction: later calls fail as this one does.
   *
   * @throws IllegalTransactionStateException if no transaction is active, or the active one is not
   *     of the store's {@code DataSource}
   */
  public TicketOperations current() {
    SQLDialect known = dialect;
    if (known == null) {
      known = connections.dialect();
      dialect = known;
    } else {
      connections.release(connections.acquire());
    }
    return store.within(new DefaultConfiguration().set(connections).set(known));
  }

  /** Gives the connection of the current transaction, and none outside of one. */
  private record CurrentConnections(DataSource dataSource) implements ConnectionProvider {

    @Override
    public Connection acquire() {
      if (!TransactionSynchronizationManager.isActualTransactionActive()) {
        throw new IllegalTransactionStateException(
            "no Spring transaction is active on this thread: call this in a @Transactional method"
                + " that is called through its bean, or use the TicketStore bean, which commits by"
                + " itself");
      }
      Connection connection = DataSourceUtils.getConnection(dataSource);
      if (!isInTransaction(connection)) {
        release(connection);
        throw new IllegalTransactionStateException(
            "the active Spring transaction is not one of the DataSource of the store, so that"
                + " tickets would not commit with it: name the transaction manager of that"
                + " DataSource in @Transactional");
      }
      return connection;
    }

    private boolean isInTransaction(Connection connection) {
      try {
        return !connection.getAutoCommit();
      } catch (SQLException e) {
        release(connection);
        throw new DataAccessException(e.getMessage(), e);
      }
    }

    @Override
    public void release(Connection connection) {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }

    SQLDialect dialect() {
      Connection connection = acquire();
      try {
        return JDBCUtils.dialect(connection);
      } finally {
        release(connection);
      }
    }
  }
}
