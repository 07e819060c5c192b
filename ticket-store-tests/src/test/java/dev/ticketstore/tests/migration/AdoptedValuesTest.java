package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.Adoption;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
                    + StoredBits.quoted(column)
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

  private static List<String> both(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  private void adopt() {
    Adoption.adopt(file, rows -> {});
  }

  @Test
  void eachValueKeepsItsStorageClassAndItsBits() throws SQLException {
    insertAll();
    List<String> columns = both(KEPT, EXTRA);
    List<String> before = StoredBits.values(file, columns, "true");

    adopt();

    assertThat(StoredBits.values(file, columns, "true"))
        .hasSize(500)
        .containsExactlyElementsOf(before);
  }

  @Test
  void eachValueOfARowThatIsMergedStaysInItsCopy() throws SQLException {
    insertAll();
    sql("UPDATE tickets SET violation_key = 'cpu_high:s', store_id = 's'");
    List<String> columns = both(both(KEPT, INSTANTS), EXTRA);
    List<String> before = StoredBits.values(file, columns, "id > 1");

    adopt();

    assertThat(StoredBits.absorbedValues(file, columns))
        .hasSize(600)
        .containsExactlyElementsOf(before);
  }

  @Test
  void wideIntegersOfTheProgramStayWhole() throws SQLException {
    insert("a");
    insert("a");
    sql("UPDATE tickets SET id = 4294967396, occurrence_count = 4294967301 WHERE id = 2");
    sql("UPDATE tickets SET occurrence_count = 4294967296 WHERE id = 1");

    adopt();

    assertThat(StoredBits.lines(file, "select id || ' ' || occurrence_count from tickets"))
        .containsExactly("1 8589934597");
    assertThat(
            StoredBits.lines(
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

    assertThat(StoredBits.lines(file, "select metric_snapshot from tickets"))
        .containsExactly(metrics);
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
            StoredBits.lines(
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
    List<String> before = StoredBits.values(file, columns, "true");

    adopt();

    assertThat(StoredBits.values(file, columns, "true")).containsExactlyElementsOf(before);
  }
}
