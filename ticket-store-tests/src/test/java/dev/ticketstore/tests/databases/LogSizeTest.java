package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.SqliteSynchronous;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The size of SQLite's log while a store writes. */
class LogSizeTest {

  private static final long LIMIT = 1 << 20;

  /** The last transaction before a checkpoint goes beyond the limit. */
  private static final long BOUND = 2 * LIMIT;

  @TempDir private Path folder;

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("tickets.db");
  }

  private TicketStore open() {
    return TicketStore.builder()
        .url(url())
        .sqliteLogLimit(LIMIT)
        .synchronous(SqliteSynchronous.OFF)
        .open();
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private long size() throws IOException {
    return Files.size(folder.resolve("tickets.db-wal"));
  }

  /** Writes calls, each of several pages, and returns the largest size after one. */
  private long largestWhileWriting(TicketStore store, int calls) throws IOException {
    long largest = 0;
    for (int i = 0; i < calls; i++) {
      store.observe(Violation.of("lag" + i, "m".repeat(20_000)).build());
      largest = Math.max(largest, size());
    }
    return largest;
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4_096, 65_536})
  void manyWritesDoNotPassTheLimitWhateverTheSizeOfAPage(int page) throws Exception {
    open().close();
    execute("pragma journal_mode = delete", "pragma page_size = " + page, "vacuum");

    try (TicketStore store = open()) {
      assertThat(largestWhileWriting(store, 200)).isBetween(LIMIT / 2, BOUND);
    }
  }

  @Test
  void theLogOfALongReaderIsCutOnceItHasEnded() throws Exception {
    try (TicketStore store = open();
        Connection reader = DriverManager.getConnection(url());
        Statement statement = reader.createStatement()) {
      statement.execute("begin");
      statement.execute("select count(*) from tickets");
      assertThat(largestWhileWriting(store, 200)).isGreaterThan(2 * BOUND);

      statement.execute("commit");
      largestWhileWriting(store, 3);

      assertThat(size()).isLessThan(BOUND);
    }
  }
}
