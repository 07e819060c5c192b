package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.contract.internal.Threads;
import dev.ticketstore.tests.support.ChildProcess;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Services that start at once on one empty database all succeed, and each change runs once. */
@EveryDatabase
class MigratingAtOnceTest {

  private static final int AT_ONCE = 8;

  @Parameter DatabaseServer server;

  @Test
  void threads() throws Exception {
    TestDatabase database = server.create();
    List<String> changes = Migrations.migrator(database).status().pending();

    List<List<String>> applied =
        Threads.run(AT_ONCE, thread -> Migrations.migrator(database).update());

    assertAppliedOnce(database, changes, applied.stream().flatMap(List::stream).toList());
  }

  @Test
  void processes() throws Exception {
    TestDatabase database = server.create();
    List<String> changes = Migrations.migrator(database).status().pending();

    List<String> applied = new ArrayList<>();
    for (ChildProcess each :
        ChildProcess.startAll(AT_ONCE, MigratingProcess.class, Migrations.url(database))) {
      each.output().lines().forEach(applied::add);
    }

    assertAppliedOnce(database, changes, applied);
  }

  private static void assertAppliedOnce(
      TestDatabase database, List<String> changes, List<String> applied) throws Exception {
    assertThat(applied).isEqualTo(changes);
    Migrations.migrator(database).validate();
    try (Connection connection = database.connect()) {
      assertThat(
              SchemaDump.column(
                  connection,
                  "select filename || '::' || id || '::' || author from databasechangelog"
                      + " order by orderexecuted"))
          .isEqualTo(changes);
      assertThat(
              SchemaDump.column(
                  connection, "select count(*) from databasechangeloglock where locked"))
          .containsExactly("0");
    }
  }
}
