package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.SqliteSynchronous;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.DatabaseOpener;
import dev.ticketstore.internal.database.JdbcUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first transaction of its kind in a process takes a second or more, and must not hold SQLite's
 * write lock so long.
 */
class ColdStartTest {

  private static final Duration SHORT = Duration.ofMillis(250);

  @TempDir private Path folder;

  private String url;

  @BeforeEach
  void makeStore() {
    url = "jdbc:sqlite:" + folder.resolve("tickets.db");
    try (TicketStore store = TicketStore.open(url)) {
      store.observe(Violation.of("lag", "12 s behind").build());
    }
  }

  @Test
  void onlyTheFirstTransactionOfAKindLetsOthersWriteBeforeItDoes() {
    List<String> runs = new ArrayList<>();
    try (Database mine = open();
        Database other = open()) {
      Function<DSLContext, Integer> work =
          dsl -> {
            assertThat(dsl.fetchCount(TICKETS)).isEqualTo(1);
            runs.add(writesNow(other));
            return count(dsl);
          };

      assertThat(mine.<Integer>transaction(work)).isEqualTo(1);
      assertThat(mine.<Integer>transaction(work)).isEqualTo(1);

      // The first met a conflict, and ran again.
      assertThat(runs).containsExactly("written", "LOCKED", "LOCKED");
      assertThat(mine.<Long>query(ColdStartTest::counted)).isEqualTo(4);
    }
  }

  @Test
  void theFirstTransactionOfAKindWaitsForAWriterThatHasTheLock() throws Exception {
    int[] runs = {0};
    try (Database mine = open();
        Connection other = DriverManager.getConnection(url);
        Statement statement = other.createStatement()) {
      Function<DSLContext, Integer> work =
          dsl -> {
            assertThat(dsl.fetchCount(TICKETS)).isEqualTo(1);
            try {
              if (runs[0]++ == 0) {
                execute(statement, "begin immediate");
              }
              return count(dsl);
            } finally {
              if (runs[0] == 1) {
                execute(statement, "rollback");
              }
            }
          };

      assertThat(mine.<Integer>transaction(work)).isEqualTo(1);

      assertThat(runs).containsExactly(2);
      assertThat(mine.<Long>query(ColdStartTest::counted)).isEqualTo(2);
    }
  }

  private static void execute(Statement statement, String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Database open() {
    return new DatabaseOpener(null, null, 2, SHORT, SqliteSynchronous.FULL, 16L << 20, true)
        .open(JdbcUrl.parse(url));
  }

  private static String writesNow(Database other) {
    try {
      other.update(ColdStartTest::count);
      return "written";
    } catch (DatabaseException e) {
      assertThat(e.reason()).isEqualTo(Reason.LOCKED);
      return "LOCKED";
    }
  }

  private static int count(DSLContext dsl) {
    return dsl.update(TICKETS)
        .set(TICKETS.OCCURRENCE_COUNT, TICKETS.OCCURRENCE_COUNT.plus(1))
        .execute();
  }

  private static Long counted(DSLContext dsl) {
    return dsl.select(TICKETS.OCCURRENCE_COUNT).from(TICKETS).fetchSingle().value1();
  }
}
