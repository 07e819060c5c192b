package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs of {@code tickets schema}, and {@code tickets copy}. */
class SchemaCommandTest {

  @TempDir Path folder;

  private void execute(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tickets.db"));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void updateMakesTheTablesOnce() {
    assertThat(tickets(folder, "schema", "update").done().out()).contains("Applied");
    assertThat(tickets(folder, "schema", "update").done().out()).doesNotContain("Applied");
    assertThat(tickets(folder, "schema", "validate").exitCode()).isZero();
    assertThat(tickets(folder, "schema", "drift").done().out()).contains("No differences.");
    assertThat(tickets(folder, "schema", "list-locks").done().out()).contains("No locks.");
  }

  @Test
  void dryRunChangesNothing() throws Exception {
    execute("create table mine (id integer)", "drop table mine");
    byte[] before = Files.readAllBytes(folder.resolve("tickets.db"));

    assertThat(tickets(folder, "schema", "update", "--dry-run").done().out())
        .contains("Would apply", "Nothing has changed");

    assertThat(Files.readAllBytes(folder.resolve("tickets.db"))).isEqualTo(before);
    assertThat(tickets(folder, "schema", "update-sql").done().out())
        .containsIgnoringCase("create table tickets");
    assertThat(Files.readAllBytes(folder.resolve("tickets.db"))).isEqualTo(before);
  }

  @Test
  void exitCodesTellWhatIsWrong() throws SQLException {
    execute("create table mine (id integer)", "drop table mine");
    assertThat(tickets(folder, "schema", "status").exitCode()).isZero();
    assertThat(tickets(folder, "schema", "status", "--exit-code").exitCode()).isEqualTo(3);
    tickets(folder, "schema", "update").done();
    assertThat(tickets(folder, "schema", "status", "--exit-code").exitCode()).isZero();

    execute("create table stray (id integer)");
    assertThat(tickets(folder, "schema", "drift").exitCode()).isEqualTo(7);
    execute("drop table stray");

    String id = " where id = 'violation-time-index'";
    execute("update databasechangelog set md5sum = '9:0'" + id);
    assertThat(tickets(folder, "schema", "validate").exitCode()).isEqualTo(5);
    execute("update databasechangelog set id = 'later'" + id);
    assertThat(tickets(folder, "schema", "validate").exitCode()).isEqualTo(6);
    assertThat(tickets(folder, "schema", "rollback").exitCode()).isEqualTo(2);
  }

  @Test
  void lockedDatabaseIsSaidToBe() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tickets.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");

      tickets(folder, "schema", "update", "--lock-timeout", "1s").failed(4, "list-locks");
    }
  }

  @Test
  void tagAndRollback() {
    tickets(folder, "schema", "update").done();
    tickets(folder, "schema", "tag", "v1").done();

    assertThat(tickets(folder, "schema", "history").done().out()).contains("v1");
    assertThat(tickets(folder, "schema", "rollback", "v1").done().out()).contains("v1");
    tickets(folder, "schema", "rollback", "v2").failed(1, "v2", "history");
  }

  @Test
  void jsonIsOneObject() {
    tickets(folder, "schema", "update").done();

    for (String verb :
        new String[] {"status", "update", "validate", "history", "list-locks", "drift"}) {
      assertThat(tickets(folder, "schema", verb, "--json").done().json().isObject())
          .as(verb)
          .isTrue();
    }
    assertThat(tickets(folder, "schema", "status", "--json").json().get("applied").size())
        .isGreaterThan(5);
  }

  @Test
  void copyMovesAStore() {
    tickets(folder, "observe", "store_down", "--message", "silent").done();
    String from = "jdbc:sqlite:" + folder.resolve("tickets.db");
    String to = "jdbc:sqlite:" + folder.resolve("other.db");

    var copied =
        new CommandLineRun().run("copy", "--from", from, "--to", to, "--json").done().json();

    assertThat(copied.get("copied").asLong()).isEqualTo(1);
    assertThat(copied.get("tickets").asLong()).isEqualTo(1);
  }

  @Test
  void adoptRefusesWhatIsNotThePythonProgramsFile() throws SQLException {
    execute("create table people (id integer)");

    tickets(folder, "schema", "adopt").failed(5, "no table `tickets`");
  }
}
