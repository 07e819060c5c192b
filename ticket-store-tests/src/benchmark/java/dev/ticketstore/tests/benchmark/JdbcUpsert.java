package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The upsert by hand, kept prepared. */
final class JdbcUpsert implements PeerObserver.Session {

  static final Duration WINDOW = Duration.ofMinutes(10);

  /** Unique violation and deadlock. */
  private static final Set<String> CONFLICTS = Set.of("23505", "40P01");

  private final PreparedStatement statement;
  private final Columns columns;

  JdbcUpsert(Connection connection, BenchmarkDatabase database) throws SQLException {
    this.statement = connection.prepareStatement(database.sql("upsert"));
    this.columns = database.columns();
  }

  @Override
  public Ticket observe(Violation violation) throws SQLException {
    while (true) {
      try {
        return observeOnce(violation);
      } catch (SQLException e) {
        // Another caller has opened the ticket at the same moment.
        if (!CONFLICTS.contains(e.getSQLState())) {
          throw e;
        }
      }
    }
  }

  private Ticket observeOnce(Violation violation) throws SQLException {
    bind(violation);
    try (ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("late");
      }
      Ticket ticket = columns.ticket(row);
      // To the end, which commits on SQLite.
      row.next();
      return ticket;
    }
  }

  void addBatch(Violation violation) throws SQLException {
    bind(violation);
    statement.addBatch();
  }

  int[] executeBatch() throws SQLException {
    return statement.executeBatch();
  }

  private void bind(Violation violation) throws SQLException {
    Instant now = Instant.now();
    Instant at = Workload.seenAt(violation, now);
    statement.setString(1, violation.violationKey());
    statement.setString(2, violation.invariantName());
    statement.setString(3, violation.storeId());
    statement.setString(4, violation.batchKey());
    columns.bind(statement, 5, at);
    columns.bind(statement, 6, at.minus(WINDOW));
    columns.bind(statement, 7, now);
    statement.setString(8, violation.message());
    statement.setString(9, violation.severity().literal());
    statement.setString(
        10, Workload.metrics(violation));
  }
}
