package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ticketstore.Adoption;
import dev.ticketstore.AdoptionReport;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.Json;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.TicketStatus;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking over a file of the Python program. */
class AdoptionTest {

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void writeFile() throws SQLException {
    file = folder.resolve("tickets.db");
    try (PythonProgram python = new PythonProgram(file)) {
      python.insert("cpu_high", "a", "first", "2014-02-14T14:25:00", "2014-02-14T14:30:00.250000");
      python.insert("cpu_high", "b", "alone", "2014-02-14T14:25:00", "2014-02-14T14:25:00");
      python.resolve(2, "2014-02-14T15:00:00");
      python.insert("cpu_high", "a", "later", "2014-02-14T14:20:00", "2014-02-14T14:45:00");
      python.hold(3);
      python.update(
          "UPDATE tickets SET occurrence_count = 7, subject_context = 'context' WHERE id = 1");
    }
  }

  private AdoptionReport adopt() {
    return Adoption.adopt(file, rows -> {});
  }

  private TicketStore open() {
    return TicketStore.open("jdbc:sqlite:" + file);
  }

  @Test
  void unresolvedTicketsOfOneKeyBecomeTheOldest() {
    AdoptionReport report = adopt();

    assertThat(report)
        .extracting("absorbed", "tickets", "unresolved", "occurrences")
        .containsExactly(1L, 2L, 1L, 9L);
    try (TicketStore store = open()) {
      Ticket survivor = store.findUnresolved("cpu_high:a").orElseThrow();
      assertThat(survivor.id()).isEqualTo(1);
      assertThat(survivor.occurrenceCount()).isEqualTo(8);
      assertThat(survivor.firstSeenAt()).isEqualTo("2014-02-14T14:20:00Z");
      assertThat(survivor.lastSeenAt()).isEqualTo("2014-02-14T14:45:00Z");
      assertThat(survivor.message()).isEqualTo("later");
      assertThat(survivor.held()).isTrue();
      assertThat(survivor.heldSince())
          .as("the latest time at which the hold can have begun")
          .isEqualTo(survivor.updatedAt());
      assertThat(survivor.episode()).isEqualTo(1);
      assertThat(survivor.metricSnapshot())
          .isEqualTo(Json.of("{\"unit\":\"percent\",\"value\":51.846}"));
      Ticket resolved = store.find(2).orElseThrow();
      assertThat(resolved.resolvedAt()).isEqualTo("2014-02-14T15:00:00Z");
      assertThat(resolved.resolvedBy()).isEqualTo(ResolvedBy.OTHER_PROGRAM);
      assertThat(resolved.heldSince()).isNull();
      assertThat(store.observe(Violation.of("new", "message").build()).ticket().id())
          .as("ids of absorbed rows are not given out again")
          .isEqualTo(4);
    }
  }

  @Test
  void idsOfDeletedRowsAreNotGivenOutAgain() throws SQLException {
    try (PythonProgram python = new PythonProgram(file)) {
      python.update("DELETE FROM tickets");
    }
    adopt();

    try (TicketStore store = open()) {
      assertThat(store.observe(Violation.of("new", "message").build()).ticket().id()).isEqualTo(4);
    }
  }

  @Test
  void progressIsToldAfterEachRow() {
    List<Long> rows = new ArrayList<>();
    Adoption.adopt(file, rows::add);

    assertThat(rows).containsExactly(1L, 2L, 3L);
  }

