package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.BulkChange;
import dev.ticketstore.BulkReport;
import dev.ticketstore.BulkReport.Outcome;
import dev.ticketstore.BulkReport.Result;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.model.TicketStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Steps with many tickets: each is told, and what cannot take the step is skipped. */
class BulkTest extends TicketStoreContract {

  private long open(String key) {
    return store.observe(storeDown(key, NOW)).ticket().id();
  }

  @Test
  void eachTicketIsTold() {
    long fresh = open("a");
    long resolved = open("b");
    long held = open("c");
    store.resolve(resolved);
    store.hold(held);

    BulkReport report =
        store.bulk(
            BulkChange.of(BulkChange.Step.RESOLVE).by("alice", "rack 3 is back"),
            List.of(held, 0L, resolved, fresh, fresh));

    assertThat(report.results())
        .containsExactly(
            new Result(0, Outcome.UNKNOWN),
            new Result(fresh, Outcome.CHANGED),
            new Result(resolved, Outcome.UNCHANGED),
            new Result(held, Outcome.HELD));
    assertThat(store.history(fresh))
        .last()
        .extracting(TicketEvent::newValue, TicketEvent::actor, TicketEvent::note)
        .containsExactly("resolved", "alice", "rack 3 is back");
    assertThat(store.bulk(BulkChange.of(BulkChange.Step.ACKNOWLEDGE), List.of(fresh)).results())
        .containsExactly(new Result(fresh, Outcome.ILLEGAL));
    assertThat(
            store
                .bulk(BulkChange.of(BulkChange.Step.RESOLVE_AND_RELEASE_HOLD), List.of(held))
                .results())
        .containsExactly(new Result(held, Outcome.CHANGED));
  }

  @Test
  void aQueryNamesMoreTicketsThanATransactionHolds() {
    store.observeAll(IntStream.range(0, 1_234).mapToObj(i -> storeDown("s" + i, NOW)).toList());
    store.observe(dev.ticketstore.Violation.of("lag", "m").build());

    BulkReport report =
        store.bulk(
            BulkChange.of(BulkChange.Step.ACKNOWLEDGE),
            TicketQuery.builder().invariantName("store_down").pageSize(10).build());

    assertThat(report.count(Outcome.CHANGED)).isEqualTo(1_234);
    assertThat(store.count())
        .containsEntry(TicketStatus.ACKNOWLEDGED, 1_234L)
        .containsEntry(TicketStatus.OPEN, 1L);
    assertThat(
            store
                .bulk(
                    BulkChange.of(BulkChange.Step.HOLD),
                    TicketQuery.builder().invariantName("none").build())
                .results())
        .isEmpty();
  }

  @Test
  void aQueryNamesTheTicketsOfAnAssignee() {
    long hers = open("a");
    long his = open("b");
    open("c");
    store.assign(hers, "alice");
    store.assign(his, "bob");

    BulkReport report =
        store.bulk(
            BulkChange.of(BulkChange.Step.ACKNOWLEDGE),
            TicketQuery.builder().assignee("alice").build());

    assertThat(report.results()).containsExactly(new Result(hers, Outcome.CHANGED));
  }

  @Test
  void aQueryWithACursorIsRefused() {
    store.observeAll(List.of(storeDown("a", NOW), storeDown("b", NOW)));
    TicketQuery page = TicketQuery.builder().pageSize(1).build();
    TicketQuery next = page.toBuilder().after(store.list(page).next()).build();

    assertThatThrownBy(() -> store.bulk(BulkChange.of(BulkChange.Step.HOLD), next))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cursor");
    assertThatThrownBy(() -> BulkChange.of(BulkChange.Step.HOLD).by("", null))
        .isInstanceOf(InvalidInputException.class);
  }
}
