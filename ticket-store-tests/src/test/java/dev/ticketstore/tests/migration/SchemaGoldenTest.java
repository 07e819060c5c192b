package dev.ticketstore.tests.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.tests.support.DatabaseServer;
import dev.ticketstore.tests.support.EveryDatabase;
import dev.ticketstore.tests.support.TestDatabase;
import java.io.InputStream;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/**
 * The schema is what was meant, down to the last constraint, and a released change stays as it is.
 */
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
    Golden.compare(Golden.family(database) + "-schema.txt", SchemaDump.of(database));
  }

  /** Never edit a line of a released change: databases that have it would be refused. */
  @Test
  void changesKeepTheirNamesAndChecksums() throws Exception {
    try (Connection connection = database.connect();
        InputStream file =
            SchemaMigrator.class.getResourceAsStream("/dev/ticketstore/schema/checksums.txt")) {
      String pinned = new String(file.readAllBytes(), UTF_8);

      assertThat(
              SchemaDump.column(
                  connection,
                  "select md5sum || ' ' || filename || '::' || id || '::' || author"
                      + " from databasechangelog order by orderexecuted"))
          .isEqualTo(
              pinned
                  .lines()
                  .filter(line -> line.startsWith(Golden.family(database) + " "))
                  .map(line -> line.split(" ", -1))
                  .map(words -> words[1] + " " + words[2])
                  .toList());
    }
  }
}
