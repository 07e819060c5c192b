package dev.ticketstore.internal.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections of the caller's, in whatever state they arrive. Each is in autocommit mode and waits
 * no longer than the timeout while the store has it, and goes back as it came. One that is inside a
 * transaction is rejected, as a commit of the store would be a commit of that transaction.
 *
 * @param source of them
 * @param behindPooler whether they must name no statement
 */
record CallerConnections(CallerSource source, Dialect dialect, boolean behindPooler) {

  private static final Logger LOG = LoggerFactory.getLogger(CallerConnections.class);

  DataSource dataSource() {
    return Wrapping.connections(source.given(), this::connect);
  }

  private Connection connect() throws SQLException {
    Connection connection = source.connect();
    try {
      Dialect.Undo undo = dialect.takeOver(connection, source.timeout());
      if (!behindPooler) {
        return Wrapping.closing(connection, () -> giveBack(connection, undo));
      }
      int threshold = PostgresDriver.nameStatementsAfter(connection, 0);
      return Wrapping.closing(
          connection,
          () ->
              giveBack(
                  connection,
                  () -> {
                    PostgresDriver.nameStatementsAfter(connection, threshold);
                    undo.run();
                  }));
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void giveBack(Connection connection, Dialect.Undo undo) throws SQLException {
    try (connection) {
      if (!connection.isClosed()) {
        undo.run();
      }
    } catch (SQLException e) {
      // What the store committed stays committed, and the pool drops a broken connection.
      LOG.debug("A connection did not go back as it came", e);
    }
  }
}
