package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.Adoption;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Adoption keeps the storage class and the bits of each value, or rejects the file. SQLite's own
 * {@code typeof} and {@code quote} compare, as a driver may read two values alike.
 */
class AdoptedValuesTest {

  /** Columns of the Python program whose values stay as they are, unless another row is merged. */
  private static final List<String> KEPT =
      List.of(
          "id",
          "violation_key",
          "invariant_name",
          "store_id",
          "status",
          "held",
          "batch_key",
          "occurrence_count",
          "message",
          "severity",
          "diagnosis",
          "metric_snapshot");

  private static final List<String> INSTANTS =
      List.of("first_seen_at", "last_seen_at", "resolved_at", "created_at", "updated_at");

  /** Columns that the library does not know, with each affinity of SQLite. */
  private static final List<String> EXTRA =
      List.of("subject_context", "ts", "label", "ratio", "raw", "flag", "Any \"thing\"", "a:b");

  /** One of each storage class, and what is easily changed. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "1704067200123",
          "-9223372036854775808",
          "9223372036854775807",
          "0",
          "1.5",
          "-0.0",
          "0.1",
          "1e300",
          "4.9e-324",
          "9e999",
          "1704067200123.0",
          "''",
          "'1704067200123'",
          "'1.50'",
          "'true'",
          "'2024-02-30'",
          "'caf\u00e9 \ud83d\ude00'",
          "'it''s {0} ? :x'",
          "'a' || char(0) || 'b'",
          "cast(x'ff00fe61' as text)",
          "cast(x'eda080' as text)",
          "x''",
          "x'00ff'",
          "x'6869'");

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void writeFile() throws SQLException {
    file = folder.resolve("tickets.db");
    try (PythonProgram python = new PythonProgram(file)) {
      python.update("ALTER TABLE tickets ADD COLUMN ts INTEGER");
      python.update("ALTER TABLE tickets ADD COLUMN label VARCHAR(20) NOT NULL DEFAULT 'it''s'");
      python.update("ALTER TABLE tickets ADD COLUMN ratio REAL");
      python.update("ALTER TABLE tickets ADD COLUMN raw BLOB DEFAULT x'00ff'");
      python.update("ALTER TABLE tickets ADD COLUMN flag BOOLEAN DEFAULT (1 + 1)");
      python.update("ALTER TABLE tickets ADD COLUMN \"Any \"\"thing\"\"\"");
      python.update("ALTER TABLE tickets ADD COLUMN \"a:b\" INTEGER");
    }
  }

  private void sql(String sql) throws SQLException {
    try (PythonProgram python = new PythonProgram(file)) {
      python.update(sql);
    }
  }

  private void insert(String store) throws SQLException {
    try (PythonProgram python = new PythonProgram(file)) {
      python.insert("cpu_high", store, "message", "2014-02-14T14:25:00", "2014-02-14T14:30:00");
    }
  }

  /** Puts each value into each column that the library does not know. */
  private void insertAll() throws SQLException {
    try (PythonProgram python = new PythonProgram(file)) {
      for (int i = 0; i < VALUES.size(); i++) {
        python.insert("cpu_high", "s" + i, "m", "2014-02-14T14:25:00", "2014-02-14T14:30:00");
        for (String column : EXTRA) {
          if (!column.equals("label") || !VALUES.get(i).equals("null")) {
            python.update(
                "UPDATE tickets SET "
                    + quoted(column)
                    + " = "
                    + VALUES.get(i)
                    + " WHERE violation_key = 'cpu_high:s"
                    + i
                    + "'");
          }
        }
      }
    }
  }

  private static String quoted(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }

  private static List<String> both(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  /** Class and bits of each value, a line each. */
  private static List<String> values(Path file, List<String> columns, String where)
      throws SQLException {
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      String c = quoted(column);
      values.addAll(
          lines(
              file,
              "select id || ' %s ' || typeof(%s) || ' ' || hex(quote(%s)) from tickets where %s order by id"
                  .formatted(column.replace("'", "''"), c, c, where)));
    }
    return values;
  }

