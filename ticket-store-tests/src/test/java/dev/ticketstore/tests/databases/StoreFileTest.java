package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** SQLite writes on into a file that is no longer there; the store must not acknowledge that. */
class StoreFileTest {

  private static final Violation VIOLATION = Violation.of("lag", "12 s behind").build();

  @TempDir private Path folder;

  private Path file;

  private @Nullable HikariDataSource pool;

  @BeforeEach
  void writeFile() {
    file = folder.resolve("tickets.db");
    // Gives it the write-ahead log; with the old journal SQLite finds out itself.
    TicketStore.open("jdbc:sqlite:" + file).close();
  }

  @AfterEach
  void closePool() {
    if (pool != null) {
      pool.close();
    }
  }

  private TicketStore open(String by) {
    String url = "jdbc:sqlite:" + file;
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl(url);
    return switch (by) {
      case "URL" -> TicketStore.open(url);
      case "data source" -> TicketStore.open(source);
      default -> TicketStore.open(pool(source));
    };
  }

  private DataSource pool(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(2);
    pool = new HikariDataSource(config);
    return pool;
  }

  @ParameterizedTest
  @ValueSource(strings = {"URL", "data source", "pool"})
  void aDeletedFileIsFoundAtTheNextCall(String by) throws IOException {
    try (TicketStore store = open(by)) {
      store.observe(VIOLATION);
      Files.delete(file);

      assertReplaced(() -> store.observe(VIOLATION));
      assertReplaced(() -> store.find(1));
      assertReplaced(() -> store.observeAll(List.of(VIOLATION)));
      assertThat(file).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"URL", "data source", "pool"})
  void aReplacedFileIsFoundAtTheNextCallAndStaysAsItIs(String by) throws IOException {
    Path other = folder.resolve("other.db");
    TicketStore.open("jdbc:sqlite:" + other).close();
    try (TicketStore store = open(by)) {
      store.observe(VIOLATION);
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

      assertReplaced(() -> store.observe(VIOLATION));
      assertReplaced(() -> store.count());
    }
    closePool();
    Files.deleteIfExists(folder.resolve("tickets.db-wal"));
    Files.deleteIfExists(folder.resolve("tickets.db-shm"));
    try (TicketStore store = TicketStore.open("jdbc:sqlite:" + file)) {
      assertThat(store.find(1)).isEmpty();
    }
  }

  @Test
  void aDataSourceOfMemoryHasNoFileToLose() throws SQLException {
    SQLiteDataSource memory = new SQLiteDataSource();
    memory.setUrl("jdbc:sqlite:file:shared?mode=memory&cache=shared");
    try (Connection first = memory.getConnection();
        TicketStore store = TicketStore.open(memory)) {
      store.observe(VIOLATION);

      assertThat(first.isClosed()).isFalse();
      assertThat(store.find(1)).isPresent();
    }
  }

  private static void assertReplaced(Runnable call) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FILE_REPLACED))
        .withMessageContaining("tickets.db");
  }
}
