package dev.ticketstore.tests.contract;

import static dev.ticketstore.jooq.Tables.ABSORBED_TICKETS;
import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static dev.ticketstore.jooq.Tables.CYCLE_OBSERVATIONS;
import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.BulkChange;
import dev.ticketstore.ChangeFollower;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CopyReport;
import dev.ticketstore.CycleScope;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.DatabaseRole;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.PurgeReport;
import dev.ticketstore.Retention;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.StoreCopy;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jooq.Table;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Each role can do what it is for, and no more. */
class DatabaseRoleTest extends RestrictedDatabase {

  private static final Duration NO_WAIT = Duration.ZERO;

  private static final BulkChange ACKNOWLEDGE = BulkChange.of(BulkChange.Step.ACKNOWLEDGE);

  private static CheckCycle cycle(String name, List<Violation> violations) {
    return new CheckCycle(name, NOW, CycleScope.everything(), CycleOutcome.COMPLETE, violations);
  }

  private static void assertDenied(Runnable call) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(call::run)
        .satisfies(
            e -> {
              assertThat(e.reason()).as(e.getMessage()).isEqualTo(Reason.PERMISSION_DENIED);
              assertThat(e.isRetryable()).isFalse();
              assertThat(e.isOutcomeUnknown()).isFalse();
            });
  }

  private static void assertCannotWrite(TicketStore opened, long ticket) {
    assertDenied(() -> opened.observe(storeDown("denied", NOW)));
    assertDenied(() -> opened.observeAll(List.of(storeDown("a", NOW), storeDown("denied", NOW))));
    assertDenied(() -> opened.reconcile(cycle("denied", List.of())));
    assertDenied(() -> opened.acknowledge(ticket));
    assertDenied(() -> opened.resolve(ticket));
    assertDenied(() -> opened.comment(ticket, "denied"));
    assertDenied(() -> opened.bulk(ACKNOWLEDGE, List.of(ticket)));
  }

  private static void assertReads(TicketStore opened, Ticket ticket) throws Exception {
    assertThat(opened.find(ticket.id())).contains(ticket);
    assertThat(opened.findUnresolved(ticket.violationKey())).contains(ticket);
    assertThat(opened.list(TicketQuery.all()).tickets()).contains(ticket);
    assertThat(opened.count()).isNotEmpty();
    try (var rows = opened.stream(TicketQuery.all())) {
      assertThat(rows).contains(ticket);
    }
    assertThat(opened.history(ticket.id())).isNotEmpty();
    assertThat(opened.<Integer>read(context -> context.fetchCount(TICKETS))).isPositive();
    assertThat(opened.<Integer>read(context -> context.fetchCount(CYCLE_OBSERVATIONS))).isZero();
    assertThat(opened.changes(null, 10).events()).isNotEmpty();
    assertThat(opened.changesLag(null).ready()).isPositive();
    try (ChangeFollower follower = opened.follow(null)) {
      assertThat(follower.next(NO_WAIT).events()).isNotEmpty();
      assertThat(follower.next(NO_WAIT).events()).isEmpty();
    }
    assertThat(opened.latestCursor()).isNotEqualTo("0");
  }

  @Test
  void writerWritesAndReads() throws Exception {
    try (TicketStore opened = open(DatabaseRole.WRITER)) {
      Violation withId = Violation.of("lag", "12 s").observationId("1").observedAt(NOW).build();
      assertThat(opened.observe(withId).outcome()).isEqualTo(Outcome.CREATED);
      assertThat(opened.observe(withId).outcome()).isEqualTo(Outcome.DUPLICATE);
      assertThat(opened.observeAll(List.of(storeDown("a", NOW), storeDown("b", NOW)))).hasSize(2);
      assertThat(
              opened
                  .observeAsync(storeDown("c", NOW))
                  .toCompletableFuture()
                  .get(10, TimeUnit.SECONDS)
                  .outcome())
          .isEqualTo(Outcome.CREATED);
      long id = opened.findUnresolved("store_down:a").orElseThrow().id();
      opened.by("alice", null).acknowledge(id);
      opened.assign(id, "alice");
      opened.diagnose(id, "a cable");
      opened.hold(id);
      opened.unhold(id);
      opened.comment(id, "done");
      assertReads(opened, opened.find(id).orElseThrow());
      opened.resolve(id);
      assertThat(opened.observe(storeDown("a", NOW)).outcome()).isEqualTo(Outcome.LATE);
      assertThat(opened.bulk(ACKNOWLEDGE, TicketQuery.all()).results()).isNotEmpty();
      CheckCycle cycle = cycle("monitor", List.of());
      assertThat(opened.reconcile(cycle).alreadyApplied()).isFalse();
      assertThat(opened.reconcile(cycle).alreadyApplied()).isTrue();
      assertThat(opened.purgeDryRun(Retention.everythingBefore(NOW)).tickets()).isZero();

      assertDenied(() -> opened.purge(Retention.everythingBefore(NOW.plusSeconds(1)), rows -> {}));
    }
    assertDeniedToOthers(
        DatabaseRole.WRITER,
        "delete from tickets",
        "delete from ticket_events",
        "delete from check_cycles",
        "delete from observation_ids",
        "select * from absorbed_tickets",
        "select * from databasechangeloglock");
  }

  /** The setting with which a copy brings its own history. */
  @Test
  void onlyARoleThatMayDeleteEventsLeavesThemOut() throws SQLException {
    String set = "set ticket_store.leave_out_history = 'on'";
    String insert =
        "insert into tickets (violation_key, invariant_name, first_seen_at, last_seen_at, message)"
            + " values ('%1$s', '%1$s', now(), now(), 'message')";
    as(DatabaseRole.WRITER);
    PGSimpleDataSource writer = (PGSimpleDataSource) database.dataSource();
    writer.setUser(roleName(DatabaseRole.WRITER));
    try (Connection connection = writer.getConnection()) {
      database.dsl(connection).execute(set);
      database.dsl(connection).execute(insert.formatted("by_writer"));
    }

    try (Connection connection = database.connect()) {
      database.dsl(connection).execute(set);
      database.dsl(connection).execute(insert.formatted("by_owner"));
      assertThat(database.dsl(connection).fetchValues(TICKET_EVENTS.VIOLATION_KEY))
          .containsExactly("by_writer");
    }
  }

  @Test
  void purgerPurges() throws SQLException {
    for (int i = 0; i < 2; i++) {
      long id =
          store
              .observe(
                  Violation.of("lag", "12 s")
                      .observationId("" + i)
                      .observedAt(NOW.plusSeconds(i))
                      .build())
              .ticket()
              .id();
      clock.advance(Duration.ofSeconds(1));
      store.resolve(id);
    }
    store.reconcile(cycle("monitor", List.of()));
    Ticket ticket = store.observe(storeDown("a", NOW)).ticket();
    Retention retention = Retention.everythingBefore(NOW.plusSeconds(60));
    PurgeReport expected = store.purgeDryRun(retention);
    assertThat(expected).isEqualTo(new PurgeReport(1, 2, 2, 1));
    try (TicketStore opened = open(DatabaseRole.PURGER)) {
      assertThat(opened.purgeDryRun(retention)).isEqualTo(expected);
      assertThat(opened.purge(retention, rows -> {}).tickets()).isEqualTo(1);
      assertThat(opened.list(TicketQuery.all()).tickets()).hasSize(2);

      assertCannotWrite(opened, ticket.id());
      assertDenied(() -> opened.changes(null, 1));
    }
    assertDeniedToOthers(
        DatabaseRole.PURGER,
        "update tickets set message = ''",
        "insert into ticket_events select * from ticket_events",
        "select nextval('ticket_events_id_seq')");
  }

  @Test
  void readerReads() throws Exception {
    Ticket ticket = store.observe(storeDown("a", NOW)).ticket();
    try (TicketStore opened = open(DatabaseRole.READER)) {
      assertReads(opened, ticket);
      assertThat(opened.<Integer>read(context -> context.fetchCount(CHECK_CYCLES))).isZero();

      assertCannotWrite(opened, ticket.id());
      assertDenied(() -> opened.purge(Retention.everythingBefore(NOW.plusSeconds(1)), rows -> {}));
      for (Table<?> table : List.of(OBSERVATION_IDS, ABSORBED_TICKETS)) {
        assertDenied(() -> opened.<Integer>read(context -> context.fetchCount(table)));
      }
    }
    assertDeniedToOthers(
        DatabaseRole.READER,
        "delete from ticket_events",
        "select * from tickets for update",
        "select nextval('ticket_events_id_seq')");
  }

  @Test
  void auditorReadsEveryTableAndTheStateOfTheSchema() throws Exception {
    Violation withId = Violation.of("lag", "12 s").observationId("1").observedAt(NOW).build();
    Ticket ticket = store.observe(withId).ticket();
    TestDatabase audited = as(DatabaseRole.AUDITOR);
    try (TicketStore opened = audited.store().schemaPolicy(SchemaPolicy.VALIDATE).open();
        TicketStore copy = TicketStore.open("jdbc:sqlite::memory:")) {
      assertReads(opened, ticket);
      for (Table<?> table :
          List.of(TICKET_EVENTS, CHECK_CYCLES, OBSERVATION_IDS, ABSORBED_TICKETS)) {
        assertThat(opened.<Integer>read(context -> context.fetchCount(table))).isNotNegative();
      }
      assertThat(opened.purgeDryRun(Retention.everythingBefore(NOW)).tickets()).isZero();
      CopyReport report = StoreCopy.copy(opened, copy, tickets -> {});
      assertThat(report.copied()).isEqualTo(1);

      assertCannotWrite(opened, ticket.id());
      assertDenied(() -> opened.purge(Retention.everythingBefore(NOW.plusSeconds(1)), rows -> {}));
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.url());
    source.setUser(roleName(DatabaseRole.AUDITOR));
    source.setPassword(database.password());
    SchemaMigrator migrator = SchemaMigrator.of(source);
    assertThat(migrator.status().isUpToDate()).isTrue();
    assertThat(migrator.history()).isNotEmpty();
    assertThat(migrator.listLocks()).isEmpty();
    migrator.validate();
  }
}
