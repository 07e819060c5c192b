package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store where nothing can be written, such as a backup on a medium of its own. */
class ReadOnlyPlaceTest {

  @TempDir Path parent;

  private Path folder;

  /** The same folder, mounted a second time. */
  private Path place;

  @BeforeEach
  void makePlace() throws Exception {
    folder = Files.createDirectory(parent.resolve("folder"));
    place = Files.createDirectory(parent.resolve("place"));
    assumeTrue(
        run("mount", "--bind", folder.toString(), place.toString())
            && run("mount", "-o", "remount,ro,bind", place.toString())
            && !Files.isWritable(place),
        "NOT RUN: this user may not mount a folder");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", place.toString());
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private TicketStore open(Path in, SchemaPolicy policy) {
    return TicketStore.builder()
        .url("jdbc:sqlite:" + in.resolve("tickets.db"))
        .schemaPolicy(policy)
        .open();
  }

  private static void execute(Path in, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + in.resolve("tickets.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "list, lag",
    "show 1, lag",
    "history 1, opened",
    "purge --older-than 1d --dry-run, 0",
    "export --view tickets --format csv --out -, lag"
  })
  void aStoreIsReadAndNothingLeftBesideIt(String command, String shown) throws Exception {
    tickets(folder, "observe", "lag", "--message", "12 s behind").done();

    assertThat(tickets(place, command.split(" ", -1)).done().out()).contains(shown);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("tickets.db"));
    }
  }

  @Test
  void aCopyWithTheLogOfAKilledProcessIsRefused() throws Exception {
    Path original = Files.createDirectory(parent.resolve("original"));
    try (TicketStore store = open(original, SchemaPolicy.UPDATE)) {
      store.observe(Violation.of("lag", "12 s behind").build());
      Files.copy(original.resolve("tickets.db"), folder.resolve("tickets.db"));
      Files.copy(original.resolve("tickets.db-wal"), folder.resolve("tickets.db-wal"));
    }

    tickets(place, "list").failed(1, "the file cannot be opened", "may be written");
  }

  /** Its log may be empty at the moment. Without SQLite's locks a reader would not see it grow. */
  @Test
  void whatAProcessWritesElsewhereIsSeen() throws Exception {
    try (TicketStore store = open(folder, SchemaPolicy.UPDATE)) {
      store.observe(Violation.of("lag", "12 s behind").build());
      execute(folder, "pragma wal_checkpoint(truncate)");
      assertThat(folder.resolve("tickets.db-wal")).isEmptyFile();
      try (TicketStore reader = open(place, SchemaPolicy.VALIDATE)) {
        assertThat(reader.find(1)).isPresent();
        long id = store.observe(Violation.of("full", "no space").build()).ticket().id();

        assertThat(reader.find(id)).isPresent();
      }
    }
  }

  @Test
  void aLinkToAStoreThatIsInUseIsNotReadWithoutItsLog() throws Exception {
    Path original = Files.createDirectory(parent.resolve("original"));
    try (TicketStore store = open(original, SchemaPolicy.UPDATE)) {
      store.observe(Violation.of("lag", "12 s behind").build());
      Files.createSymbolicLink(folder.resolve("tickets.db"), original.resolve("tickets.db"));

      assertThat(tickets(place, "list").done().out()).contains("lag");
    }
  }

  @Test
  void aBackupBySqliteIsExported() throws Exception {
    Path original = Files.createDirectory(parent.resolve("original"));
    tickets(original, "observe", "lag", "--message", "12 s behind").done();
    execute(original, "vacuum into '" + folder.resolve("tickets.db") + "'");

    String[] export = {"export", "--view", "tickets", "--format", "csv", "--out", "-"};
    assertThat(tickets(place, export).done().out())
        .isEqualTo(tickets(original, export).done().out())
        .contains("lag");
  }
}
