package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.contract.internal.Threads;
import dev.ticketstore.schema.AppliedChange;
import dev.ticketstore.schema.internal.Migration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that cannot run in a transaction, in a release after the one that made the database. */
class OutsideTransactionTest extends MigrationContract {

  private String url;

  @BeforeEach
  void migrate() {
    createMigratedDatabase();
    url = Migrations.url(database);
  }

  private List<String> pending() throws SQLException {
    return LaterRelease.INDEX.with(url, Migration::status).pending();
  }

  private String markedAsRun() throws SQLException {
    return query("select count(*) from databasechangelog where exectype = 'MARK_RAN'");
  }

  @Test
  void aLargeTableGetsItsIndexWhileOthersWrite() throws Exception {
    List<String> all = new ArrayList<>(migrator.status().applied());
    LargeTable.fill(database);
    List<String> pending = pending();
    all.addAll(pending);
    assertThat(pending).hasSize(database.isPostgres() ? 2 : 1);

    assertThat(LaterRelease.INDEX.with(url, Migration::dryRun)).isEqualTo(pending);
    assertThat(pending()).isEqualTo(pending);
    String sql = LaterRelease.INDEX.with(url, Migration::updateSql);
    List<List<String>> applied =
        Threads.run(8, thread -> LaterRelease.INDEX.with(url, Migration::update));

    assertThat(applied.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(pending);
    assertThat(LaterRelease.INDEX.with(url, Migration::history))
        .extracting(AppliedChange::name)
        .isEqualTo(all);
    assertThat(LaterRelease.INDEX.with(url, Migration::drift)).isEmpty();
    assertThat(sql.contains("create index concurrently")).isEqualTo(database.isPostgres());
    assertThat(markedAsRun()).isEqualTo(database.isPostgres() ? "1" : "0");
    assertThat(query("select exectype from databasechangelog order by orderexecuted desc limit 1"))
        .isEqualTo("EXECUTED");
  }

  /** The one in a transaction was enough. */
  @Test
  void aSmallTableGetsItsIndexAtOnce() throws SQLException {
    List<String> pending = pending();

    assertThat(LaterRelease.INDEX.with(url, Migration::update)).isEqualTo(pending);

    assertThat(LaterRelease.INDEX.with(url, Migration::drift)).isEmpty();
    assertThat(query("select exectype from databasechangelog order by orderexecuted desc limit 1"))
        .isEqualTo(database.isPostgres() ? "MARK_RAN" : "EXECUTED");
  }

  @Test
  void rollsBackToTheReleaseBefore() throws SQLException {
    LargeTable.fill(database);
    migrator.tag("before");
    List<String> applied = LaterRelease.INDEX.with(url, Migration::update);

    List<String> undone = LaterRelease.INDEX.with(url, migration -> migration.rollback("before"));

    assertThat(undone).containsExactlyInAnyOrderElementsOf(applied);
    assertThat(migrator.drift()).isEmpty();
    assertThat(pending()).isEqualTo(applied);
  }
}
