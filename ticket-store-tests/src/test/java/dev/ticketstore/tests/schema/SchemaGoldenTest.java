package dev.ticketstore.tests.schema;

import dev.ticketstore.tests.databases.DatabaseServer;
import dev.ticketstore.tests.databases.EveryDatabase;
import dev.ticketstore.tests.databases.TestDatabase;
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
    try (Connection connection = database.connect()) {
      Golden.compare(
          Golden.family(database) + "-changes.txt",
          String.join(
                  "\n",
                  SchemaDump.column(
                      connection,
                      "select filename || ' ' || id || ' ' || author || ' ' || md5sum"
                          + " from databasechangelog order by orderexecuted"))
              + "\n");
    }
  }
}
