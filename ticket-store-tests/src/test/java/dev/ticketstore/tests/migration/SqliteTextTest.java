package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Ticket;
import dev.ticketstore.TicketStore;
import dev.ticketstore.tests.support.SqliteFile;
import dev.ticketstore.tests.support.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite has no type for instants: the schema lets in only text that the library can read. */
class SqliteTextTest {

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
    Rows.execute(
        database,
        Rows.insert(
            "id",
            "1",
            "status",
            "'resolved'",
            "first_seen_at",
            sql,
            "last_seen_at",
            sql,
            "resolved_at",
            sql,
            "created_at",
            sql,
            "updated_at",
            sql));

    Ticket ticket = store.find(1).orElseThrow();
    assertThat(ticket.firstSeenAt()).isEqualTo(instant);
    assertThat(ticket.lastSeenAt()).isEqualTo(instant);
    assertThat(ticket.resolvedAt()).isEqualTo(instant);
    assertThat(ticket.createdAt()).isEqualTo(instant);
    // Text that is not canonical is rewritten, which is an update of its own time.
    if (ticket.version() == 1) {
      assertThat(ticket.updatedAt()).isEqualTo(instant);
    } else {
      assertThat(ticket.updatedAt()).isAfter("2026-11-01T00:00:00Z");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
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
        "+12026-01-24T23:08:17Z"
      })
  void otherTextIsRefusedInEachColumn(String text) {
    String sql = "'" + text + "'";
    for (String column : List.of("resolved_at", "created_at", "updated_at")) {
      Rows.assertRefused(
          database, Rows.insert("status", "'resolved'", column, sql), "tickets_instants_check");
    }
    Rows.assertRefused(
        database, Rows.insert("first_seen_at", sql, "last_seen_at", sql), "tickets_instants_check");
    for (String column : List.of("first_seen_at", "last_seen_at")) {
      Rows.assertRefused(database, Rows.insert(column, sql), "check constraint failed");
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
