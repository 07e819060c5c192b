package dev.ticketstore.tests.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.sqlite.SQLiteDataSource;

/** Opens a database whose schema is up to date, reads a ticket and closes it. */
@State(Scope.Benchmark)
public class OpenBenchmark {

  @Param("SQLITE")
  Place place;

  private BenchmarkDatabase database;

  @Setup(Level.Trial)
  public void copy() {
    database = BenchmarkDatabase.copy(place, Content.EMPTY);
  }

  @TearDown(Level.Trial)
  public void delete() throws Exception {
    database.close();
  }

  @Benchmark
  public Object store() {
    try (TicketStore store = database.openStore(SchemaPolicy.UPDATE)) {
      return store.find(1);
    }
  }

  /** The same pools, a connection each, and a row. */
  @Benchmark
  public Object connections() throws SQLException {
    try (HikariDataSource writer = pool();
        HikariDataSource reader = place.isSqlite() ? pool() : null) {
      try (Connection connection = (reader == null ? writer : reader).getConnection();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select * from tickets where id = 1")) {
        return row.next();
      }
    }
  }

  private HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    if (place.isSqlite()) {
      SQLiteDataSource file = new SQLiteDataSource();
      file.setUrl(database.url());
      config.setDataSource(file);
      config.setMaximumPoolSize(1);
    } else {
      config.setJdbcUrl(database.url());
      config.setUsername("postgres");
      config.setMinimumIdle(1);
    }
    return new HikariDataSource(config);
  }
}
