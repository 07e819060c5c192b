package dev.ticketstore.cli.schema;

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
import org.junit.jupiter.api.io.TempDir;

/** Runs verbs of {@code tickets schema} on a SQLite file in a folder of its own. */
abstract class SchemaCommandRun {

  static final String[][] VERBS = {
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
    {"repair"},
    {"baseline"},
    {"adopt"}
  };

  static final String FIRST =
      "dev/ticketstore/schema/changes/01-tickets.sql::tickets-sqlite::ticket-store";

  static final List<String> ALL = SchemaMigrator.of("jdbc:sqlite::memory:").status().pending();

  static final int CHANGES = ALL.size();

  static final String NEWEST = ALL.get(CHANGES - 1);

  static final String NEWEST_ID = NEWEST.split("::", -1)[1];

  @TempDir Path folder;

  final Result schema(String... args) {
    return new CommandLineRun().in(folder, schemaArgs(args));
  }

  static String[] schemaArgs(String... args) {
    return Stream.concat(Stream.of("schema"), Arrays.stream(args)).toArray(String[]::new);
  }

  final JsonNode json(int exitCode, String... args) {
    Result result =
        schema(Stream.concat(Arrays.stream(args), Stream.of("--json")).toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.outLines()).hasSize(1);
    return result.json();
  }

  final Path file() {
    return folder.resolve("tickets.db");
  }

  final Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  final void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The newest change is undone, and before it is a tag. */
  final void makeOutdated() throws SQLException {
    schema("update").done();
    execute("update databasechangelog set tag = 'old' where orderexecuted = " + (CHANGES - 1));
    schema("rollback", "old").done();
  }

  final Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList().stream();
    }
  }

  /** Two unresolved tickets of one key. */
  final void writeAsThePythonProgram() throws SQLException {
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
}