  @Test
  void absorbedRowsAndUnknownColumnsAreKept() throws SQLException {
    adopt();

    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      var dsl = DSL.using(connection);
      assertThat(dsl.fetchValue("select subject_context from tickets where id = 1"))
          .isEqualTo("context");
      assertThat(
              dsl.fetchValue(
                  "select survivor_id || ' ' || (original_row ->> 'message') || ' ' || (original_row ->> 'last_seen_at')"
                      + " from absorbed_tickets where id = 3"))
          .isEqualTo("1 later 2014-02-14T14:45:00");
      assertThat(dsl.fetchValue("pragma integrity_check")).isEqualTo("ok");
      assertThat(dsl.fetchValue("select first_seen_at from tickets where id = 1"))
          .isEqualTo("2014-02-14T14:20:00.000000Z");
    }
  }

  @Test
  void theBackupIsTheFileAsItWas() throws SQLException {
    Path backup = Objects.requireNonNull(adopt().backup());

    assertThat(backup.getParent()).isEqualTo(folder);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + backup)) {
      assertThat(
              DSL.using(connection).fetchValue("select count(*) || max(last_seen_at) from tickets"))
          .isEqualTo("32014-02-14T14:45:00");
    }
  }

  @Test
  void onlyItsOwnerReadsTheBackup() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path backup = Objects.requireNonNull(adopt().backup());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
  }

  @Test
  void fileMayHaveAnyName() throws IOException {
    Path odd = Files.move(file, folder.resolve("what?mode=ro 'x'%3f.db"));

    AdoptionReport report = Adoption.adopt(odd, rows -> {});

    assertThat(report.tickets()).isEqualTo(2);
    assertThat(report.backup()).isNotEmptyFile();
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void adoptingAgainChangesNothing() throws IOException {
    adopt();
    byte[] bytes = Files.readAllBytes(file);

    AdoptionReport again = adopt();

    assertThat(again)
        .extracting("backup", "absorbed", "tickets", "occurrences")
        .containsExactly(null, 0L, 2L, 9L);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void openingAFileThatIsNotAdoptedSaysWhatToDo() {
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> assertThat(e.reason()).isEqualTo(DatabaseException.Reason.SCHEMA_FOREIGN))
        .hasMessageContaining("tickets schema adopt");
  }

  @Test
  void thePythonProgramGoesOnWorking() throws SQLException {
    adopt();
    try (PythonProgram python = new PythonProgram(file);
        TicketStore store = open()) {
      assertThat(python.unresolved("cpu_high:a")).isEqualTo(1);
      python.repeat(1, "again", "2014-02-14T15:10:00.123456");
      assertThat(python.unresolved("disk_low:c")).isEqualTo(-1);
      python.insert("disk_low", "c", "new", "2014-02-14T15:00:00", "2014-02-14T15:00:01.500000");
      long id = python.unresolved("disk_low:c");

      Ticket repeated = store.find(1).orElseThrow();
      assertThat(repeated.occurrenceCount()).isEqualTo(9);
      assertThat(repeated.lastSeenAt()).isEqualTo("2014-02-14T15:10:00.123456Z");
      assertThat(repeated.version()).isGreaterThan(1);
      Ticket inserted = store.find(id).orElseThrow();
      assertThat(inserted.firstSeenAt()).isEqualTo("2014-02-14T15:00:00Z");
      assertThat(inserted.lastSeenAt()).isEqualTo("2014-02-14T15:00:01.500Z");
      assertThat(inserted.metricSnapshot())
          .isEqualTo(Json.of("{\"value\":51.846,\"unit\":\"percent\"}"));

      assertThat(inserted.episode()).isEqualTo(1);
      assertThat(inserted.diagnosedAt()).isNull();

      python.diagnose(id, "full");
      Ticket diagnosed = store.find(id).orElseThrow();
      assertThat(diagnosed.status()).isEqualTo(TicketStatus.DIAGNOSED);
      assertThat(diagnosed.diagnosedAt()).isEqualTo(diagnosed.updatedAt());
      python.reopenDiagnosed(id, "still", "2014-02-14T15:20:00");
      Ticket reopened = store.find(id).orElseThrow();
      assertThat(reopened.diagnosis()).isNull();
      assertThat(reopened.status()).isEqualTo(TicketStatus.OPEN);
      assertThat(reopened.diagnosedAt()).as("kept").isEqualTo(diagnosed.diagnosedAt());
      python.hold(id);
      Ticket held = store.find(id).orElseThrow();
      assertThat(held.heldSince()).isEqualTo(held.updatedAt());
      python.resolve(id, "2014-02-14T15:30:00");
      assertThat(store.find(id).orElseThrow().status()).isEqualTo(TicketStatus.OPEN);
      python.unhold(id);
      python.resolve(id, "2014-02-14T15:30:00");
      Ticket resolved = store.find(id).orElseThrow();
      assertThat(resolved.resolvedAt()).isEqualTo("2014-02-14T15:30:00Z");
      assertThat(resolved.resolvedBy()).isEqualTo(ResolvedBy.OTHER_PROGRAM);
      assertThat(resolved.heldSince()).isNull();
      Ticket next = store.observe(Violation.of("disk_low", "m").storeId("c").build()).ticket();
      assertThat(next.id()).isGreaterThan(id);
      assertThat(next.episode()).isEqualTo(2);
      assertThat(next.previousId()).isEqualTo(id);
    }
  }

  @Test
  void textOfInstantsIsCanonicalWhateverThePythonProgramWrites() throws SQLException {
    adopt();
    try (PythonProgram python = new PythonProgram(file);
        TicketStore store = open()) {
      python.insert("x", "1", "m", "2014-02-14 14:25:59.999999", "2014-02-14T14:25:59.999999");
      python.insert("x", "2", "m", "2014-02-14T14:25:00.5", "2014-02-14T14:25:00.500001");
      python.insert("x", "3", "m", "2014-02-14T14:25:00Z", "2014-02-14T14:25:00.123Z");

      assertThat(seen(store, "x:1"))
          .isEqualTo("2014-02-14T14:25:59.999999Z 2014-02-14T14:25:59.999999Z");
      assertThat(seen(store, "x:2"))
          .isEqualTo("2014-02-14T14:25:00.500Z 2014-02-14T14:25:00.500001Z");
      assertThat(seen(store, "x:3")).isEqualTo("2014-02-14T14:25:00Z 2014-02-14T14:25:00.123Z");
      assertThatThrownBy(
              () ->
                  python.insert(
                      "x", "4", "m", "2014-02-14T14:25:00+02:00", "2014-02-14T14:25:00+02:00"))
          .as("an offset")
          .hasMessageContaining("tickets_first_seen_at_check");
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
        assertThat(
                DSL.using(connection)
                    .fetchValue(
                        "select count(*) from tickets where length(first_seen_at || last_seen_at) <> 54"))
            .isEqualTo(0);
      }
    }
  }

  private static String seen(TicketStore store, String key) {
    Ticket ticket = store.findUnresolved(key).orElseThrow();
    return ticket.firstSeenAt() + " " + ticket.lastSeenAt();
  }

  @Test
  void instantsOfTheProgramCountAsUtc() {
    adopt();
    try (TicketStore store = open()) {
      assertThat(store.find(1).orElseThrow().createdAt()).isBefore(Instant.now().plusSeconds(5));
    }
  }
}
