package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Violation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A thousand violations at once, of a thousand keys. */
@State(Scope.Benchmark)
public class BatchBenchmark {

  /** How they are written. */
  public enum Way {
    /** One call of the store. */
    STORE,
    /** A statement each, each with a commit. */
    AUTOCOMMIT,
    /** A statement each in one transaction. */
    TRANSACTION,
    /** JDBC's batch in one transaction, which tells no outcome. */
    BATCH
  }

  @Param("STORE")
  Way way;

  @Param("POSTGRESQL")
  Place place;

  private final List<Violation> violations = Workload.violations(0, 1000);
  private Opened opened;
  private JdbcUpsert upsert;

  @Setup(Level.Trial)
  public void open() throws SQLException {
    opened = Opened.of(way == Way.STORE, place, Content.EMPTY);
    if (way != Way.STORE) {
      upsert = new JdbcUpsert(opened.connection(), opened.database());
    }
  }

  @TearDown(Level.Trial)
  public void close() throws Exception {
    opened.close();
  }

  @Benchmark
  public Object observe() throws SQLException {
    if (way == Way.STORE) {
      return opened.store().observeAll(violations);
    }
    Connection connection = opened.connection();
    connection.setAutoCommit(way == Way.AUTOCOMMIT);
    if (way == Way.BATCH) {
      for (Violation violation : violations) {
        upsert.addBatch(violation);
      }
      int[] counts = upsert.executeBatch();
      connection.commit();
      return counts;
    }
    List<Object> tickets = new ArrayList<>();
    for (Violation violation : violations) {
      tickets.add(upsert.observe(violation));
    }
    if (way == Way.TRANSACTION) {
      connection.commit();
    }
    return tickets;
  }
}
