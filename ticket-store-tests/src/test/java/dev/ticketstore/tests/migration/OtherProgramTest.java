package dev.ticketstore.tests.migration;

import static dev.ticketstore.jooq.Tables.CYCLE_OBSERVATIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.TicketStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Plain SQL of another program, which knows no column but its own: the database completes what it
 * writes, and leaves alone what the library writes.
 */
class OtherProgramTest extends TicketStoreContract {

  private static final Instant FIRST = Instant.parse("2026-01-24T23:08:17.123456Z");
  private static final Instant LAST = Instant.parse("2026-01-24T23:08:18Z");

  private void run(String sql) throws SQLException {
    Rows.execute(database, sql);
  }

  private void set(String assignments) throws SQLException {
    run("update tickets set " + assignments + " where id = 1");
  }

  private Ticket ticket(long id) {
    return store.find(id).orElseThrow();
  }

  /** The database's own clock, and not the store's, which stands in the past. */
  private static void assertByTheDatabasesClock(@Nullable Instant instant) {
    assertThat(instant).isNotNull();
    assertThat(instant)
        .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(300))
        .isAfter(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void anInsertBecomesTheNextEpisodeOfItsKey() throws SQLException {
    run(Rows.insert("id", "1", "status", "'resolved'", "occurrence_count", "3"));
    run(Rows.insert("id", "2", "status", "'resolved'", "occurrence_count", "4"));
    run(Rows.insert("id", "3"));
    run(
        Rows.insert(
            "id", "4", "violation_key", "'b'", "invariant_name", "'b'", "store_id", "null"));

    assertThat(List.of(ticket(1), ticket(2), ticket(3), ticket(4)))
        .extracting(Ticket::episode, Ticket::previousId, Ticket::occurrencesBefore)
        .containsExactly(
            tuple(1L, null, 0L), tuple(2L, 1L, 3L), tuple(3L, 2L, 7L), tuple(1L, null, 0L));
  }

  @Test
  void anInsertFollowsTheLibrarysTicketAndTheOtherWayRound() throws SQLException {
    Violation violation = Violation.of("a", "m").storeId("s").observedAt(NOW).build();
    Ticket first = store.observe(violation).ticket();
    store.resolve(first.id());
    long id = first.id() + 1;
    run(Rows.insert("id", String.valueOf(id), "status", "'resolved'"));
    Ticket second = ticket(id);
    clock.advance(Duration.ofMinutes(1));
    Ticket third = store.observe(Violation.of("a", "m").storeId("s").build()).ticket();

    assertThat(second)
        .extracting(Ticket::episode, Ticket::previousId, Ticket::occurrencesBefore)
        .containsExactly(2L, first.id(), 1L);
    assertThat(third)
        .extracting(Ticket::episode, Ticket::previousId, Ticket::occurrencesBefore)
        .containsExactly(3L, id, 2L);
  }

  @Test
  void anInsertInALaterStatusHasItsMilestones() throws SQLException {
    run(Rows.insert("id", "1", "status", "'resolved'"));
    run(Rows.insert("id", "2", "status", "'acknowledged'", "held", "true"));
    run(
        Rows.insert(
            "id", "3", "status", "'diagnosed'", "violation_key", "'b:s'", "invariant_name", "'b'"));

    assertThat(ticket(1).resolvedBy()).isEqualTo(ResolvedBy.OTHER_PROGRAM);
    assertThat(ticket(1).acknowledgedAt()).isNull();
    assertThat(ticket(1).heldSince()).isNull();
    assertByTheDatabasesClock(ticket(2).acknowledgedAt());
    assertByTheDatabasesClock(ticket(2).heldSince());
    assertThat(ticket(2).diagnosedAt()).isNull();
    assertThat(ticket(2).resolvedBy()).isNull();
    assertByTheDatabasesClock(ticket(3).diagnosedAt());
    assertThat(ticket(3).acknowledgedAt()).isNull();
  }

  @Test
  void anUpdateIncrementsTheVersionOnce() throws SQLException {
    run(Rows.insert("id", "1"));
    long before = ticket(1).version();

    set("message = 'again', occurrence_count = 2");
    assertThat(ticket(1).version()).isEqualTo(before + 1);
    set("status = 'acknowledged'");
    Ticket after = ticket(1);

    assertThat(after.version()).isEqualTo(before + 2);
    assertThat(after.occurrenceCount()).isEqualTo(2);
    assertThat(after.firstSeenAt()).isEqualTo(FIRST);
    assertThat(after.lastSeenAt()).isEqualTo(LAST);
    assertThat(after.episode()).isEqualTo(1);
    assertByTheDatabasesClock(after.updatedAt());
  }

  @Test
  void aMilestoneIsFilledOnceAndKept() throws SQLException {
    run(Rows.insert("id", "1"));
    assertThat(ticket(1).acknowledgedAt()).isNull();

    set("status = 'acknowledged'");
    Instant acknowledged = ticket(1).acknowledgedAt();
    assertByTheDatabasesClock(acknowledged);
    assertThat(ticket(1).diagnosedAt()).isNull();

    set("status = 'diagnosed'");
    Instant diagnosed = ticket(1).diagnosedAt();
    assertByTheDatabasesClock(diagnosed);
    set("status = 'open'");
    set("status = 'acknowledged'");
    set("status = 'diagnosed'");
    assertThat(ticket(1))
        .extracting(Ticket::acknowledgedAt, Ticket::diagnosedAt)
        .containsExactly(acknowledged, diagnosed);

    set("status = 'resolved', resolved_at = '2026-01-24T23:09:00.000000Z'");
    Ticket resolved = ticket(1);
    assertThat(resolved.status()).isEqualTo(TicketStatus.RESOLVED);
    assertThat(resolved)
        .extracting(
            Ticket::acknowledgedAt, Ticket::diagnosedAt, Ticket::resolvedAt, Ticket::resolvedBy)
        .containsExactly(
            acknowledged,
            diagnosed,
            Instant.parse("2026-01-24T23:09:00Z"),
            ResolvedBy.OTHER_PROGRAM);
  }

  @Test
  void aTimeAndAResolverThatItNamesAreKept() throws SQLException {
    run(Rows.insert("id", "1"));

    set("status = 'acknowledged', acknowledged_at = '2026-01-24T23:10:00.500000Z'");
    set("status = 'resolved', resolved_by = 'person'");

    assertThat(ticket(1))
        .extracting(Ticket::acknowledgedAt, Ticket::resolvedBy)
        .containsExactly(Instant.parse("2026-01-24T23:10:00.500Z"), ResolvedBy.PERSON);
  }

  @Test
  void aHoldIsMeasured() throws SQLException {
    run(Rows.insert("id", "1"));

    set("held = true");
    Instant since = ticket(1).heldSince();
    assertByTheDatabasesClock(since);
    set("message = 'still held'");
    assertThat(ticket(1).heldSince()).isEqualTo(since);
    assertThat(ticket(1).timeOnHold()).isZero();
    String sinceText = Instant.now().minusSeconds(3_600).toString().substring(0, 19) + ".500000Z";
    set("held_since = '" + sinceText + "'");
    set("held = false");
    Duration once = ticket(1).timeOnHold();
    assertThat(once).isBetween(Duration.ofSeconds(3_598), Duration.ofSeconds(3_900));
    assertThat(ticket(1).heldSince()).isNull();

    set("held = true");
    set("held_since = '" + sinceText + "'");
    set("held = false");
    assertThat(ticket(1).timeOnHold())
        .isGreaterThanOrEqualTo(once.multipliedBy(2))
        .isLessThan(Duration.ofMinutes(130));
    set("message = 'no longer held'");
    assertThat(ticket(1).timeOnHold()).isLessThan(Duration.ofMinutes(130));
  }

  @Test
  void aHoldOfTheFutureCountsNothing() throws SQLException {
    run(Rows.insert("id", "1", "held", "true"));
    set("held_since = '2099-01-01T00:00:00.000000Z'");

    set("held = false");

    assertThat(ticket(1).timeOnHold()).isZero();
  }

  @Test
  void eventsHaveTwoTimesAndNoActor() throws SQLException {
    run(
        Rows.insert(
            "id",
            "1",
            "first_seen_at",
            "'2026-01-24 23:08:17'",
            "last_seen_at",
            "'2026-01-24T23:08:17.5'",
            "flapping",
            "true"));
    store.by("ann", "looks bad").acknowledge(1);
    set("status = 'diagnosed', diagnosis = 'disk', severity = 'critical', held = true");
    set("held = false, assignee = 'bob'");
    set("status = 'resolved', resolved_at = '2026-01-24 23:09:00.25'");

    List<TicketEvent> events = store.history(1);
    assertThat(events)
        .extracting(TicketEvent::kind, TicketEvent::oldValue, TicketEvent::newValue)
        .containsExactly(
            tuple(EventKind.OPENED, null, "open"),
            tuple(EventKind.FLAPPING, "false", "true"),
            tuple(EventKind.STATUS, "open", "acknowledged"),
            tuple(EventKind.SEVERITY, "info", "critical"),
            tuple(EventKind.STATUS, "acknowledged", "diagnosed"),
            tuple(EventKind.HELD, "false", "true"),
            tuple(EventKind.DIAGNOSIS, null, "disk"),
            tuple(EventKind.HELD, "true", "false"),
            tuple(EventKind.ASSIGNEE, null, "bob"),
            tuple(EventKind.STATUS, "diagnosed", "resolved"));
    List<TicketEvent> others = new ArrayList<>(events);
    TicketEvent ours = others.remove(2);
    assertThat(ours.actor()).isEqualTo("ann");
    assertThat(ours.recordedAt()).isEqualTo(NOW);
    assertThat(others)
        .allSatisfy(
            event -> {
              assertThat(event.actor()).isNull();
              assertThat(event.note()).isNull();
              assertThat(event.batchKey()).isNull();
              assertByTheDatabasesClock(event.recordedAt());
            });
    try (Connection connection = database.connect()) {
      assertThat(
              SchemaDump.column(
                  connection,
                  "select count(*) from tickets where change_actor is null and change_note is null"))
          .as("the latest change names no actor")
          .containsExactly("1");
    }
    assertThat(events.get(0).effectiveAt()).isEqualTo("2026-01-24T23:08:17Z");
    assertThat(events.get(1).effectiveAt()).isEqualTo("2026-01-24T23:08:17Z");
    assertThat(events.get(3).effectiveAt()).isEqualTo("2026-01-24T23:08:17.500Z");
    assertThat(events.get(9).effectiveAt()).isEqualTo("2026-01-24T23:09:00.250Z");
    for (int i = 4; i < 9; i++) {
      assertThat(events.get(i).effectiveAt()).isEqualTo(events.get(i).recordedAt());
    }
    assertInstantsAreCanonical();
  }

  /** As text on SQLite, where the order of texts is the order of times. */
  private void assertInstantsAreCanonical() throws SQLException {
    if (database.isPostgres()) {
      return;
    }
    try (Connection connection = database.connect()) {
      assertThat(
              SchemaDump.column(
                  connection,
                  """
                  select effective_at from ticket_events union all select recorded_at from ticket_events
                  union all select first_seen_at from tickets union all select last_seen_at from tickets
                  union all select acknowledged_at from tickets union all select diagnosed_at from tickets
                  union all select resolved_at from tickets union all select created_at from tickets
                  union all select updated_at from tickets
                  """))
          .hasSize(27)
          .allMatch(
              text -> text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"),
              "canonical");
    }
  }

  @Test
  void theLibrarysOwnChangesKeepItsClockAndItsVersions() {
    Ticket created = store.observe(storeDown("tikv-1", NOW)).ticket();
    assertThat(created)
        .extracting(Ticket::version, Ticket::createdAt, Ticket::updatedAt, Ticket::episode)
        .containsExactly(1L, NOW, NOW, 1L);
    long id = created.id();
    long version = 1;
    List<Runnable> changes =
        List.of(
            () -> store.observe(storeDown("tikv-1", clock.instant())),
            () -> store.by("ann", "why").acknowledge(id),
            () -> store.by("ann", "why").diagnose(id, "disk"),
            () -> store.by("ann", "why").assign(id, "bob"),
            () -> store.by("ann", "why").hold(id),
            () -> store.by("ann", "why").unhold(id),
            () -> store.by("ann", "why").resolve(id));
    for (Runnable change : changes) {
      clock.advance(Duration.ofSeconds(1));
      change.run();
      version++;
      assertThat(ticket(id))
          .extracting(Ticket::version, Ticket::createdAt, Ticket::updatedAt)
          .containsExactly(version, NOW, clock.instant());
    }
    assertThat(ticket(id))
        .extracting(
            Ticket::acknowledgedAt, Ticket::diagnosedAt, Ticket::timeOnHold, Ticket::resolvedBy)
        .containsExactly(
            NOW.plusSeconds(2), NOW.plusSeconds(3), Duration.ofSeconds(1), ResolvedBy.PERSON);
    assertThat(store.history(id))
        .allSatisfy(event -> assertThat(event.recordedAt()).isBeforeOrEqualTo(clock.instant()));
    assertThat(store.history(id).stream().skip(1).map(TicketEvent::actor)).containsOnly("ann");
  }

  @Test
  void aViewListsWhatEachCycleReported() {
    store.observe(storeDown("tikv-2", NOW));
    Instant start = NOW.plusSeconds(10);
    clock.advance(Duration.ofSeconds(20));
    CycleReport report =
        store.reconcile(
            new CheckCycle(
                "monitor",
                start,
                CycleScope.everything(),
                CycleOutcome.COMPLETE,
                List.of(
                    storeDown("tikv-2", start),
                    storeDown("tikv-1", start),
                    Violation.of("region_lag", "m").observedAt(start).build())));
    store.reconcile(
        new CheckCycle(
            "other", start, CycleScope.keys(List.of()), CycleOutcome.PARTIAL, List.of()));

    List<Record> rows =
        store.read(
            dsl ->
                List.copyOf(
                    dsl.select(
                            CYCLE_OBSERVATIONS.POSITION,
                            CYCLE_OBSERVATIONS.VIOLATION_KEY,
                            CYCLE_OBSERVATIONS.TICKET_ID,
                            CYCLE_OBSERVATIONS.OUTCOME)
                        .from(CYCLE_OBSERVATIONS)
                        .orderBy(CYCLE_OBSERVATIONS.CYCLE_ID, CYCLE_OBSERVATIONS.POSITION)
                        .fetch()));
    List<Long> ids = report.observations().stream().map(each -> each.ticket().id()).toList();
    assertThat(rows)
        .extracting(Record::intoList)
        .containsExactly(
            List.of(0L, "store_down:tikv-2", ids.get(0), "repeated"),
            List.of(1L, "store_down:tikv-1", ids.get(1), "created"),
            List.of(2L, "region_lag", ids.get(2), "created"));
  }
}
