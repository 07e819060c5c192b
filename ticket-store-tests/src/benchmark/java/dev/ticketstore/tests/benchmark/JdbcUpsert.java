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

/** The statements of the store by hand, kept prepared: an update, and for what it has not found an upsert. */
final class JdbcUpsert implements PeerObserver.Session {

  static final Duration WINDOW = Duration.ofMinutes(10);

  /** Unique violation and deadlock. */
  private static final Set<String> CONFLICTS = Set.of("23505", "40P01");

  private final PreparedStatement repeat;
  private final PreparedStatement upsert;
  private final Columns columns;

  JdbcUpsert(Connection connection, BenchmarkDatabase database) throws SQLException {
    this.repeat = connection.prepareStatement(database.sql("repeat"));
    this.upsert = connection.prepareStatement(database.sql("upsert"));
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
    Ticket repeated = execute(repeat, violation);
    if (repeated != null) {
      return repeated;
    }
    Ticket ticket = execute(upsert, violation);
    if (ticket == null) {
      throw new SQLException("late");
    }
    return ticket;
  }

  private Ticket execute(PreparedStatement statement, Violation violation) throws SQLException {
    bind(statement, violation);
    try (ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      Ticket ticket = columns.returned(row);
      // To the end, which commits on SQLite.
      row.next();
      return ticket;
    }
  }

  void addBatch(Violation violation) throws SQLException {
    bind(upsert, violation);
    upsert.addBatch();
  }

  int[] executeBatch() throws SQLException {
    return upsert.executeBatch();
  }

  private void bind(PreparedStatement statement, Violation violation) throws SQLException {
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
    statement.setString(10, Workload.metrics(violation));
  }
}
