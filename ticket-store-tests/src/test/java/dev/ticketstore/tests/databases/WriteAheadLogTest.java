package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.internal.Waiting;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that another program still uses with the journal of before. */
class WriteAheadLogTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private String url;

  @BeforeEach
  void writeFile() throws SQLException {
    url = "jdbc:sqlite:" + folder.resolve("tickets.db");
    TicketStore.open(url).close();
    try (Connection connection = DriverManager.getConnection(url)) {
      assertThat(pragma(connection, "journal_mode = delete")).isEqualTo("delete");
    }
  }

  private static String pragma(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma " + pragma)) {
      return row.getString(1);
    }
  }

  /** As a connection sees it that has not been open before. */
  private String journalMode() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return pragma(connection, "journal_mode");
    }
  }

  private static void read(Connection connection) throws SQLException {
    begin(connection, "begin");
  }

  private static void begin(Connection connection, String begin) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(begin);
      statement.execute("select count(*) from tickets");
    }
  }

  @Test
  void openingWaitsForAReader() throws Exception {
    try (Connection reader = DriverManager.getConnection(url)) {
      read(reader);
      FutureTask<TicketStore> opening =
          new FutureTask<>(() -> TicketStore.builder().url(url).timeout(PATIENCE).open());
      Thread thread = new Thread(opening);
      thread.start();
      Waiting.until(PATIENCE, "the wait for the reader", () -> isWaiting(thread));
      assertThat(opening).isNotDone();

      reader.createStatement().execute("commit");

      try (TicketStore store = opening.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        assertThat(store.find(1)).isEmpty();
        assertThat(journalMode()).isEqualTo("wal");
      }
    }
  }

  /** SQLite waits for a reader itself, and fails at once if another connection is to write. */
  @ParameterizedTest
  @ValueSource(strings = {"begin", "begin immediate"})
  void anInterruptEndsTheWaitAndStays(String begin) throws Exception {
    try (Connection other = DriverManager.getConnection(url)) {
      begin(other, begin);
      AtomicBoolean interrupted = new AtomicBoolean();
      FutureTask<TicketStore> opening =
          new FutureTask<>(
              () -> {
                try {
                  return TicketStore.builder().url(url).timeout(PATIENCE).open();
                } finally {
                  interrupted.set(Thread.currentThread().isInterrupted());
                }
              });
      Thread thread = new Thread(opening);
      thread.start();
      Waiting.until(PATIENCE, "the wait for the other", () -> isWaiting(thread));
      thread.interrupt();

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> opening.get(PATIENCE.toSeconds() / 2, TimeUnit.SECONDS))
          .havingCause()
          .isInstanceOfSatisfying(
              DatabaseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED));
      assertThat(interrupted).isTrue();
    }
    assertThat(journalMode()).isEqualTo("delete");
  }

  private static boolean isWaiting(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(at -> at.getClassName().endsWith("WriteAheadLog"));
  }

  @Test
  void readerThatDoesNotEndIsNamedAfterTheTimeout() throws SQLException {
    Duration timeout = Duration.ofSeconds(2);
    long start = System.nanoTime();
    try (Connection reader = DriverManager.getConnection(url)) {
      read(reader);

      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> TicketStore.builder().url(url).timeout(timeout).open())
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(timeout, timeout.multipliedBy(2));
    assertThat(journalMode()).isEqualTo("delete");
  }
}
