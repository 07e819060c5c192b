package dev.ticketstore.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.RowFormat;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.cli.Main;
import dev.ticketstore.jooq.DefaultSchema;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.Literal;
import dev.ticketstore.model.Severity;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.duckdb.JsonNode;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that DuckDB reads back: with the types and values of the store, on both databases. */
class ParquetFormatTest {

  private static final Map<Class<?>, String> TYPES =
      Map.of(
          Long.class, "BIGINT",
          Integer.class, "INTEGER",
          Double.class, "DOUBLE",
          Boolean.class, "BOOLEAN",
          Instant.class, "TIMESTAMP WITH TIME ZONE",
          JSONB.class, "JSON",
          String.class, "VARCHAR");

  @TempDir static Path databases;

  private static EmbeddedPostgres server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
    for (String url : urls()) {
      try (TicketStore store = TicketStore.open(url)) {
        observe(store);
      }
    }
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  static List<String> urls() {
    return List.of(
        "jdbc:sqlite:" + databases.resolve("tickets.db"),
        server.getJdbcUrl("postgres", "postgres"));
  }

  private static void observe(TicketStore store) {
    store.observe(
        Violation.of("lag", "\"lag\", 'ü' 🐢\r\n\\ null")
            .severity(Severity.CRITICAL)
            .metricSnapshot("{\"n\": 12345678901234567890.123456789, \"s\": \"a\\nb\"}")
            .labels(Map.of("team", "a,b"))
            .observationId("lag-1")
            .observedAt(Instant.parse("0001-01-01T00:00:00.000001Z"))
            .build());
    store.observe(Violation.of("down", "m").storeId("tikv-3:20160").build());
    store.hold(1);
    store.by("alice", "because").resolve(2);
    store.reconcile(
        new CheckCycle(
            "monitor",
            Instant.parse("2026-01-24T23:08:17.123456Z"),
            CycleScope.everything(),
            CycleOutcome.COMPLETE,
            List.of(Violation.of("latency", "p99").severity(Severity.INFO).build())));
  }

  static Stream<Arguments> views() {
    return urls().stream()
        .flatMap(
            url ->
                DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
                    .map(view -> Arguments.of(url, view)));
  }

  @ParameterizedTest
  @MethodSource("views")
  void hasTheTypesAndValuesOfEachColumn(String url, Table<?> view) throws Exception {
    Path file = folder.resolve("it's; a file.parquet");
    List<? extends Record> rows;
    try (TicketStore store = TicketStore.open(url)) {
      rows = store.read(ctx -> ctx.selectFrom(view).fetch());
      write(store, view, file);
    }

    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "create view v as select * from '" + file.toString().replace("'", "''") + "'");
      List<String> types = new ArrayList<>();
      try (ResultSet column = statement.executeQuery("describe v")) {
        while (column.next()) {
          types.add(column.getString("column_name") + " " + column.getString("column_type"));
        }
      }
      assertThat(types)
          .isEqualTo(
              Arrays.stream(view.fields())
                  .map(each -> each.getName() + " " + TYPES.get(each.getConverter().fromType()))
                  .toList());
      assertThat(read(statement, view))
          .containsExactlyInAnyOrderElementsOf(
              rows.stream().map(ParquetFormatTest::values).toList());
    }
    assertThat(folder.toFile().list()).containsExactly("it's; a file.parquet");
  }

  private static void write(TicketStore store, Table<?> view, Path file) throws IOException {
    try (Stream<? extends Record> stream = store.stream(ctx -> ctx.selectFrom(view));
        RowFormat.Rows rows = new ParquetFormat().create(file, List.of(view.fields()))) {
      Iterator<? extends Record> each = stream.iterator();
      while (each.hasNext()) {
        rows.write(each.next());
      }
      rows.finish();
    }
  }

  /** The values of a row as DuckDB has them. */
  private static List<@Nullable Object> values(Record row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Field<?> column : row.fields()) {
      Object value = row.get(column);
      if (value instanceof Severity severity && column.getConverter().fromType() == Integer.class) {
        values.add(severity.rank());
      } else if (value instanceof Literal literal) {
        values.add(literal.literal());
      } else {
        values.add(value instanceof JSONB json ? json.data() : value);
      }
    }
    return values;
  }

  private static List<List<@Nullable Object>> read(Statement statement, Table<?> view)
      throws SQLException {
    List<List<@Nullable Object>> read = new ArrayList<>();
    try (ResultSet row = statement.executeQuery("select * from v")) {
      while (row.next()) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= view.fields().length; i++) {
          Object value = row.getObject(i);
          values.add(
              value instanceof OffsetDateTime time
                  ? time.toInstant()
                  : value instanceof JsonNode json ? json.toString() : value);
        }
        read.add(values);
      }
    }
    return read;
  }

  @Test
  void withoutItsEndNothingIsLeftBesideTheFile() throws Exception {
    try (RowFormat.Rows rows =
        new ParquetFormat()
            .create(
                folder.resolve("f.parquet"), List.of(DefaultSchema.DEFAULT_SCHEMA.TICKETS.ID))) {
      assertThat(folder.toFile().list()).hasSize(1);
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatDuckDbRefusesIsSaidSo() throws Exception {
    Path none = folder.resolve("none").resolve("f.parquet");

    assertThatThrownBy(() -> new ParquetFormat().create(none, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
  }

  @Test
  void theCommandFindsIt() throws Exception {
    Path file = folder.resolve("f.parquet");

    assertThat(
            export(
                0,
                "--where",
                "severity>=warning",
                "--columns",
                "id,severity",
                "--out",
                file.toString()))
        .contains("Exported 2 rows of tickets.");

    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(
              DSL.using(duckdb, SQLDialect.DUCKDB)
                  .fetch(
                      "select severity from read_parquet({0}) order by id",
                      DSL.inline(file.toString()))
                  .getValues(0))
          .isEqualTo(List.of("critical", "warning"));
    }
    assertThat(folder.toFile().list()).containsExactly("f.parquet");
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(export(2, "--out", "-"))
        .contains("--out: parquet takes a file, not standard output");
  }

  private static String export(int exitCode, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "export",
                "--url",
                urls().get(0),
                "--view",
                "tickets",
                "--format",
                "parquet"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
    return output;
  }
}
