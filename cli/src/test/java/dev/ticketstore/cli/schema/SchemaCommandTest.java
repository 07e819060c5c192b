package dev.ticketstore.cli.schema;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.CommandLineRun;
import dev.ticketstore.cli.CommandLineRun.Result;
import dev.ticketstore.schema.SchemaMigrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {

  private static final String[][] VERBS = {
    {"status"},
    {"update"},
    {"update-sql"},
    {"validate"},
    {"history"},
    {"tag", "t"},
    {"rollback", "t"},
    {"rollback-sql", "t"},
    {"list-locks"},
    {"release-locks"},
    {"drift"},
    {"adopt"}
  };

  private static final String FIRST =
      "dev/ticketstore/schema/changes/01-tickets.sql::tickets-sqlite::ticket-store";

  private static final List<String> ALL =
      SchemaMigrator.of("jdbc:sqlite::memory:").status().pending();

  private static final int CHANGES = ALL.size();

  private static final String NEWEST = ALL.get(CHANGES - 1);

  private static final String NEWEST_ID = NEWEST.split("::", -1)[1];

  @TempDir Path folder;

  private Result schema(String... args) {
    return new CommandLineRun().in(folder, schemaArgs(args));
  }

  private static String[] schemaArgs(String... args) {
    return Stream.concat(Stream.of("schema"), Arrays.stream(args)).toArray(String[]::new);
  }

  private JsonNode json(int exitCode, String... args) {
    Result result =
        schema(Stream.concat(Arrays.stream(args), Stream.of("--json")).toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.outLines()).hasSize(1);
    return result.json();
  }

  private Path file() {
    return folder.resolve("tickets.db");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The newest change is undone, and before it is a tag. */
  private void makeOutdated() throws SQLException {
    schema("update").done();
    execute("update databasechangelog set tag = 'old' where orderexecuted = " + (CHANGES - 1));
    schema("rollback", "old").done();
  }

  @Test
  void makesAFileOnUpdateOnly() {
    for (String[] verb : VERBS) {
      if (!verb[0].startsWith("update")) {
        schema(verb).failed(1, "tickets.db: no such file");
      }
    }
    assertThat(schema("update-sql").done().out()).containsIgnoringCase("create table tickets");
    schema("update", "--dry-run").done();
    assertThat(folder).isEmptyDirectory();

    assertThat(schema("update").done().outLines())
        .hasSize(CHANGES + 1)
        .startsWith("applied  " + FIRST)
        .endsWith("Applied " + CHANGES + " changes.");
    assertThat(schema("update").done().outLines()).containsExactly("Up to date: nothing to apply.");
    assertThat(json(0, "update")).hasToString("{\"dry_run\":false,\"applied\":[]}");
  }

  @Test
  void updatesAndPrintsJson() {
    JsonNode json = json(0, "update");

    assertThat(json.get("applied")).hasSize(CHANGES);
    assertThat(json.get("applied").get(0).textValue()).isEqualTo(FIRST);
  }

  @Test
  void showsTheStatus() throws SQLException {
    makeOutdated();

    assertThat(schema("status").done().outLines())
        .hasSize(CHANGES + 1)
        .contains("applied  " + FIRST, "pending  " + NEWEST)
        .endsWith(
            (CHANGES - 1)
                + " applied, 1 pending, 0 unknown to this version, 0 changed after they were applied.");
    Result scripted = schema("status", "--exit-code");
    assertThat(scripted.exitCode()).isEqualTo(3);
    assertThat(scripted.err()).isEmpty();
    JsonNode json = json(3, "status", "--exit-code");
    assertThat(json.get("up_to_date").booleanValue()).isFalse();
    assertThat(json.get("applied")).hasSize(CHANGES - 1);
    assertThat(json.get("pending")).hasSize(1);
    assertThat(json.get("unknown")).isEmpty();
    assertThat(json.get("changed")).isEmpty();
    assertThat(json.get("half_migrated").booleanValue()).isFalse();

    schema("update").done();
    assertThat(schema("status", "--exit-code").done().outLines()).endsWith("Up to date.");
    assertThat(json(0, "status", "--exit-code").get("up_to_date").booleanValue()).isTrue();
  }

  @Test
  void provesAnUpdateWithoutTouchingTheFile() throws Exception {
    makeOutdated();
    byte[] before = Files.readAllBytes(file());

    assertThat(schema("update", "--dry-run").done().outLines())
        .containsExactly("pending  " + NEWEST, "Would apply 1 change. Nothing has changed.");
    JsonNode json = json(0, "update", "--dry-run");

    assertThat(json.get("dry_run").booleanValue()).isTrue();
    assertThat(json.get("pending").get(0).textValue()).isEqualTo(NEWEST);
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    assertThat(files()).containsExactly("tickets.db");
  }

  private Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList().stream();
    }
  }

  @Test
  void printsTheStatementsOfAnUpdate() throws SQLException {
    makeOutdated();

    assertThat(schema("update-sql").done().out())
        .containsIgnoringCase("insert into databasechangelog")
        .contains(NEWEST_ID);
    assertThat(json(0, "update-sql").get("sql").textValue())
        .containsIgnoringCase("insert into databasechangelog")
        .contains(NEWEST_ID);
    schema("status", "--exit-code", "--db", file().toString());
    assertThat(json(0, "status").get("pending")).hasSize(1);
  }

  @Test
  void validates() throws SQLException {
    makeOutdated();
    schema("validate").failed(3, "lacks 1 change(s)", "`tickets schema update`");
    schema("drift").failed(3, "lacks 1 change(s)");

    schema("update").done();

    assertThat(schema("validate").done().outLines()).containsExactly("Valid.");
    assertThat(json(0, "validate")).hasToString("{\"valid\":true}");
  }

  @Test
  void tagsAndListsTheHistory() {
    schema("update").done();

    assertThat(schema("tag", "v1").done().outLines())
        .containsExactly("Tagged the newest change: v1.");
    assertThat(json(0, "tag", "v2")).hasToString("{\"tag\":\"v2\"}");
    assertThat(schema("history").done().outLines())
        .hasSize(CHANGES)
        .last()
        .asString()
        .endsWith("  " + NEWEST + "  (tag v2)");
    JsonNode changes = json(0, "history").get("changes");
    assertThat(changes).hasSize(CHANGES);
    assertThat(changes.get(0).get("tag").isNull()).isTrue();
    assertThat(changes.get(CHANGES - 1).get("tag").textValue()).isEqualTo("v2");
    assertThat(changes.get(CHANGES - 1).get("name").textValue()).isEqualTo(NEWEST);
    assertThat(changes.get(CHANGES - 1).get("checksum").textValue()).startsWith("9:");
    assertThat(changes.get(CHANGES - 1).has("executed_at")).isTrue();
    schema("tag", " ").failed(2, "NAME: expected a text");
    schema("tag").failed(2, "NAME");
  }

  @Test
  void hasNoHistoryOfAnEmptyDatabase() throws SQLException {
    execute("create table other (id integer)");

    assertThat(schema("history").done().outLines()).containsExactly("Nothing has been applied.");
    schema("tag", "v1").failed(3, "lacks " + CHANGES + " change(s)");
  }

  @Test
  void rollsBack() throws SQLException {
    schema("update").done();
    execute("update databasechangelog set tag = 'old' where orderexecuted = " + (CHANGES - 1));

    assertThat(schema("rollback-sql", "old").done().out())
        .containsIgnoringCase("delete from databasechangelog")
        .contains(NEWEST_ID);
    assertThat(json(0, "rollback-sql", "old").get("sql").textValue())
        .containsIgnoringCase("delete from databasechangelog")
        .contains(NEWEST_ID);
    assertThat(schema("rollback", "old").done().outLines())
        .containsExactly("rolled back  " + NEWEST, "Rolled back 1 change.");
    assertThat(json(0, "rollback", "old")).hasToString("{\"rolled_back\":[]}");
    assertThat(schema("rollback", "old").done().outLines())
        .containsExactly("Nothing was applied after old.");
    schema("rollback", "new").failed(1, "No change has the tag 'new'");
    schema("rollback-sql", "new").failed(1, "No change has the tag 'new'");
    schema("rollback").failed(2, "TAG");
  }

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
  void findsDrift() throws SQLException {
    schema("update").done();
    assertThat(schema("drift").done().outLines()).containsExactly("No differences.");
    assertThat(json(0, "drift")).hasToString("{\"differences\":[]}");
    execute("drop index idx_tickets_violation_time", "create index zz_stray on tickets (status)");

    Result result = schema("drift");

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.outLines())
        .contains("missing  index idx_tickets_violation_time", "extra  index zz_stray");
    JsonNode differences = json(7, "drift").get("differences");
    assertThat(differences.get(0).get("kind").textValue()).isEqualTo("missing");
    assertThat(differences.get(0).get("object").textValue())
        .isEqualTo("index idx_tickets_violation_time");
    assertThat(differences.get(0).get("actual").isNull()).isTrue();
    assertThat(differences.get(0).get("expected").isTextual()).isTrue();
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
    schema("update", "--lock-timeout", "1s").done();
  }

  @Test
  void refusesATimeThatIsNone() {
    for (String time : new String[] {"1", "0s", "-1s", "x", "25h", "PT", "1 s", ""}) {
      schema("update", "--lock-timeout", time).failed(2, "'--lock-timeout'", "'" + time + "'");
    }
    assertThat(folder).isEmptyDirectory();
  }

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
        case "validate", "update", "update-sql", "drift", "rollback", "rollback-sql", "adopt" ->
            schema(verb).failed(6, "does not know", "`tickets --version`");
        default -> {}
      }
    }
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

  @Test
  void refusesWrongCommandLines() {
    tickets(folder, "schema").failed(2, "Missing required subcommand");
    schema("upgrade").failed(2, "'upgrade'");
    new CommandLineRun()
        .run("schema", "status", "--url", "jdbc:postgresql://h/x?socketFactory=x")
        .failed(2, "--url: expected of the parameters only");
    new CommandLineRun()
        .run("schema", "adopt", "--url", "jdbc:postgresql://h/x")
        .failed(2, "only a SQLite file can be adopted");
    new CommandLineRun()
        .variable("TICKETS_URL", "jdbc:mysql://h/x")
        .run("schema", "status")
        .failed(2, "TICKETS_URL: expected jdbc:sqlite:FILE");
    schema("status", "--url", "jdbc:sqlite:x").failed(2, "exclude each other");
  }

  @Test
  void takesTheDatabaseFromTheEnvironmentAndShowsNoPassword() {
    new CommandLineRun()
        .variable("TICKETS_URL", "jdbc:sqlite:" + file())
        .run("schema", "update")
        .done();
    Result refused =
        new CommandLineRun()
            .variable("TICKETS_USER", "u")
            .variable("TICKETS_PASSWORD", "s3cret")
            .variable("TICKETS_URL", "jdbc:postgresql://localhost:1/x?password=s3cret")
            .run("schema", "status", "--verbose");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("tickets: ").doesNotContain("s3cret");
  }

  @Test
  void helps() {
    for (String[] verb : VERBS) {
      Result help = new CommandLineRun().run("schema", verb[0], "--help").done();

      assertThat(help.out())
          .startsWith("Usage: tickets schema " + verb[0])
          .contains("--db", "--url", "--json", "  7 ")
          .isEqualTo(new CommandLineRun().run("schema", "help", verb[0]).done().out());
    }
    assertThat(new CommandLineRun().run("list", "--help").done().out()).doesNotContain("  7 ");
  }

  @Test
  void tellsATerminalOfEachChange() {
    Result result = new CommandLineRun().terminal(100).in(folder, schemaArgs("update", "--json"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.err().lines())
        .hasSize(CHANGES + 1)
        .startsWith("Applying " + CHANGES + " changes ...", "1 of " + CHANGES + "  " + FIRST);
    assertThat(result.json().get("applied")).hasSize(CHANGES);
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

  private void writeAsThePythonProgram() throws SQLException {
    String insert =
        "INSERT INTO tickets (violation_key, invariant_name, store_id, message, first_seen_at,"
            + " last_seen_at, occurrence_count) VALUES ('a:s', 'a', 's', 'm',"
            + " '2014-02-14T14:25:00', '2014-02-14T14:30:00', 2)";
    execute(
        """
        CREATE TABLE IF NOT EXISTS tickets (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            violation_key TEXT NOT NULL,
            invariant_name TEXT NOT NULL,
            store_id TEXT,
            status TEXT NOT NULL DEFAULT 'open',
            held BOOLEAN NOT NULL DEFAULT 0,
            batch_key TEXT,
            occurrence_count INTEGER NOT NULL DEFAULT 1,
            first_seen_at TEXT NOT NULL,
            last_seen_at TEXT NOT NULL,
            resolved_at TEXT,
            message TEXT NOT NULL,
            severity TEXT NOT NULL DEFAULT 'warning',
            diagnosis TEXT,
            metric_snapshot TEXT,
            created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
            updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
        )
        """,
        insert,
        insert);
  }

  @Test
  void adopts() throws Exception {
    writeAsThePythonProgram();

    Result result = schema("adopt").done();

    assertThat(result.outLines())
        .contains("absorbed     1", "tickets      1", "unresolved   1", "occurrences  4");
    assertThat(files())
        .filteredOn(name -> name.contains(".before-adoption-"))
        .singleElement()
        .satisfies(name -> assertThat(result.out()).contains(name));
    assertThat(schema("adopt").done().outLines())
        .singleElement()
        .asString()
        .endsWith("tickets.db was adopted already; nothing changed.");
    JsonNode again = json(0, "adopt");
    assertThat(again.get("adopted").booleanValue()).isFalse();
    assertThat(again.get("backup").isNull()).isTrue();
    assertThat(tickets(folder, "list").done().outLines()).hasSize(2);
  }

  @Test
  void adoptsAndPrintsJson() throws SQLException {
    writeAsThePythonProgram();

    JsonNode json = json(0, "adopt");

    assertThat(json.get("adopted").booleanValue()).isTrue();
    assertThat(json.get("backup").textValue()).contains("tickets.db.before-adoption-");
    assertThat(json.get("absorbed").longValue()).isEqualTo(1);
    assertThat(json.get("tickets").longValue()).isEqualTo(1);
    assertThat(json.get("unresolved").longValue()).isEqualTo(1);
    assertThat(json.get("occurrences").longValue()).isEqualTo(4);
  }

  @Test
  void drawsABarOfTheAdoptionOnATerminal() throws SQLException {
    writeAsThePythonProgram();

    Result result = new CommandLineRun().terminal(100).in(folder, schemaArgs("adopt"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("\rAdopt", "2/? rows");
  }

  @Test
  void saysWhichTicketCannotBeAdopted() throws SQLException {
    writeAsThePythonProgram();
    execute("update tickets set status = 'lost' where id = 2");

    schema("adopt").failed(5, "tickets.db, ticket 2: ");
  }
}
