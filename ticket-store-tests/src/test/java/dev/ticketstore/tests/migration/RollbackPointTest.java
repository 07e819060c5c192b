package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ticketstore.schema.AppliedChange;
import dev.ticketstore.schema.RollbackPoint;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a rollback returns: down to a change, a date or by number. */
class RollbackPointTest extends MigrationContract {

  private List<String> all;
  private String newest;

  @BeforeEach
  void migrate() {
    createMigratedDatabase();
    all = migrator.status().applied();
    newest = all.get(all.size() - 1);
  }

  private void assertUnknown(RollbackPoint point, String... words) {
    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> migrator.rollback(point))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_CHANGE))
        .withMessageContainingAll(words);
    assertThat(migrator.status().applied()).isEqualTo(all);
  }

  @Test
  void countUndoesTheNewest() {
    assertThat(migrator.rollbackSql(new RollbackPoint.Count(2)))
        .contains(all.get(all.size() - 2).split("::", -1)[1]);

    assertThat(migrator.rollback(new RollbackPoint.Count(2)))
        .containsExactly(newest, all.get(all.size() - 2));
    assertThat(migrator.status().pending()).hasSize(2);
    assertThat(migrator.rollback(new RollbackPoint.Count(all.size() - 2))).hasSize(all.size() - 2);
    assertThat(migrator.status().applied()).isEmpty();
  }

  @Test
  void countIsNotMoreThanThereAre() {
    assertUnknown(
        new RollbackPoint.Count(all.size() + 1), "Only " + all.size() + " change(s)", "history");
    assertThatIllegalArgumentException().isThrownBy(() -> new RollbackPoint.Count(0));
  }

  @Test
  void changeIsTheLastToStay() {
    String before = all.get(all.size() - 3);

    assertThat(migrator.rollback(new RollbackPoint.Change(newest))).isEmpty();
    assertThat(migrator.rollback(new RollbackPoint.Change(all.get(all.size() - 2))))
        .containsExactly(newest);
    assertThat(migrator.rollback(new RollbackPoint.Change(before.split("::", -1)[1])))
        .containsExactly(all.get(all.size() - 2));
    assertThat(migrator.status().applied()).last().isEqualTo(before);
  }

  @Test
  void changeMustHaveBeenApplied() {
    assertUnknown(new RollbackPoint.Change("tickets"), "No change 'tickets' has been applied");
  }

  @Test
  void dateUndoesWhatWasAppliedAfterIt() throws SQLException {
    execute(
        "update databasechangelog set dateexecuted = '2026-01-24 23:08:17'",
        "update databasechangelog set dateexecuted = '2026-01-24 23:08:18' where orderexecuted ="
            + " (select max(orderexecuted) from databasechangelog)");
    Instant until = Instant.parse("2026-01-24T23:08:17Z");

    assertUnknown(new RollbackPoint.Date(until.minusMillis(1)), "No change had been applied by");
    assertThat(migrator.rollback(new RollbackPoint.Date(until.plusSeconds(1)))).isEmpty();
    assertThat(migrator.rollback(new RollbackPoint.Date(until))).containsExactly(newest);
  }

  /** SQLite keeps any text in a column of times. */
  @Test
  void aTimeThatCannotBeReadIsNoPoint() throws SQLException {
    assumeTrue(database.isSqlite(), "PostgreSQL has no such times");
    execute("update databasechangelog set dateexecuted = 'yesterday'");

    assertThat(migrator.history()).extracting(AppliedChange::executedAt).containsOnlyNulls();
    assertUnknown(
        new RollbackPoint.Date(Instant.parse("2999-01-01T00:00:00Z")),
        "No change had been applied by 2999-01-01T00:00:00Z");
  }

  @Test
  void changesAreAppliedAtTheTimeOfTheDatabase() {
    migrator.rollback(new RollbackPoint.Count(1));
    Instant before = Instant.now().minus(Duration.ofMinutes(1));

    migrator.update();

    assertThat(migrator.history())
        .extracting(AppliedChange::executedAt)
        .last()
        .satisfies(at -> assertThat(at).isBetween(before, before.plus(Duration.ofMinutes(5))));
  }
}
