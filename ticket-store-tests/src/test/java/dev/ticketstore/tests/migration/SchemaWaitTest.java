package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waiting for the migration of another process. */
class SchemaWaitTest extends MigrationContract {

  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void endsWhenAnotherHasMigrated() {
    List<Reason> reasons = new ArrayList<>();

    migrator.awaitUpToDate(
        LONG,
        e -> {
          reasons.add(e.reason());
          if (reasons.size() == 2) {
            migrator.update();
          }
        });

    assertThat(reasons).containsExactly(Reason.OUTDATED, Reason.OUTDATED);
    migrator.validate();
  }

  @Test
  void endsAtOnceIfThereIsNothingToWaitFor() {
    createMigratedDatabase();

    migrator.awaitUpToDate(Duration.ofMillis(1), e -> {});
  }

  @Test
  void givesUpAfterTheTimeout() {
    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> migrator.awaitUpToDate(Duration.ofMillis(1), e -> {}))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.OUTDATED))
        .withMessageContainingAll("Waited 1 ms", "lacks", "`tickets schema update`");
  }

  @Test
  void doesNotWaitForWhatNoMigrationMends() throws SQLException {
    createMigratedDatabase();
    execute("update databasechangelog set md5sum = '9:0' where id = 'check-cycles-indexes'");

    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> migrator.awaitUpToDate(LONG, e -> {}))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
  }

  @Test
  void anInterruptEndsIt() {
    try {
      assertThatExceptionOfType(SchemaException.class)
          .isThrownBy(() -> migrator.awaitUpToDate(LONG, e -> Thread.currentThread().interrupt()))
          .withMessageContaining("Interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
