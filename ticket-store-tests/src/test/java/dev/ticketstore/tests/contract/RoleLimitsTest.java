package dev.ticketstore.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.ChangeFollower;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseRole;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the roles together: where they open, what none may do, and how they are named. */
class RoleLimitsTest extends RestrictedDatabase {

  @ParameterizedTest
  @EnumSource
  void eachOpensWithEveryPolicy(DatabaseRole kind) {
    TestDatabase restricted = as(kind);
    for (SchemaPolicy policy : SchemaPolicy.values()) {
      restricted.store().schemaPolicy(policy).open().close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nonePurgesWhatItMayNotOrChangesTheSchema(DatabaseRole kind) throws SQLException {
    as(kind);

    assertDeniedToOthers(
        kind,
        "create table other (id integer)",
        "alter table tickets add column other text",
        "drop table tickets",
        "truncate tickets cascade",
        "drop trigger ticket_events_feed on ticket_events",
        "alter table ticket_events disable trigger all",
        "update ticket_events set actor = 'nobody'",
        "update check_cycles set report = '{}'",
        "update observation_ids set ticket_id = 0",
        "update databasechangelog set md5sum = ''",
        "delete from databasechangelog",
        "insert into absorbed_tickets select from tickets",
        "delete from absorbed_tickets",
        "select setval('ticket_events_id_seq', 1)");
  }

  @Test
  void followerIsWokenByAWriterOfAnotherRole() throws Exception {
    try (TicketStore reader = open(DatabaseRole.READER);
        TicketStore writer = open(DatabaseRole.WRITER);
        ChangeFollower follower = reader.follow(null)) {
      writer.observe(storeDown("a", NOW));

      assertThat(follower.next(Duration.ofSeconds(10)).events()).hasSize(1);
    }
  }

  @Test
  void storeInAnotherSchemaNeedsTheGrantsThere() throws SQLException {
    database.execute("create schema \"Ops\"");
    TestDatabase elsewhere =
        new TestDatabase(
            database.server(),
            database.url() + "?currentSchema=%22Ops%22",
            database.user(),
            database.password(),
            database.user());
    elsewhere.store().open().close();
    String role = roleName(DatabaseRole.WRITER);
    TestDatabase written = as(DatabaseRole.WRITER);
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () -> elsewhere.asRole(role).store().schemaPolicy(SchemaPolicy.VALIDATE).open());

    database.execute(DatabaseRole.WRITER.grants("Ops", role).toArray(String[]::new));

    try (TicketStore opened = elsewhere.asRole(role).store().clock(clock).open()) {
      opened.observe(storeDown("a", NOW));
      assertThat(opened.changes(null, 1).events()).hasSize(1);
    }
    try (TicketStore opened = written.store().clock(clock).open()) {
      assertThat(opened.count().values()).containsOnly(0L);
    }
  }

  @ParameterizedTest
  @CsvSource({"public, not public", "'  ', a name", "'a\nb', control characters"})
  void roleThatNoneHasIsRefused(String role, String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DatabaseRole.READER.grants("public", role))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.field()).isEqualTo("role"));
  }

  @Test
  void nameThatPostgresqlWouldCutIsRefused() {
    assertThat(DatabaseRole.READER.grants("public", "é".repeat(31) + "x")).isNotEmpty();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DatabaseRole.READER.grants("public", "é".repeat(32)))
        .withMessageContaining("at most 63 bytes");
  }
}
