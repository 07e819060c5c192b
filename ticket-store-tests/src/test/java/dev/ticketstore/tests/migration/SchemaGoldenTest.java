package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.schema.internal.DriftDetector;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** The schema has the intended objects, down to the last constraint, from pinned changes. */
@EveryDatabase
class SchemaGoldenTest {

  @Parameter DatabaseServer server;

  private TestDatabase database;

  @BeforeEach
  void migrate() {
    database = server.create();
    Migrations.migrator(database).update();
  }

  @Test
  void databaseHasEachColumnConstraintIndexAndTrigger() throws Exception {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      Golden.compare(Golden.family(database) + "-schema.txt", DriftDetector.describe(connection));
    }
  }

  /**
   * An edit shows here until it is pinned: databases that have the earlier change are then
   * rejected. {@link PinnedChangesTest} forbids it for released changes.
   */
  @Test
  void changesKeepTheirNamesAndChecksums() throws Exception {
    List<String> pinned = PinnedChanges.current().of(Golden.family(database)).lines();
    try (Connection connection = database.connect()) {
      assertThat(
              SchemaDump.column(
                  connection,
                  "select md5sum || ' ' || filename || '::' || id || '::' || author"
                      + " from databasechangelog order by orderexecuted"))
          .as("checksums.txt, beside the changelog, holds the checksums that are expected here")
          .isEqualTo(
              pinned.stream()
                  .map(line -> line.split(" ", -1))
                  .map(words -> words[1] + " " + words[2])
                  .toList());
    }
  }
}
