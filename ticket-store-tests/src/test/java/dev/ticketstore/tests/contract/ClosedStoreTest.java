package dev.ticketstore.tests.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.BulkChange;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Retention;
import dev.ticketstore.RetryPolicy;
import dev.ticketstore.StoreClosedException;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.model.CycleOutcome;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A closed store does nothing, and says so. All calls share one database, which none may touch. */
@EveryDatabase
class ClosedStoreTest {

  private static final Instant AT = Instant.parse("2026-01-24T23:08:17.123456Z");

  /**
   * The database of a server.
   *
   * @param database has one ticket
   * @param open a store on it that stays open, and sees whatever a closed one should do
   * @param tickets what is in it
   */
  private record Shared(TestDatabase database, TicketStore open, List<Ticket> tickets) {

    static Shared on(DatabaseServer server) {
      TestDatabase database = server.createMigrated();
      TicketStore open = database.store().open();
      open.observe(seen("a"));
      return new Shared(database, open, open.list(TicketQuery.all()).tickets());
    }
  }

  private static final Map<DatabaseServer, Shared> SHARED = new HashMap<>();

  @Parameter DatabaseServer server;

  private Shared shared;

  @BeforeEach
  void share() {
    shared = SHARED.computeIfAbsent(server, Shared::on);
  }

  @AfterEach
  void nothingChanged() {
    assertThat(shared.open().list(TicketQuery.all()).tickets())
        .isEqualTo(shared.tickets())
        .hasSize(1);
  }

  @AfterAll
  static void drop() {
    for (Shared each : SHARED.values()) {
      each.open().close();
      each.database().drop();
    }
  }

  private static Violation seen(String store) {
    return Violation.of("store_down", "no heartbeat").storeId(store).observedAt(AT).build();
  }

  /** A call, by the name of its method. */
  record Call(String method, Consumer<TicketStore> on) {
    @Override
    public String toString() {
      return method;
    }
  }

  /** Throws what the stage fails with. */
  private static void fails(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  static List<Call> calls() {
    CheckCycle cycle =
        new CheckCycle("monitor-1", AT, CycleScope.everything(), CycleOutcome.COMPLETE, List.of());
    return List.of(
        new Call("observe", store -> store.observe(seen("b"))),
        new Call("observeAll", store -> store.observeAll(List.of(seen("b")))),
        new Call("observeAsync", store -> fails(store.observeAsync(seen("b")))),
        new Call("async", store -> fails(store.async(tickets -> tickets.count()))),
        new Call("observeAll", store -> store.observeAll(List.of())),
        new Call("reconcile", store -> store.reconcile(cycle)),
        new Call("reconcileAll", store -> store.reconcileAll(List.of(cycle))),
        new Call("find", store -> store.find(1)),
        new Call("findUnresolved", store -> store.findUnresolved("store_down:a")),
        new Call("list", store -> store.list(TicketQuery.all())),
        new Call("count", TicketStore::count),
        new Call("stream", store -> store.stream(TicketQuery.all()).close()),
        new Call("stream", store -> store.stream(context -> context.selectFrom(TICKETS)).close()),
        new Call("acknowledge", store -> store.acknowledge(1)),
        new Call("diagnose", store -> store.diagnose(1, "a cause")),
        new Call("diagnose", store -> store.diagnose(1, "a cause", 1)),
        new Call("assign", store -> store.assign(1, "alice")),
        new Call("comment", store -> store.comment(1, "look")),
        new Call("history", store -> store.history(1)),
        new Call("historyOfKey", store -> store.historyOfKey("store_down:a")),
        new Call("by", store -> store.by("alice").acknowledge(1)),
        new Call("by", store -> store.by("alice", "because")),
        new Call("asOf", store -> store.asOf(Instant.EPOCH)),
        new Call("changes", store -> store.changes(null, 1)),
        new Call("latestCursor", TicketStore::latestCursor),
        new Call("changesLag", store -> store.changesLag(null)),
        new Call("schemaStatus", TicketStore::schemaStatus),
        new Call("inFlight", TicketStore::inFlight),
        new Call("onChange", store -> store.onChange("a", events -> {})),
        new Call("onChange", store -> store.onChange("a", null, events -> {})),
        new Call("listenerCursor", store -> store.listenerCursor("a")),
        new Call("removeListener", store -> store.removeListener("a")),
        new Call("follow", store -> store.follow(null)),
        new Call("bulk", store -> store.bulk(BulkChange.of(BulkChange.Step.HOLD), List.of(1L))),
        new Call(
            "bulk", store -> store.bulk(BulkChange.of(BulkChange.Step.HOLD), TicketQuery.all())),
        new Call("purge", store -> store.purge(Retention.everythingBefore(AT), rows -> {})),
        new Call("purgeDryRun", store -> store.purgeDryRun(Retention.everythingBefore(AT))),
        new Call("resolve", store -> store.resolve(1)),
        new Call("resolveAndReleaseHold", store -> store.resolveAndReleaseHold(1)),
        new Call("hold", store -> store.hold(1)),
        new Call("unhold", store -> store.unhold(1)),
        new Call("retrying", store -> store.retrying(RetryPolicy.standard()).observe(seen("b"))),
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
    TicketStore closed = shared.database().store().open();
    assertThat(closed.find(1)).isPresent();
    closed.close();

    assertThatExceptionOfType(StoreClosedException.class)
        .isThrownBy(() -> call.on().accept(closed))
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void callIsRefusedThoughTheCallersDataSourceIsOpen(Call call) {
    TicketStore closed = TicketStore.open(shared.database().dataSource());
    closed.close();

    assertThatExceptionOfType(StoreClosedException.class)
        .isThrownBy(() -> call.on().accept(closed));
  }
}
