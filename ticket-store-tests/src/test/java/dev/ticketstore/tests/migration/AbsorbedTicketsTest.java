package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ticketstore.Adoption;
import dev.ticketstore.Json;
import dev.ticketstore.StoreCopy;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * Several unresolved tickets of one key in a file of the Python program: what the oldest takes from
 * the others. Then the file is copied to each database.
 */
@EveryDatabase
class AbsorbedTicketsTest {

  private static final String EARLY = "2014-02-14T14:00:00";
  private static final String LATE = "2014-02-14T15:00:00";

  @Parameter DatabaseServer server;
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("tickets.db");
  }

  private void write(Rows rows) throws SQLException {
    try (PythonProgram python = new PythonProgram(file)) {
      rows.with(python);
    }
  }

  private interface Rows {
    void with(PythonProgram python) throws SQLException;
  }

  /** A row of the key {@code cpu_high:a}. */
  private static void insert(PythonProgram python, String message, String lastSeen)
      throws SQLException {
    python.insert("cpu_high", "a", message, EARLY, lastSeen);
  }

  /** The tickets after adoption, by id. */
  private List<Ticket> adopted() {
    Adoption.adopt(file, rows -> {});
    try (TicketStore store = TicketStore.open("jdbc:sqlite:" + file)) {
      List<Ticket> tickets = new ArrayList<>(store.list(TicketQuery.all()).tickets());
      tickets.sort((a, b) -> Long.compare(a.id(), b.id()));
      return tickets;
    }
  }

  private Ticket survivor() {
    List<Ticket> tickets = adopted();
    assertThat(tickets).hasSize(1);
    assertThat(tickets.get(0).id()).isEqualTo(1);
    return tickets.get(0);
  }

  @Test
  void theNewestRowHasTheWordsSeverityAndMetrics() throws SQLException {
    write(
        python -> {
          insert(python, "z", EARLY);
          insert(python, "a", LATE);
          python.update(
              "UPDATE tickets SET severity = 'critical', metric_snapshot = '{\"value\": 99}'"
                  + " WHERE id = 2");
        });

    Ticket survivor = survivor();

    assertThat(survivor.message()).isEqualTo("a");
    assertThat(survivor.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(survivor.metricSnapshot()).isEqualTo(Json.of("{\"value\":99}"));
    assertThat(survivor.lastSeenAt()).isEqualTo(LATE + "Z");
  }

  @Test
  void anOlderRowThatWasSeenLastKeepsThem() throws SQLException {
    write(
        python -> {
          insert(python, "a", LATE);
          insert(python, "z", EARLY);
          python.update(
              "UPDATE tickets SET severity = 'critical', metric_snapshot = '{\"value\": 99}'"
                  + " WHERE id = 2");
        });

    Ticket survivor = survivor();

    assertThat(survivor.message()).isEqualTo("a");
    assertThat(survivor.severity()).isEqualTo(Severity.WARNING);
    assertThat(survivor.metricSnapshot())
        .isEqualTo(Json.of("{\"unit\":\"percent\",\"value\":51.846}"));
    assertThat(survivor.lastSeenAt()).isEqualTo(LATE + "Z");
  }

  @Test
  void ofRowsSeenAtOneTimeTheGreaterMessageByCodePointsCounts() throws SQLException {
    write(
        python -> {
          insert(python, "\ud83d\ude00", LATE);
          insert(python, "\uffff", LATE);
        });

    assertThat(survivor().message()).isEqualTo("\ud83d\ude00");
  }

  @Test
  void theFurthestStatusAndTheOldestDiagnosisStay() throws SQLException {
    write(
        python -> {
          insert(python, "first", EARLY);
          insert(python, "second", EARLY);
          insert(python, "third", EARLY);
          insert(python, "fourth", EARLY);
          python.update("UPDATE tickets SET status = 'acknowledged' WHERE id = 1");
          python.diagnose(2, "full");
          python.diagnose(3, "empty");
        });

    Ticket survivor = survivor();

    assertThat(survivor.status()).isEqualTo(TicketStatus.DIAGNOSED);
    assertThat(survivor.diagnosis()).isEqualTo("full");
    assertThat(survivor.diagnosedAt()).isEqualTo(survivor.updatedAt());
    assertThat(survivor.acknowledgedAt()).isNull();
    assertThat(survivor.occurrenceCount()).isEqualTo(4);
  }

  @Test
  void ofRowsThatAreAlikeTheYoungestHasTheMetrics() throws SQLException {
    write(
        python -> {
          insert(python, "same", LATE);
          insert(python, "same", LATE);
          python.update("UPDATE tickets SET metric_snapshot = '{\"value\": 2}' WHERE id = 2");
        });

    assertThat(survivor().metricSnapshot()).isEqualTo(Json.of("{\"value\":2}"));
  }

  @Test
  void theEarliestBeginningAndTheHoldOfAnyRowStay() throws SQLException {
    write(
        python -> {
          python.insert("cpu_high", "a", "held", LATE, LATE);
          python.update("UPDATE tickets SET held = 1 WHERE id = 1");
          insert(python, "earlier", LATE);
        });

    Ticket survivor = survivor();

    assertThat(survivor.firstSeenAt()).isEqualTo(EARLY + "Z");
    assertThat(survivor.held()).isTrue();
    assertThat(survivor.heldSince()).isEqualTo(survivor.updatedAt());
  }

  @Test
  void anAcknowledgementIsOfTheLastChange() throws SQLException {
    write(
        python -> {
          insert(python, "acknowledged", EARLY);
          python.update("UPDATE tickets SET status = 'acknowledged' WHERE id = 1");
        });

    Ticket survivor = survivor();

    assertThat(survivor.status()).isEqualTo(TicketStatus.ACKNOWLEDGED);
    assertThat(survivor.acknowledgedAt()).isEqualTo(survivor.updatedAt());
  }

  @Test
  void theKeyOfARowWithoutAStoreIsItsInvariant() throws SQLException {
    write(
        python -> {
          insert(python, "m", EARLY);
          python.update("UPDATE tickets SET store_id = NULL, violation_key = 'cpu_high'");
        });

    Ticket survivor = survivor();

    assertThat(survivor.storeId()).isNull();
    assertThat(survivor.violationKey()).isEqualTo("cpu_high");
  }

  @Test
  void resolvedRowsOfAKeyAreItsEpisodes() throws SQLException {
    write(
        python -> {
          insert(python, "first", EARLY);
          python.update("UPDATE tickets SET occurrence_count = 5 WHERE id = 1");
          python.resolve(1, LATE);
          insert(python, "second", EARLY);
          python.update("UPDATE tickets SET occurrence_count = 7 WHERE id = 2");
          python.resolve(2, LATE);
          insert(python, "third", EARLY);
          insert(python, "absorbed", EARLY);
        });

    assertThat(adopted())
        .extracting(
            Ticket::id,
            Ticket::episode,
            Ticket::previousId,
            Ticket::occurrencesBefore,
            Ticket::occurrenceCount)
        .containsExactly(
            tuple(1L, 1L, null, 0L, 5L), tuple(2L, 2L, 1L, 5L, 7L), tuple(3L, 3L, 2L, 12L, 2L));
  }

  @Test
  void aCopyContinuesAboveTheIdsOfAbsorbedTickets() throws SQLException {
    write(
        python -> {
          insert(python, "first", EARLY);
          insert(python, "absorbed", EARLY);
          insert(python, "absorbed", EARLY);
        });
    assertThat(survivor().id()).isEqualTo(1);

    try (TicketStore source = TicketStore.open("jdbc:sqlite:" + file);
        TicketStore target = server.createMigrated().store().open()) {
      StoreCopy.copy(source, target, rows -> {});
      assertThat(target.observe(Violation.of("new", "m").build()).ticket().id()).isEqualTo(4);
    }
  }
}
