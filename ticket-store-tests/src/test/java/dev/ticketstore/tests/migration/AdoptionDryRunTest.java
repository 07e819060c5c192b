package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ticketstore.Adoption;
import dev.ticketstore.AdoptionFinding;
import dev.ticketstore.AdoptionFinding.Action;
import dev.ticketstore.AdoptionReport;
import dev.ticketstore.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run of an adoption lists all that an adoption would change, merge or refuse. */
class AdoptionDryRunTest {

  private static final String CANONICAL = "2014-02-14T14:25:00.000000Z";

  @TempDir Path folder;

  private final List<AdoptionFinding> findings = new ArrayList<>();
  private Path file;

  @BeforeEach
  void writeFile() throws SQLException {
    file = folder.resolve("tickets.db");
    try (PythonProgram python = new PythonProgram(file)) {
      for (String store : List.of("a", "b", "c", "d", "e", "f")) {
        python.insert("cpu", store, "m", CANONICAL, CANONICAL);
      }
      python.update("DROP TRIGGER tickets_updated_at");
      python.update("UPDATE tickets SET created_at = ?, updated_at = ?", CANONICAL, CANONICAL);
    }
  }

  private void update(String sql) throws SQLException {
    try (PythonProgram python = new PythonProgram(file)) {
      python.update("DROP TRIGGER tickets_updated_at");
      python.update(sql);
    }
  }

  private AdoptionReport dryRun() {
    return Adoption.dryRun(file, rows -> {}, findings::add);
  }

  @Test
  void eachRowThatWouldBeRefusedIsListedWithEachReason() throws Exception {
    update("UPDATE tickets SET severity = 'fatal', held = 'true' WHERE id IN (2, 5)");
    update("UPDATE tickets SET occurrence_count = 1.5 WHERE id = 6");
    byte[] bytes = Files.readAllBytes(file);

    assertThatThrownBy(this::dryRun)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("ticket 2: held", "'true'", "the first of 5");

    assertThat(findings)
        .extracting(AdoptionFinding::action, AdoptionFinding::subject, AdoptionFinding::reason)
        .containsExactly(
            tuple(Action.REFUSE, "ticket 2", "held: expected an integer from 0 to 1, not 'true'"),
            tuple(
                Action.REFUSE,
                "ticket 2",
                "severity: expected one of [info, warning, critical], not 'fatal'"),
            tuple(Action.REFUSE, "ticket 5", "held: expected an integer from 0 to 1, not 'true'"),
            tuple(
                Action.REFUSE,
                "ticket 5",
                "severity: expected one of [info, warning, critical], not 'fatal'"),
            tuple(
                Action.REFUSE,
                "ticket 6",
                "occurrence_count: expected an integer of at least 1, not 1.5"));
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(folder.toFile().list()).containsExactly("tickets.db");
  }

  @Test
  void rowsThatWouldBeMergedAndChangedAreListed() throws SQLException {
    update("UPDATE tickets SET store_id = 'a', violation_key = 'cpu:a' WHERE id IN (3, 4)");
    update("UPDATE tickets SET occurrence_count = 4, diagnosis = 'full', held = 1 WHERE id = 4");
    update("UPDATE tickets SET first_seen_at = '2014-02-14T13:25:00+01:00' WHERE id = 5");

    AdoptionReport report = dryRun();

    assertThat(findings)
        .extracting(AdoptionFinding::action, AdoptionFinding::subject, AdoptionFinding::reason)
        .containsExactly(
            tuple(
                Action.MERGE,
                "ticket 3",
                "ticket 1 is unresolved too, with the key 'cpu:a', and takes it over"),
            tuple(
                Action.MERGE,
                "ticket 4",
                "ticket 1 is unresolved too, with the key 'cpu:a', and takes it over"),
            tuple(
                Action.CHANGE,
                "ticket 1",
                "held: 0 becomes 1, occurrence_count: 1 becomes 6, diagnosis: null becomes 'full'"),
            tuple(
                Action.CHANGE,
                "ticket 5",
                "first_seen_at: '2014-02-14T13:25:00+01:00' becomes '2014-02-14T12:25:00.000000Z'"));
    assertThat(report)
        .extracting("adopted", "backup", "absorbed", "tickets", "unresolved", "occurrences")
        .containsExactly(true, null, 2L, 4L, 4L, 9L);
  }

  @Test
  void objectsThatWouldBeRefusedAreListed() throws SQLException {
    update("CREATE VIEW everything AS SELECT * FROM tickets");
    update("CREATE VIEW again AS SELECT * FROM everything");

    assertThatThrownBy(this::dryRun).isInstanceOf(InvalidInputException.class);

    assertThat(findings)
        .extracting(AdoptionFinding::subject)
        .containsExactly("view `everything`", "view `again`");
  }

  @Test
  void objectsThatWouldBeRefusedAreListedAfterTheRows() throws SQLException {
    update("CREATE VIEW everything AS SELECT * FROM tickets");
    update("ALTER TABLE tickets ADD COLUMN word DEFAULT bare");
    update("UPDATE tickets SET severity = 'fatal' WHERE id = 5");

    assertThatThrownBy(this::dryRun).isInstanceOf(InvalidInputException.class);

    assertThat(findings)
        .extracting(AdoptionFinding::subject)
        .containsExactly("column `word` of `tickets`", "ticket 5", "view `everything`");
  }

  @Test
  void columnsThatWouldBeRefusedAreListedBesideTheRows() throws SQLException {
    update("ALTER TABLE tickets ADD COLUMN labels TEXT");
    update("ALTER TABLE tickets ADD COLUMN day AS (1)");
    update("UPDATE tickets SET severity = 'fatal' WHERE id = 5");

    assertThatThrownBy(this::dryRun)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the first of 3");

    assertThat(findings)
        .extracting(AdoptionFinding::subject)
        .containsExactly("column `labels` of `tickets`", "column `day` of `tickets`", "ticket 5");
  }

  @Test
  void aFileThatWasAdoptedHasNoFindings() {
    Adoption.adopt(file, rows -> {});

    assertThat(dryRun().adopted()).isFalse();
    assertThat(findings).isEmpty();
  }
}
