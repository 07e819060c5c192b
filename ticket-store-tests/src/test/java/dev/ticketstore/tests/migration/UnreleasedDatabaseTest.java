package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database of a build before the first release is refused by name, and stays as it is. */
class UnreleasedDatabaseTest extends MigrationContract {

  private static final String CHANGES = "dev/ticketstore/schema/changes/";

  /** Such a build had these files, each with another change now or with none. */
  private static final List<String> FILES = List.of("0001-tickets.sql", "0012-later.sql");

  @BeforeEach
  void makeAsABuildBeforeTheFirstRelease() throws SQLException {
    migrator.update();
    migrator.tag("before");
    execute("delete from databasechangelog where filename like '" + CHANGES + "%'");
    for (String file : FILES) {
      insertChange(CHANGES + file);
    }
  }

  private void insertChange(String file) throws SQLException {
    execute(
        "insert into databasechangelog"
            + " (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum)"
            + " select 'of-an-early-build', 'ticket-store', '"
            + file
            + "', '2026-11-01 00:00:00', count(*) + 1, 'EXECUTED', '9:00000000000000000000000000000000'"
            + " from databasechangelog");
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SchemaException.class,
            e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(Reason.UNRELEASED))
        .hasMessageContainingAll(
            "before the first release",
            CHANGES + "0001-tickets.sql::of-an-early-build::ticket-store",
            "cannot be migrated",
            "make a new database",
            "export it with that build");
  }

  @Test
  void everyVerbThatComparesSaysSo() throws SQLException {
    assertRefused(migrator::status);
    assertRefused(migrator::validate);
    assertRefused(migrator::update);
    assertRefused(migrator::updateSql);
    assertRefused(migrator::dryRun);
    assertRefused(migrator::drift);
    assertRefused(() -> migrator.tag("name"));
    assertRefused(() -> migrator.rollback("before"));
    assertRefused(() -> migrator.rollbackSql("before"));

    assertThat(migrator.history()).hasSameSizeAs(FILES);
    assertThat(query("select count(*) from databasechangelog"))
        .isEqualTo(String.valueOf(FILES.size()));
  }

  @ParameterizedTest
  @EnumSource(names = {"UPDATE", "VALIDATE"})
  void aStoreDoesNotOpen(SchemaPolicy policy) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> database.store().schemaPolicy(policy).open())
        .withMessageContaining("make a new database")
        .satisfies(
            e -> assertThat(e.reason()).isEqualTo(DatabaseException.Reason.SCHEMA_UNRELEASED),
            e -> assertThat(e.isRetryable()).isFalse());
  }

  @Test
  void oneEarlyChangeAmongReleasedOnesIsEnough() throws SQLException {
    execute("delete from databasechangelog where filename like '" + CHANGES + "0001-%'");
    insertChange(CHANGES + "01-tickets.sql");

    assertThatThrownBy(migrator::status)
        .isInstanceOfSatisfying(
            SchemaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNRELEASED))
        .hasMessageContaining("0012-later.sql");
  }

  @Test
  void aChangeOfALaterReleaseIsNewerInstead() throws SQLException {
    execute("delete from databasechangelog where filename like '" + CHANGES + "%'");
    insertChange(CHANGES + "99-later.sql");
    insertChange(CHANGES + "100-later.sql");

    assertThat(migrator.status().unknown()).hasSize(2);
    assertThatThrownBy(migrator::update)
        .isInstanceOfSatisfying(
            SchemaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NEWER));
  }
}
