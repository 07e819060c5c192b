package dev.ticketstore.tests.contract;

import dev.ticketstore.model.CycleOutcome;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.BulkChange;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Retention;
import dev.ticketstore.StoreClosedException;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A closed store does nothing, and says so. */
class ClosedStoreTest extends TicketStoreContract {

  /** A call, by the name of its method. */
  record Call(String method, Consumer<TicketStore> on) {
    @Override
    public String toString() {
      return method;
    }
  }

  static List<Call> calls() {
    CheckCycle cycle =
        new CheckCycle(
            "monitor-1", NOW, CycleScope.everything(), CycleOutcome.COMPLETE, List.of());
    return List.of(
        new Call("observe", store -> store.observe(storeDown("b", NOW))),
        new Call("observeAll", store -> store.observeAll(List.of(storeDown("b", NOW)))),
        new Call("observeAsync", store -> store.observeAsync(storeDown("b", NOW))),
        new Call("observeAll", store -> store.observeAll(List.of())),
        new Call("reconcile", store -> store.reconcile(cycle)),
        new Call("reconcileAll", store -> store.reconcileAll(List.of(cycle))),
        new Call("find", store -> store.find(1)),
        new Call("findUnresolved", store -> store.findUnresolved("store_down:a")),
        new Call("list", store -> store.list(TicketQuery.all())),
        new Call("count", TicketStore::count),
        new Call("stream", store -> store.stream(TicketQuery.all()).close()),
        new Call("acknowledge", store -> store.acknowledge(1)),
        new Call("diagnose", store -> store.diagnose(1, "a cause")),
        new Call("diagnose", store -> store.diagnose(1, "a cause", 1)),
        new Call("assign", store -> store.assign(1, "alice")),
        new Call("comment", store -> store.comment(1, "look")),
        new Call("history", store -> store.history(1)),
        new Call("historyOfKey", store -> store.historyOfKey("store_down:a")),
        new Call("by", store -> store.by("alice").acknowledge(1)),
        new Call("by", store -> store.by("alice", "because")),
        new Call("changes", store -> store.changes(null, 1)),
        new Call("latestCursor", TicketStore::latestCursor),
        new Call("follow", store -> store.follow(null)),
        new Call("bulk", store -> store.bulk(BulkChange.of(BulkChange.Step.HOLD), List.of(1L))),
        new Call(
            "bulk", store -> store.bulk(BulkChange.of(BulkChange.Step.HOLD), TicketQuery.all())),
        new Call("purge", store -> store.purge(Retention.everythingBefore(NOW), rows -> {})),
        new Call("purgeDryRun", store -> store.purgeDryRun(Retention.everythingBefore(NOW))),
        new Call("resolve", store -> store.resolve(1)),
        new Call("resolveAndReleaseHold", store -> store.resolveAndReleaseHold(1)),
        new Call("hold", store -> store.hold(1)),
        new Call("unhold", store -> store.unhold(1)),
        new Call("read", store -> store.read(context -> context.fetchCount(TICKETS))),
        new Call("within", store -> store.within(DSL.using(SQLDialect.SQLITE).configuration())));
  }

  @Test
  void everyMethodIsAmongTheCalls() {
    Set<String> methods =
        Arrays.stream(TicketStore.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .map(Method::getName)
            .filter(name -> !name.equals("close"))
            .collect(toCollection(TreeSet::new));

    assertThat(calls()).extracting(Call::method).containsAll(methods);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void callIsRefused(Call call) {
    assertThat(store.observe(storeDown("a", NOW)).ticket().id()).isEqualTo(1);
    store.close();

    assertThatExceptionOfType(StoreClosedException.class)
        .isThrownBy(() -> call.on().accept(store))
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void callIsRefusedThoughTheCallersDataSourceIsOpen(Call call) {
    try (TicketStore other = TicketStore.open(database.dataSource())) {
      other.close();

      assertThatExceptionOfType(StoreClosedException.class)
          .isThrownBy(() -> call.on().accept(other));
    }
    assertThat(store.list(TicketQuery.all()).tickets()).isEmpty();
  }
}
