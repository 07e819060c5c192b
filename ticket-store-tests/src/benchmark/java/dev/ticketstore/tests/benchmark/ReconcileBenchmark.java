package dev.ticketstore.tests.benchmark;

import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Check cycles of 10,000 violations, of which 100 are new and 100 are gone each time. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class ReconcileBenchmark {

  /** How a cycle is written. */
  public enum Way {
    /** One call of the store. */
    STORE,
    /** Upserts by hand in one transaction, and an update of all that none of them has touched. */
    TRANSACTION
  }

  private static final int VIOLATIONS = 10_000;
  private static final int MOVED = 100;

  @Param("STORE")
  Way way;

  @Param("SQLITE")
  Place place;

  private Opened opened;
  private JdbcUpsert upsert;
  private PreparedStatement resolve;
  private int cycles;

  @Setup(Level.Trial)
  public void open() throws SQLException {
    opened = Opened.of(way == Way.STORE, place, Content.EMPTY);
    if (way != Way.STORE) {
      upsert = new JdbcUpsert(opened.connection(), opened.database());
      resolve = opened.connection().prepareStatement(opened.database().sql("resolve"));
    }
  }

  @TearDown(Level.Trial)
  public void close() throws Exception {
    opened.close();
  }

  @Benchmark
  public Object reconcile() throws SQLException {
    Instant startedAt = Instant.parse("2026-01-24T23:00:00Z").plusSeconds(30L * cycles);
    List<Violation> violations = new ArrayList<>(VIOLATIONS);
    for (int i = 0; i < VIOLATIONS; i++) {
      // After a while the keys that are gone come back.
      int key = (cycles * MOVED + i) % (2 * VIOLATIONS);
      violations.add(Workload.violation(key).observedAt(startedAt).build());
    }
    cycles++;
    if (way == Way.STORE) {
      return opened.store().reconcile(
          new CheckCycle(
              "monitor", startedAt, CycleScope.everything(), CycleOutcome.COMPLETE, violations));
    }
    List<Ticket> tickets = new ArrayList<>(VIOLATIONS);
    try (Statement transaction = opened.connection().createStatement()) {
      transaction.execute("begin immediate");
      for (Violation violation : violations) {
        tickets.add(upsert.observe(violation));
      }
      Columns columns = opened.database().columns();
      columns.bind(resolve, 1, startedAt);
      columns.bind(resolve, 2, Instant.now());
      columns.bind(resolve, 3, startedAt);
      try (ResultSet row = resolve.executeQuery()) {
        while (row.next()) {
          tickets.add(columns.ticket(row));
        }
      }
      transaction.execute("commit");
    }
    return tickets;
  }
}
