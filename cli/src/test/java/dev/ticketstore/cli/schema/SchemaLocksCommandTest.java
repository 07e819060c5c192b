package dev.ticketstore.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Shows and removes locks, and waits for them. */
class SchemaLocksCommandTest extends SchemaCommandRun {

  @Test
  void listsAndReleasesLocks() throws SQLException {
    schema("update").done();
    assertThat(schema("list-locks").done().outLines()).containsExactly("No locks.");
    assertThat(json(0, "list-locks")).hasToString("{\"locks\":[]}");
    assertThat(json(0, "release-locks")).hasToString("{\"released\":[]}");
    String lock =
        "insert or replace into databasechangeloglock (id, locked, lockgranted, lockedby)"
            + " values (1, 1, '2026-03-01 11:00:00', 'ci-7 (10.0.0.7)')";
    execute(lock);

    assertThat(schema("list-locks").done().outLines())
        .containsExactly("liquibase  ci-7 (10.0.0.7), since 2026-03-01 11:00:00");
    assertThat(json(0, "list-locks").get("locks").get(0))
        .hasToString(
            "{\"kind\":\"liquibase\",\"holder\":\"ci-7 (10.0.0.7)\","
                + "\"since\":\"2026-03-01 11:00:00\",\"alive\":null}");
    schema("tag", "t").failed(4, "ci-7 (10.0.0.7)", "`tickets schema release-locks`");
    assertThat(schema("release-locks").done().outLines()).endsWith("Released 1 lock.");
    execute(lock);
    assertThat(json(0, "release-locks").get("released")).hasSize(1);
    schema("tag", "t").done();
  }

  @Test
  void givesUpOnALockedDatabase() throws SQLException {
    makeOutdated();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");

      for (String timeout : new String[] {"100ms", "1s", "PT0.1S"}) {
        schema("update", "--lock-timeout", timeout).failed(4, "Another process");
      }
      schema("update-sql", "--lock-timeout", "100ms").failed(4, "Another process");
      schema("tag", "t", "--lock-timeout", "100ms").failed(4, "Another process");
      schema("rollback", "old", "--lock-timeout", "100ms").failed(4, "Another process");
    }
    schema("update", "--lock-timeout", "1s", "--table-lock-timeout", "100ms").done();
  }

  @Test
  void refusesATimeThatIsNone() {
    for (String time : new String[] {"1", "0s", "-1s", "x", "25h", "PT", "1 s", ""}) {
      for (String option : new String[] {"--lock-timeout", "--table-lock-timeout"}) {
        schema("update", option, time).failed(2, "'" + option + "'", "'" + time + "'");
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileThatAnotherProcessKeepsIsLocked() throws SQLException {
    schema("update").done();
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("begin exclusive");

      schema("status", "--lock-timeout", "100ms").failed(4, "Another process keeps the database");

      statement.execute("rollback");
    }
  }
}
