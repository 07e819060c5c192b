package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TimeRange;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tickets each filter lets pass. */
class ListTest extends TicketStoreContract {

  /** A filter, and the names of the tickets below that pass it, newest first. */
  record Filtered(
      String filter,
      Function<TicketQuery.Builder, TicketQuery.Builder> query,
      List<String> expected) {

    @Override
    public String toString() {
      return filter;
    }
  }

  private static Instant minute(int minute) {
    return NOW.plusSeconds(60L * minute);
  }

  private static Filtered filter(
      String name, Function<TicketQuery.Builder, TicketQuery.Builder> query, String... expected) {
    return new Filtered(name, query, List.of(expected));
  }

  /** The message of a ticket is its name. */
  private long open(String name, String invariant, String at, Severity severity, String batch) {
    long id =
        store
            .observe(
                Violation.of(invariant, name)
                    .storeId(at.isEmpty() ? null : at)
                    .severity(severity)
                    .batchKey(batch.isEmpty() ? null : batch)
                    .observedAt(clock.instant().minusSeconds(30))
                    .build())
            .ticket()
            .id();
    clock.advance(Duration.ofMinutes(1));
    return id;
  }

  /**
   * Each ticket is made a minute after the one before, from minute 0 on, and first seen half a
   * minute before that; then each is changed at minute 5.
   */
  @BeforeEach
  void openTickets() {
    open("resolved", "store_down", "a", Severity.CRITICAL, "batch-1");
    store.reconcile(
        new CheckCycle(
            "monitor",
            minute(0),
            CycleScope.keys(List.of("store_down:a")),
            CycleOutcome.COMPLETE,
            List.of()));
    open("open", "store_down", "a", Severity.CRITICAL, "batch-1");
    long acknowledged = open("acknowledged", "store_down", "b", Severity.WARNING, "batch-2");
    long diagnosed = open("diagnosed", "disk_full", "a", Severity.INFO, "");
    long cluster = open("cluster", "store_down", "", Severity.WARNING, "");
    store.acknowledge(acknowledged);
    store.diagnose(diagnosed, "log rotation is off");
    store.hold(diagnosed);
    store.assign(acknowledged, "alice");
    store.assign(diagnosed, "Alice");
    store.resolve(cluster);
    store.observe(
        Violation.of("store_down", "open")
            .storeId("a")
            .severity(Severity.CRITICAL)
            .observedAt(minute(9))
            .build());
  }

  static List<Filtered> filters() {
    return List.of(
        filter("none", q -> q, "cluster", "diagnosed", "acknowledged", "open", "resolved"),
        filter("one status", q -> q.statuses(TicketStatus.RESOLVED), "cluster", "resolved"),
        filter(
            "two statuses",
            q -> q.statuses(TicketStatus.OPEN, TicketStatus.DIAGNOSED),
            "diagnosed",
            "open"),
        filter("statuses by name", q -> q.statuses(List.of("acknowledged")), "acknowledged"),
        filter("unresolved", q -> q.unresolved(), "diagnosed", "acknowledged", "open"),
        filter("invariant", q -> q.invariantName("disk_full"), "diagnosed"),
        filter("store", q -> q.storeId("a"), "diagnosed", "open", "resolved"),
        filter("key of a store", q -> q.violationKey("store_down:a"), "open", "resolved"),
        filter("key of the cluster", q -> q.violationKey("store_down"), "cluster"),
        filter("severity", q -> q.severities(Severity.WARNING), "cluster", "acknowledged"),
        filter(
            "severities",
            q -> q.severities(Severity.CRITICAL, Severity.INFO),
            "diagnosed",
            "open",
            "resolved"),
        filter("held", q -> q.held(true), "diagnosed"),
        filter("not held", q -> q.held(false), "cluster", "acknowledged", "open", "resolved"),
        filter("assignee", q -> q.assignee("alice"), "acknowledged"),
        filter("assignee of no ticket", q -> q.assignee("alic")),
        filter("batch", q -> q.batchKey("batch-1"), "open", "resolved"),
        filter(
            "first seen, from inclusive, until exclusive",
            q -> q.firstSeen(new TimeRange(minute(1).minusSeconds(30), minute(3).minusSeconds(30))),
            "acknowledged",
            "open"),
        filter("last seen from", q -> q.lastSeen(TimeRange.from(minute(9))), "open"),
        filter(
            "last seen until",
            q -> q.lastSeen(TimeRange.until(minute(9))),
            "cluster",
            "diagnosed",
            "acknowledged",
            "resolved"),
        filter("resolved from", q -> q.resolved(TimeRange.from(minute(2))), "cluster"),
        filter("resolved until", q -> q.resolved(TimeRange.until(minute(2))), "resolved"),
        filter("created from", q -> q.created(TimeRange.from(minute(3))), "cluster", "diagnosed"),
        filter("created until", q -> q.created(TimeRange.until(minute(1))), "resolved"),
        filter("nothing at all", q -> q.created(new TimeRange(minute(1), minute(1)))),
        filter(
            "status, invariant, store, severity and batch together",
            q ->
                q.statuses(TicketStatus.OPEN, TicketStatus.RESOLVED)
                    .invariantName("store_down")
                    .storeId("a")
                    .severities(Severity.CRITICAL)
                    .batchKey("batch-1")
                    .created(TimeRange.from(minute(1))),
            "open"),
        filter("filters that no ticket passes together", q -> q.held(true).storeId("b")),
        filter("quotes are no SQL", q -> q.invariantName("x' or '1'='1")),
        filter("wildcards are none", q -> q.invariantName("store%")));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void filterLetsPass(Filtered filtered) {
    TicketQuery query = filtered.query().apply(TicketQuery.builder()).build();

    List<Ticket> tickets = store.list(query).tickets();

    assertThat(tickets).extracting(Ticket::message).isEqualTo(filtered.expected());
    assertThat(tickets).allSatisfy(each -> assertThat(store.find(each.id())).contains(each));
  }

  @Test
  void countHasEveryStatusInTheOrderOfTheLifecycle() {
    assertThat(store.count())
        .containsExactly(
            Map.entry(TicketStatus.OPEN, 1L),
            Map.entry(TicketStatus.ACKNOWLEDGED, 1L),
            Map.entry(TicketStatus.DIAGNOSED, 1L),
            Map.entry(TicketStatus.RESOLVED, 2L));
  }

  @Test
  void countOfAnEmptyStoreIsZeroForEveryStatus() {
    database.execute("delete from tickets");

    assertThat(store.count())
        .containsOnlyKeys(TicketStatus.values())
        .allSatisfy((status, tickets) -> assertThat(tickets).isZero());
  }
}
