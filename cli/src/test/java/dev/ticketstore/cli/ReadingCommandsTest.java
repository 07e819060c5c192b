package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that read leave the file as it is, whatever it is. */
class ReadingCommandsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "show 1",
        "history 1",
        "watch --for 1ms",
        "purge --older-than 1d --dry-run",
        "export --view tickets --format csv --out -"
      })
  void anotherProgramsFileStaysAsItIs(String command) throws Exception {
    Path other = folder.resolve("tickets.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
        Statement statement = connection.createStatement()) {
      statement.execute("create table theirs (id integer)");
    }
    byte[] before = Files.readAllBytes(other);

    tickets(folder, command.split(" ", -1)).failed(1, "update");

    assertThat(Files.readAllBytes(other)).isEqualTo(before);
  }

  /** Another program can write past the checks of the schema. */
  @Test
  void metricsThatAreNoJsonAreNamed() throws SQLException {
    tickets(folder, "observe", "lag", "--message", "12 s").done();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tickets.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("pragma ignore_check_constraints = on");
      statement.execute("update tickets set metric_snapshot = '{\"age\":'");
    }

    for (String command : List.of("list --json", "show 1 --json")) {
      tickets(folder, command.split(" ", -1))
          .failed(1, "tickets.metric_snapshot of the row with id 1 is no JSON: '{\"age\":'");
    }
  }

  @Test
  void copyLeavesItsSourceAsItIs() throws Exception {
    Path other = folder.resolve("tickets.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
        Statement statement = connection.createStatement()) {
      statement.execute("create table theirs (id integer)");
    }
    byte[] before = Files.readAllBytes(other);

    new CommandLineRun()
        .run(
            "copy",
            "--from",
            "jdbc:sqlite:" + other,
            "--to",
            "jdbc:sqlite:" + folder.resolve("new.db"))
        .failed(1, "update");

    assertThat(Files.readAllBytes(other)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "purge --older-than 1d --dry-run",
        "export --view tickets --format csv --out -"
      })
  void journalOfAStoreStaysAsItIs(String command) throws Exception {
    Path file = folder.resolve("tickets.db");
    tickets(folder, "observe", "x", "--message", "m").done();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = delete");
    }
    byte[] before = Files.readAllBytes(file);

    tickets(folder, command.split(" ", -1)).done();

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }
}