  /** The same of the rows in {@code absorbed_tickets}. */
  private static List<String> absorbedValues(Path file, List<String> columns) throws SQLException {
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      String json = "(original_row -> '$.\"%s\"')".formatted(column.replace("\"", "\\\""));
      String value =
          """
          case json_type(%1$s)
              when 'object' then coalesce(
                  unhex(%1$s ->> '$.blob'),
                  cast(unhex(%1$s ->> '$.text') as text))
              else %1$s ->> '$' end"""
              .formatted(json);
      values.addAll(
          lines(
              file,
              "select id || ' %s ' || typeof(%s) || ' ' || hex(quote(%s)) from absorbed_tickets order by id"
                  .formatted(column.replace("'", "''"), value, value)));
    }
    return values;
  }

  private static List<String> lines(Path file, String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
    }
    return lines;
  }

  private void adopt() {
    Adoption.adopt(file, rows -> {});
  }

  @Test
  void eachValueKeepsItsStorageClassAndItsBits() throws SQLException {
    insertAll();
    List<String> columns = both(KEPT, EXTRA);
    List<String> before = values(file, columns, "true");

    adopt();

    assertThat(values(file, columns, "true")).hasSize(500).containsExactlyElementsOf(before);
  }

  @Test
  void eachValueOfARowThatIsMergedStaysInItsCopy() throws SQLException {
    insertAll();
    sql("UPDATE tickets SET violation_key = 'cpu_high:s', store_id = 's'");
    List<String> columns = both(both(KEPT, INSTANTS), EXTRA);
    List<String> before = values(file, columns, "id > 1");

    adopt();

    assertThat(absorbedValues(file, columns)).hasSize(600).containsExactlyElementsOf(before);
  }

  @Test
  void wideIntegersOfTheProgramStayWhole() throws SQLException {
    insert("a");
    insert("a");
    sql("UPDATE tickets SET id = 4294967396, occurrence_count = 4294967301 WHERE id = 2");
    sql("UPDATE tickets SET occurrence_count = 4294967296 WHERE id = 1");

    adopt();

    assertThat(lines(file, "select id || ' ' || occurrence_count from tickets"))
        .containsExactly("1 8589934597");
    assertThat(
            lines(
                file,
                "select id || ' ' || (original_row ->> 'occurrence_count') from absorbed_tickets"))
        .containsExactly("4294967396 4294967301");
  }

  @Test
  void textOfMetricsStaysAsItWasWritten() throws SQLException {
    insert("a");
    String metrics = "{ \"z\" : 1.50,\t\"a\":1E+2, \"u\":\"\\u00e9\" }";
    sql("UPDATE tickets SET metric_snapshot = '" + metrics + "'");

    adopt();

    assertThat(lines(file, "select metric_snapshot from tickets")).containsExactly(metrics);
  }

  @Test
  void columnsKeepTheirDefaultsTypesAndNotNull() throws SQLException {
    insert("a");
    sql("UPDATE tickets SET raw = 'text'");

    adopt();

    try (PythonProgram python = new PythonProgram(file)) {
      python.insert("cpu_high", "b", "m", "2014-02-14T14:25:00", "2014-02-14T14:30:00");
      python.update("UPDATE tickets SET ts = '7', \"a:b\" = '8' WHERE id = 2");
      assertThatThrownBy(() -> python.update("UPDATE tickets SET label = null"))
          .hasMessageContaining("NOT NULL");
    }
    assertThat(
            lines(
                file,
                "select label || ' ' || quote(raw) || ' ' || flag || ' ' || typeof(ts) || ' ' || typeof(\"a:b\") from tickets where id = 2"))
        .containsExactly("it's X'00FF' 2 integer integer");
  }

  @Test
  void idsOfMergedAndDeletedRowsAreNotUsedAgain() throws SQLException {
    insert("a");
    sql("UPDATE sqlite_sequence SET seq = 4294967396");
    sql("DELETE FROM tickets");

    adopt();

    try (TicketStore store = TicketStore.open("jdbc:sqlite:" + file)) {
      assertThat(store.observe(Violation.of("new", "m").build()).ticket().id())
          .isEqualTo(4294967397L);
    }
  }

  @Test
  void idsOfMergedRowsAreNotUsedAgainIfTheTableDidNotCountThem() throws SQLException {
    file = folder.resolve("other.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(PythonProgram.TABLE.replace(" AUTOINCREMENT", ""));
    }
    insert("a");
    insert("a");

    adopt();

    try (TicketStore store = TicketStore.open("jdbc:sqlite:" + file)) {
      assertThat(store.observe(Violation.of("new", "m").build()).ticket().id()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "held             ; 'true'                      ; 'true'",
        "held             ; 2                           ; 2",
        "held             ; x'01'                       ; x'01'",
        "occurrence_count ; 1.5                         ; 1.5",
        "occurrence_count ; 0                           ; 0",
        "occurrence_count ; 'many'                      ; 'many'",
        "first_seen_at    ; '2024-02-30'                ; '2024-02-30'",
        "first_seen_at    ; '2013-02-30T00:00:00'       ; '2013-02-30T00:00:00'",
        "first_seen_at    ; '2014-02-13T24:00:00'       ; '2014-02-13T24:00:00'",
        "first_seen_at    ; '2014-02-14T14:25:00.1234567' ; '2014-02-14T14:25:00.1234567'",
        "first_seen_at    ; 1704067200                  ; '1704067200'",
        "last_seen_at     ; '2014-02-14T14:24:59'       ; 2014-02-14T14:24:59Z",
        "created_at       ; cast(x'32ff' as text)       ; x'32ff'",
        "message          ; cast(x'ff00fe61' as text)   ; x'ff00fe61'",
        "message          ; 'a' || char(0)              ; U+0000",
        "message          ; x'6869'                     ; x'6869'",
        "store_id         ; ''                          ; ''",
        "batch_key        ; cast(x'eda080' as text)     ; x'eda080'",
        "diagnosis        ; x'00'                       ; x'00'",
        "status           ; 'closed'                    ; 'closed'",
        "severity         ; 'fatal'                     ; 'fatal'",
        "invariant_name   ; 'a:b'                       ; 'a:b'",
        "violation_key    ; 'other'                     ; 'other'",
        "metric_snapshot  ; '[1]'                       ; '[1]'",
        "metric_snapshot  ; x'7b7d'                     ; x'7b7d'",
        "resolved_at      ; '2014-02-14T14:25:00'       ; '2014-02-14T14:25:00'"
      })
  void aValueThatCannotStayIsNamedByRowColumnAndValue(String column, String sql, String named)
      throws Exception {
    insert("a");
    insert("b");
    sql("UPDATE tickets SET " + column + " = " + sql + " WHERE id = 2");
    byte[] bytes = Files.readAllBytes(file);

    assertThatThrownBy(this::adopt)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("ticket 2", column, named)
        .hasMessageNotContaining("bind");

    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(Objects.requireNonNull(folder.toFile().list())).containsExactly("tickets.db");
  }

  @Test
  void countsThatExceed64BitsTogetherAreRejected() throws SQLException {
    insert("a");
    insert("b");
    sql("UPDATE tickets SET occurrence_count = 9223372036854775807");

    assertThatThrownBy(this::adopt)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("ticket 2", "occurrence_count", "9223372036854775807");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16le", "UTF-16be"})
  void aFileInAnotherEncodingKeepsItsValues(String encoding) throws SQLException {
    file = folder.resolve("utf16.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma encoding = '" + encoding + "'");
      statement.execute("create table other (id integer)");
    }
    insert("caf\u00e9");
    List<String> columns = both(KEPT, List.of("subject_context"));
    List<String> before = values(file, columns, "true");

    adopt();

    assertThat(values(file, columns, "true")).containsExactlyElementsOf(before);
  }
}
