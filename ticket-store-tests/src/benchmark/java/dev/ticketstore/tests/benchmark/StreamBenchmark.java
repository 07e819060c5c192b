package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
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
  private static final String ALL =
      "select " + Columns.NAMES + " from tickets order by id desc";

  @Param("STORE")
  Way way;

  @Param("SQLITE")
  Place place;

  @Param("OPEN_1_000_000")
  Content content;

  private Opened opened;

  @Setup(Level.Trial)
  public void open() throws SQLException {
    opened = Opened.of(way == Way.STORE, place, content);
    if (way != Way.STORE) {
      // In autocommit mode the driver of PostgreSQL reads all rows at once.
      opened.connection().setAutoCommit(place.isSqlite());
    }
  }

  @TearDown(Level.Trial)
  public void close() throws Exception {
    opened.close();
  }

  @Benchmark
  public long read() throws SQLException {
    if (way == Way.STORE) {
      try (Stream<Ticket> tickets = opened.store().stream(TicketQuery.all())) {
        return tickets.mapToLong(Ticket::occurrenceCount).sum();
      }
    }
    long sum = 0;
    try (Statement statement = opened.connection().createStatement()) {
      statement.setFetchSize(FETCH_SIZE);
      Columns columns = opened.database().columns();
      try (ResultSet row = statement.executeQuery(ALL)) {
        while (row.next()) {
          sum += columns.ticket(row).occurrenceCount();
        }
      }
    }
    return sum;
  }
}
