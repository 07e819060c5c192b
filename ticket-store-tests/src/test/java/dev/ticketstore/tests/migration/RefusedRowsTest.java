package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Ticket;
import dev.ticketstore.model.TicketStatus;
import dev.ticketstore.tests.contract.TicketStoreContract;
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
    refuse("tickets_resolved_at_check", "resolved_at", "'2026-01-24T23:08:19.000000Z'");
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
        new String[] {"held", "created_at", "updated_at", "occurrence_count", "status"}) {
      refuse("null", column, "null");
    }
  }

  private void refuse(String why, String... columns) {
    Rows.assertRefused(database, Rows.insert(columns), why);
  }
}
