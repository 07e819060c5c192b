package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Ticket;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.tests.support.SqliteFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite has no type for instants: the schema lets in only text that the library can read. */
class SqliteTextTest {

  /** A ticket that is not held has these. */
  private static final List<String> RESOLVED_INSTANTS =
      List.of(
          "first_seen_at",
          "last_seen_at",
          "acknowledged_at",
          "diagnosed_at",
          "resolved_at",
          "created_at",
          "updated_at");

  private static final List<String> INSTANTS =
      Stream.concat(RESOLVED_INSTANTS.stream(), Stream.of("held_since")).toList();

  private TestDatabase database;
  private TicketStore store;

  @BeforeEach
  void open() {
    database = SqliteFile.createMigrated();
    store = database.store().open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @CsvSource({
    "2014-02-14T14:25:00, 2014-02-14T14:25:00Z",
    "2014-02-14T14:25:00.5, 2014-02-14T14:25:00.500Z",
    "2014-02-14T14:25:00.123456, 2014-02-14T14:25:00.123456Z",
    "2026-11-24 16:33:04, 2026-11-24T16:33:04Z",
    "2026-11-24 16:33:04.25, 2026-11-24T16:33:04.250Z",
    "2026-11-24T16:33:04Z, 2026-11-24T16:33:04Z",
    "2026-02-28T23:59:59.000001Z, 2026-02-28T23:59:59.000001Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
  })
  void textOfOtherProgramsCountsAsUtc(String text, Instant instant) throws SQLException {
    String sql = "'" + text + "'";
    List<String> row = new ArrayList<>(List.of("id", "1", "status", "'resolved'"));
    RESOLVED_INSTANTS.forEach(column -> row.addAll(List.of(column, sql)));
    Rows.execute(database, Rows.insert(row.toArray(String[]::new)));

    Ticket ticket = store.find(1).orElseThrow();
    assertThat(ticket.firstSeenAt()).isEqualTo(instant);
    assertThat(ticket.lastSeenAt()).isEqualTo(instant);
    assertThat(ticket.resolvedAt()).isEqualTo(instant);
    assertThat(ticket.createdAt()).isEqualTo(instant);
    assertThat(ticket.updatedAt()).isEqualTo(instant);
    assertThat(ticket.acknowledgedAt()).isEqualTo(instant);
    assertThat(ticket.diagnosedAt()).isEqualTo(instant);
    assertCanonical("status = 'resolved'", RESOLVED_INSTANTS, instant);
  }

  @ParameterizedTest
  @CsvSource({
    "2014-02-14T14:25:00.5, 2014-02-14T14:25:00.500Z",
    "2026-11-24 16:33:04, 2026-11-24T16:33:04Z",
    "2026-11-24T16:33:04.123456Z, 2026-11-24T16:33:04.123456Z",
  })
  void anUpdateOfOtherProgramsCountsAsUtcToo(String text, Instant instant) throws SQLException {
    Rows.execute(database, Rows.insert("id", "1", "held", "1"));
    for (String column :
        List.of("acknowledged_at", "diagnosed_at", "held_since", "created_at", "updated_at")) {
      Rows.execute(database, "update tickets set %s = '%s'".formatted(column, text));
    }
    Rows.execute(
        database,
        "update tickets set first_seen_at = '%1$s', last_seen_at = '%1$s'".formatted(text));

    Ticket ticket = store.find(1).orElseThrow();
    assertThat(ticket.firstSeenAt()).isEqualTo(instant);
    assertThat(ticket.heldSince()).isEqualTo(instant);
    assertThat(ticket.updatedAt()).as("by the trigger").isAfter("2026-11-25T00:00:00Z");
    assertCanonical(
        "id = 1",
        List.of(
            "first_seen_at",
            "last_seen_at",
            "acknowledged_at",
            "diagnosed_at",
            "held_since",
            "created_at"),
        instant);
  }

  /** Text order is time order only among texts of one form. */
  private void assertCanonical(String condition, List<String> columns, Instant instant)
      throws SQLException {
    try (Connection connection = database.connect()) {
      for (String column : columns) {
        assertThat(
                SchemaDump.column(
                    connection, "select %s from tickets where %s".formatted(column, condition)))
            .as(column)
            .containsExactly(InstantText.format(instant));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-01-24",
        "1769296097",
        "2461065.46",
        "2026-01-24T23:08",
        "2026-13-24T23:08:17Z",
        "2026-01-32T23:08:17Z",
        "2026-01-24T25:08:17Z",
        "2026-01-24T23:08:17garbage",
        "2026-01-24T23:08:17.",
        "2026-01-24T23:08:17.garbage",
        "2026-13-24T23:08:17.000000Z",
        "2026-01-24T23:08:17.5.5",
        "2026-01-24T23:08:17ZZ",
        "2026-01-24T23:08:17 Z",
        "2026-01-24T23:08:17+02:00",
        "2026-01-24T23:08:17.1234567",
        " 2026-01-24T23:08:17",
        "2026-01-24T23:08:17\n",
        "+12026-01-24T23:08:17Z",
        "2024-02-30T00:00:00.000000Z",
        "2023-02-29T00:00:00.000000Z",
        "2024-04-31 00:00:00",
        "2024-01-01T24:00:00",
        "2024-01-01T23:60:00",
        "2024-01-01T23:59:60.000000Z",
        "2024-01-01T00:00:00.12ZZ",
        "2024-01-01T00:00:00.123456ZZ",
        "2024-01-01T00:00:00.12Z5",
        "2024-01-01T00:00:00.1234567",
        "2024-01-01T00:00:00.1234567Z",
        "2024-01-01T00:00:00-08:00",
        "2024-01-01T00:00:00.123456+00:00",
        "2024-01-01t00:00:00z"
      })
  void otherTextIsRefusedInEachColumn(String text) {
    String sql = "'" + text + "'";
    for (String column : INSTANTS) {
      Rows.assertRefused(
          database,
          Rows.insert("status", "'resolved'", "held", "1", column, sql),
          "constraint failed: tickets_" + column + "_check");
    }
    Rows.assertRefused(
        database,
        Rows.insert("first_seen_at", sql, "last_seen_at", sql),
        "constraint failed: tickets_first_seen_at_check");
  }

  /** By SQLite itself, as a check must always give the same. */
  @Test
  void theTimeOfTheDatabasesClockIsRefusedInEachColumn() {
    for (String column : INSTANTS) {
      Rows.assertRefused(
          database,
          Rows.insert("status", "'resolved'", "held", "1", column, "'now'"),
          "non-deterministic use of datetime() in a CHECK constraint");
    }
  }

  /** A missing fraction counts as none, and a blank as a {@code T}. */
  @ParameterizedTest
  @CsvSource({
    "2026-01-24T23:08:17, 2026-01-24T23:08:17.000000Z",
    "2026-01-24 23:08:17, 2026-01-24T23:08:17.000000Z",
    "2026-01-24T23:08:17.5Z, 2026-01-24 23:08:17.500000",
    "2026-01-24T23:08:17.49, 2026-01-24 23:08:17.5",
  })
  void differentFormatsCompareAsInstants(String first, String last) throws SQLException {
    String firstSql = "'" + first + "'";
    String lastSql = "'" + last + "'";
    Rows.execute(database, Rows.insert("first_seen_at", firstSql, "last_seen_at", lastSql));
    Rows.assertRefused(
        database,
        Rows.insert("first_seen_at", "'2026-01-24 23:08:17.500001'", "last_seen_at", lastSql),
        "tickets_seen_order_check");
  }

  @Test
  void wrongTypesAreRefused() {
    Rows.assertRefused(database, Rows.insert("occurrence_count", "'many'"), "datatype");
    Rows.assertRefused(database, Rows.insert("occurrence_count", "1.5"), "datatype");
    Rows.assertRefused(database, Rows.insert("held", "'yes'"), "datatype");
    Rows.assertRefused(database, Rows.insert("held", "2"), "tickets_held_check");
    Rows.assertRefused(database, Rows.insert("message", "x'00ff'"), "datatype");
    Rows.assertRefused(database, Rows.insert("metric_snapshot", "x'7b7d'"), "datatype");
    Rows.assertRefused(database, Rows.insert("id", "'a'"), "datatype");
  }
}
