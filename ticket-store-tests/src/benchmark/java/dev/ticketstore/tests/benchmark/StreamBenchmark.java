package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads all tickets. */
@State(Scope.Benchmark)
public class StreamBenchmark {

  /** How. */
  public enum Way {
    STORE,
    /** A cursor of JDBC, and each row a ticket. */
    JDBC
  }

  private static final int FETCH_SIZE = 500;

  @Param("STORE")
  Way way;

  @Param("SQLITE")
  Place place;

  @Param("OPEN_1_000_000")
  Content content;

  private BenchmarkDatabase database;
  private TicketStore store;
  private Connection connection;

  @Setup(Level.Trial)
  public void open() throws SQLException {
    database = BenchmarkDatabase.copy(place, content);
    if (way == Way.STORE) {
      store = database.openStore();
    } else {
      connection = database.connect();
      connection.setAutoCommit(place.isSqlite());
    }
  }

  @TearDown(Level.Trial)
  public void close() throws Exception {
    if (store != null) {
      store.close();
    } else {
      connection.close();
    }
    database.close();
  }

  @Benchmark
  public long read() throws SQLException {
    if (way == Way.STORE) {
      try (Stream<Ticket> tickets = store.stream(TicketQuery.all())) {
        return tickets.mapToLong(Ticket::occurrenceCount).sum();
      }
    }
    long sum = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH_SIZE);
      Columns columns = database.columns();
      try (ResultSet row = statement.executeQuery(database.sql("all"))) {
        while (row.next()) {
          sum += columns.ticket(row).occurrenceCount();
        }
      }
    }
    return sum;
  }
}
