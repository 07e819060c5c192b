package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.schema.RollbackPoint;
import dev.ticketstore.schema.SchemaMigrator;
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

/** Commands that change tickets make no store where there is none. */
class ChangingCommandsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acknowledge 7",
        "diagnose 7 cause",
        "assign 7 ann",
        "comment 7 text",
        "resolve 7",
        "hold 7",
        "unhold 7",
        "bulk hold 7",
        "purge --older-than 1d"
      })
  void anotherProgramsFileStaysAsItIs(String command) throws Exception {
    Path other = file("create table theirs (id integer)");
    byte[] before = Files.readAllBytes(other);

    tickets(folder, command.split(" ", -1)).failed(1, "no store at " + other, "check --db");

    assertThat(Files.readAllBytes(other)).isEqualTo(before);
  }

  @Test
  void aTableOfAnotherProgramIsNamed() throws Exception {
    Path other = file("create table tickets (id integer)");
    byte[] before = Files.readAllBytes(other);

    tickets(folder, "acknowledge", "7").failed(1, "table `tickets` of another program");

    assertThat(Files.readAllBytes(other)).isEqualTo(before);
  }

  @Test
  void anOlderStoreIsBroughtUpToDate() {
    tickets(folder, "observe", "x", "--message", "m").done();
    SchemaMigrator migrator = SchemaMigrator.of("jdbc:sqlite:" + folder.resolve("tickets.db"));
    migrator.rollback(new RollbackPoint.Count(1));

    tickets(folder, "acknowledge", "1").done();

    assertThat(migrator.status().isUpToDate()).isTrue();
  }

  private Path file(String statement) throws SQLException {
    Path file = folder.resolve("tickets.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement open = connection.createStatement()) {
      open.execute(statement);
    }
    return file;
  }
}
