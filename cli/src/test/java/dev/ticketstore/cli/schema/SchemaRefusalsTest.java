package dev.ticketstore.cli.schema;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Databases that each verb rejects. */
class SchemaRefusalsTest extends SchemaCommandRun {

  @Test
  void refusesANewerDatabase() throws SQLException {
    schema("update").done();
    schema("tag", "t").done();
    execute(
        "insert into databasechangelog select 'new', author,"
            + " 'dev/ticketstore/schema/changes/99-later.sql', dateexecuted, 99, exectype,"
            + " '9:00', description, comments, null, liquibase, contexts, labels, deployment_id"
            + " from databasechangelog where orderexecuted = 1");

    for (String[] verb : VERBS) {
      switch (verb[0]) {
        case "status", "history", "list-locks", "release-locks" -> schema(verb).done();
        default -> schema(verb).failed(6, "does not know", "`tickets --version`");
      }
    }
    schema("wait").failed(6, "does not know", "`tickets --version`");
    assertThat(json(0, "status").get("unknown")).hasSize(1);
  }

  @Test
  void refusesADatabaseOfABuildBeforeTheFirstRelease() throws SQLException {
    schema("update").done();
    schema("tag", "t").done();
    execute(
        "update databasechangelog set id = 'early',"
            + " filename = 'dev/ticketstore/schema/changes/0001-tickets.sql'");

    for (String[] verb : VERBS) {
      switch (verb[0]) {
        case "history", "list-locks", "release-locks" -> schema(verb).done();
        default -> schema(verb).failed(5, "before the first release", "make a new database");
      }
    }
    schema("wait").failed(5, "before the first release");
    tickets(folder, "list").failed(1, "SCHEMA_UNRELEASED", "make a new database");
  }

  @Test
  void refusesAnEditedChange() throws SQLException {
    makeOutdated();
    execute("update databasechangelog set md5sum = '9:00' where orderexecuted = 1");

    schema("validate").failed(5, "edited after", FIRST);
    schema("update").failed(5, "edited after", FIRST);
    schema("update", "--dry-run").failed(5, "edited after");
    assertThat(json(0, "status").get("changed").get(0).textValue()).isEqualTo(FIRST);
    assertThat(schema("status").done().outLines()).contains("changed  " + FIRST);
  }

  @Test
  void refusesAHalfMigratedDatabase() throws SQLException {
    schema("update").done();
    execute("delete from databasechangelog where orderexecuted = 3");

    schema("validate").failed(5, "before others that it has");
    assertThat(json(0, "status").get("half_migrated").booleanValue()).isTrue();
  }

  @Test
  void refusesAForeignDatabase() throws SQLException {
    execute("create table tickets (id integer)");

    schema("validate").failed(5, "a table `tickets` of another program", "`tickets schema adopt`");
    schema("update").failed(5, "`tickets schema adopt`");
    schema("update", "--dry-run").failed(5, "`tickets schema adopt`");
    schema("adopt").failed(5, "tickets.db: expected a database of the Python program");
  }

  @Test
  void refusesWhatIsNoDatabase() throws IOException {
    Files.writeString(
        file(), "no database, and longer than a header of SQLite is, by some letters");

    schema("status").failed(1, "not a database");
    schema("adopt").failed(1, "not a SQLite database");
  }
}
