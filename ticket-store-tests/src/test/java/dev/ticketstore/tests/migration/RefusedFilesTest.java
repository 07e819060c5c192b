package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.Adoption;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.schema.RollbackPoint;
import dev.ticketstore.schema.SchemaMigrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that an adoption refuses: of others, damaged, or of another version. They stay as they are.
 */
class RefusedFilesTest {

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void writeFile() throws SQLException {
    file = folder.resolve("tickets.db");
    try (PythonProgram python = new PythonProgram(file)) {
      python.insert("cpu_high", "a", "first", "2014-02-14T14:25:00", "2014-02-14T14:30:00");
    }
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void adoptWithoutBackup() throws IOException {
    Files.delete(Objects.requireNonNull(Adoption.adopt(file, rows -> {}).backup()));
  }

  private void assertRefused(Reason reason, String... words) throws Exception {
    byte[] before = Files.readAllBytes(file);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Adoption.adopt(file, rows -> {}))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .withMessageContainingAll(words);

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder).isDirectoryNotContaining("glob:**before-adoption*");
  }

  @Test
  void whatIsNotSuchADatabaseIsRefused() throws Exception {
    assertThatThrownBy(() -> Adoption.adopt(folder.resolve("none.db"), rows -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none.db");

    Path text =
        Files.writeString(
            folder.resolve("text.db"), "no database, but long enough to be looked at\n".repeat(99));
    assertThatThrownBy(() -> Adoption.adopt(text, rows -> {}))
        .isInstanceOfSatisfying(
            DatabaseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_A_DATABASE));

    Path other = folder.resolve("other.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
        Statement statement = connection.createStatement()) {
      statement.execute("create table people (id integer)");
    }
    assertThatThrownBy(() -> Adoption.adopt(other, rows -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no table `tickets`");

    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
        Statement statement = connection.createStatement()) {
      statement.execute("create table tickets (id integer, status text)");
    }
    assertThatThrownBy(() -> Adoption.adopt(other, rows -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("lacks", "violation_key");
  }

  @Test
  void aRowThatCannotBeStoredIsNamedAndNothingChanges() throws Exception {
    try (PythonProgram python = new PythonProgram(file)) {
      python.update("UPDATE tickets SET severity = 'fatal' WHERE id = 1");
    }
    byte[] bytes = Files.readAllBytes(file);

    assertThatThrownBy(() -> Adoption.adopt(file, rows -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("ticket 1", "severity", "fatal");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(folder.toFile().list()).containsExactly("tickets.db");
  }

  @Test
  void aTableOfAnotherProgramThatLiquibaseNeedsIsNamed() throws Exception {
    execute("create table databasechangelog (id integer)");

    assertRefused(Reason.SCHEMA_FOREIGN, "`databasechangelog` of another program: rename it");
  }

  /** Its rows are not those that its definition allows, as after a page was lost. */
  @Test
  void damageInATableOfOthersIsFound() throws Exception {
    execute(
        "create table others (name text)",
        "insert into others values (null), (null)",
        "pragma writable_schema = on",
        "update sqlite_master set sql = 'create table others (name text not null)' where name = 'others'");

    assertRefused(Reason.CORRUPT, "NULL value in others.name");
  }

  @Test
  void aStoreThatLacksAChangeIsNotAdoptedYet() throws Exception {
    adoptWithoutBackup();
    SchemaMigrator.of("jdbc:sqlite:" + file).rollback(new RollbackPoint.Count(1));

    assertRefused(Reason.SCHEMA_OLDER, "lacks 1 change(s)", "`tickets schema update`");
  }

  @Test
  void aStoreOfANewerVersionIsNotTouched() throws Exception {
    adoptWithoutBackup();
    execute(
        "insert into databasechangelog"
            + " (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum) values ('later',"
            + " 'somebody', 'dev/ticketstore/schema/changes/99-later.sql', current_timestamp, 99, 'EXECUTED', '9:0')");

    assertRefused(Reason.SCHEMA_NEWER, "99-later.sql");
  }
}
