package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Ticket;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.model.TicketStatus;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What the database itself refuses, whatever program writes. */
class RefusedRowsTest extends TicketStoreContract {

  @Test
  void goodRowIsTakenAndRead() throws SQLException {
    Rows.execute(database, Rows.insert("id", "7"));

    Ticket ticket = store.find(7).orElseThrow();
    assertThat(ticket.violationKey()).isEqualTo("a:s");
    assertThat(ticket.held()).isFalse();
    assertThat(ticket.updatedAt()).isEqualTo(ticket.createdAt());
  }

  @Test
  void unknownStatusAndSeverityAreRefused() {
    refuse("tickets_status_check", "status", "'closed'");
    refuse("tickets_status_check", "status", "'OPEN'");
    refuse("tickets_severity_check", "severity", "'fatal'");
  }

  @Test
  void impossibleCountsAndTimesAreRefused() {
    refuse("tickets_occurrence_count_check", "occurrence_count", "0");
    refuse("tickets_seen_order_check", "last_seen_at", "'2026-01-24T23:08:17.123455Z'");
    refuse("tickets_version_check", "version", "0");
    refuse("tickets_episode_check", "episode", "-1");
    refuse("tickets_occurrences_before_check", "occurrences_before", "-1", "episode", "1");
    refuse("tickets_missed_cycles_check", "missed_cycles", "-1");
    refuse("tickets_held_micros_check", "held_micros", "-1");
  }

  @Test
  void resolutionOfAnUnresolvedTicketIsRefused() {
    for (String status : new String[] {"'open'", "'acknowledged'", "'diagnosed'"}) {
      refuse(
          "tickets_resolution_check",
          "status",
          status,
          "resolved_at",
          "'2026-01-24T23:08:19.000000Z'");
      refuse("tickets_resolution_check", "status", status, "resolved_by", "'person'");
    }
    refuse("tickets_resolved_by_check", "status", "'resolved'", "resolved_by", "'python'");
  }

  @Test
  void aSecondTicketOfAnEpisodeIsRefused() throws SQLException {
    Rows.execute(database, Rows.insert("status", "'resolved'", "episode", "1"));

    refuse("unique", "status", "'resolved'", "episode", "1");
  }

  @Test
  void labelsThatAreNoJsonObjectAreRefused() {
    refuse(database.isSqlite() ? "tickets_labels_check" : "type json", "labels", "'{\"a\":'");
    refuse("tickets_labels_check", "labels", "'[1]'");
    refuse("tickets_labels_check", "labels", "'null'");
  }

  @Test
  void theRankOfASeverityIsDerived() {
    Rows.assertRefused(database, Rows.insert("severity_rank", "3"), "severity_rank");
  }

  @Test
  void unknownWordsOfOtherTablesAreRefused() throws SQLException {
    Rows.execute(database, Rows.insert("id", "1"));
    String instant = "'2026-01-24T23:08:17.123456Z'";
    Rows.assertRefused(
        database,
        "insert into ticket_events (ticket_id, violation_key, kind, effective_at, recorded_at)"
            + " values (1, 'a:s', 'closed', %1$s, %1$s)".formatted(instant),
        "ticket_events_kind_check");
    String cycle =
        "insert into check_cycles (source, batch_key, started_at, outcome, scope, created_count,"
            + " repeated_count, duplicate_count, late_count, resolved_count, report, recorded_at)"
            + " values ('s', 'b', %1$s, '%2$s', '%3$s', 0, 0, 0, 0, 0, '%4$s', %1$s)";
    Rows.assertRefused(
        database, cycle.formatted(instant, "done", "{}", "{}"), "check_cycles_outcome_check");
    Rows.assertRefused(
        database, cycle.formatted(instant, "complete", "[]", "{}"), "check_cycles_scope_check");
    Rows.assertRefused(
        database, cycle.formatted(instant, "complete", "{}", "[]"), "check_cycles_report_check");
    Rows.assertRefused(
        database,
        "insert into absorbed_tickets (id, survivor_id, violation_key, original_row, absorbed_at)"
            + " values (2, 1, 'a:s', '[]', %s)".formatted(instant),
        "absorbed_tickets_original_row_check");
  }

  @Test
  void metricsThatAreNoJsonObjectAreRefused() {
    refuse(
        database.isSqlite() ? "tickets_metric_snapshot_check" : "type json",
        "metric_snapshot",
        "'{\"a\":'");
    refuse("tickets_metric_snapshot_check", "metric_snapshot", "'[1]'");
    refuse("tickets_metric_snapshot_check", "metric_snapshot", "'null'");
    refuse("tickets_metric_snapshot_check", "metric_snapshot", "'\"a\"'");
  }

  @Test
  void keyMustBeTheInvariantAndTheStore() {
    refuse("tickets_violation_key_check", "violation_key", "'a'");
    refuse("tickets_violation_key_check", "store_id", "null");
    refuse("tickets_violation_key_check", "violation_key", "'a:S'");
    refuse("tickets_invariant_name_check", "violation_key", "'a:b:s'", "invariant_name", "'a:b'");
    refuse("tickets_invariant_name_check", "violation_key", "':s'", "invariant_name", "''");
    refuse("tickets_store_id_check", "violation_key", "'a:'", "store_id", "''");
  }

  @Test
  void secondUnresolvedTicketOfAKeyIsRefused() throws SQLException {
    Rows.execute(database, Rows.insert("status", "'resolved'"));
    Rows.execute(database, Rows.insert("status", "'acknowledged'"));
    Rows.execute(database, Rows.insert("status", "'resolved'"));

    refuse("unique", "status", "'open'");
    refuse("unique", "status", "'diagnosed'");
  }

  @Test
  void resolvedTicketDoesNotComeBack() throws SQLException {
    Rows.execute(database, Rows.insert("id", "1", "status", "'resolved'"));

    for (TicketStatus status : TicketStatus.values()) {
      if (status != TicketStatus.RESOLVED) {
        Rows.assertRefused(
            database,
            "update tickets set status = '" + status.literal() + "'",
            "a resolved ticket is final");
      }
    }
    Rows.execute(database, "update tickets set status = 'resolved', message = 'still well'");
    assertThat(store.find(1).orElseThrow().status()).isEqualTo(TicketStatus.RESOLVED);
  }

  @Test
  void columnsThatEveryTicketHasAreNeverNull() {
    for (String column : new String[] {"message", "first_seen_at", "last_seen_at", "severity"}) {
      refuse("null", column, "null");
    }
    for (String column :
        new String[] {
          "held",
          "held_micros",
          "created_at",
          "updated_at",
          "occurrence_count",
          "status",
          "flapping",
          "missed_cycles"
        }) {
      refuse("null", column, "null");
    }
  }

  private void refuse(String why, String... columns) {
    Rows.assertRefused(database, Rows.insert(columns), why);
  }
}
