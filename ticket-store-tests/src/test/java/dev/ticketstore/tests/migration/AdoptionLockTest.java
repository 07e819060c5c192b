package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.Adoption;
import dev.ticketstore.AdoptionReport;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.InvalidInputException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backup of an adoption, and programs that write at the same time. */
class AdoptionLockTest {

  private static final String INSTANT = "2014-02-14T14:25:00";

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void writeFile() throws SQLException {
    file = folder.resolve("tickets.db");
    try (PythonProgram python = new PythonProgram(file)) {
      python.update("PRAGMA journal_mode = wal");
      python.insert("cpu", "0", "m", INSTANT, INSTANT);
    }
  }

  private AdoptionReport adopt() {
    return Adoption.adopt(file, rows -> {});
  }

  private static List<Long> ids(Path file, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      return DSL.using(connection).resultQuery(query).fetch(0, Long.class);
    }
  }

  /** A row that the program writes after the adoption gets another version from a trigger. */
  @Test
  void theBackupHasEachRowThatWasAdoptedAndNoOther() throws Exception {
    AtomicBoolean adopted = new AtomicBoolean();
    CountDownLatch writing = new CountDownLatch(100);
    CompletableFuture<Integer> writer =
        CompletableFuture.supplyAsync(
            () -> {
              try (PythonProgram python = new PythonProgram(file)) {
                python.update("PRAGMA synchronous = off");
                python.update("PRAGMA busy_timeout = 60000");
                int rows = 0;
                while (!adopted.get()) {
                  python.insert("cpu", "s" + rows++, "m", INSTANT, INSTANT);
                  writing.countDown();
                }
                return rows;
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    writing.await();

    Path backup;
    try {
      backup = Objects.requireNonNull(adopt().backup());
    } finally {
      adopted.set(true);
    }

    int written = writer.get();
    assertThat(ids(file, "select id from tickets")).hasSize(written + 1);
    assertThat(ids(backup, "select id from tickets order by id"))
        .hasSizeGreaterThan(100)
        .isEqualTo(ids(file, "select id from tickets where version = 1 order by id"));
  }

  @Test
  void aProgramThatKeepsTheLockIsNamedAndNoBackupStays() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");

      assertThatThrownBy(this::adopt)
          .isInstanceOfSatisfying(
              DatabaseException.class,
              e -> assertThat(e.reason()).isEqualTo(DatabaseException.Reason.LOCKED));
      assertThat(backups()).isEmpty();
    }
  }

  @Test
  void aRefusalAfterTheBackupLeavesNone() throws SQLException {
    try (PythonProgram python = new PythonProgram(file)) {
      python.update("CREATE VIEW everything AS SELECT * FROM tickets");
    }

    assertThatThrownBy(this::adopt)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("everything");

    assertThat(backups()).isEmpty();
    assertThat(adoptAfterDropping()).isEqualTo(1);
  }

  private int adoptAfterDropping() throws SQLException {
    try (PythonProgram python = new PythonProgram(file)) {
      python.update("DROP VIEW everything");
    }
    adopt();
    return backups().size();
  }

  private List<String> backups() {
    return List.of(
        Objects.requireNonNull(folder.toFile().list((dir, name) -> name.contains("before"))));
  }

  @Test
  void aDryRunWaitsForNoLockAndLeavesNothing() throws SQLException {
    String[] before = folder.toFile().list();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");

      AdoptionReport report = Adoption.dryRun(file, rows -> {}, finding -> {});

      assertThat(report.adopted()).isTrue();
      assertThat(report.backup()).isNull();
      assertThat(report.tickets()).isEqualTo(1);
    }
    assertThat(backups()).isEmpty();
    assertThat(before).contains("tickets.db");
  }
}
