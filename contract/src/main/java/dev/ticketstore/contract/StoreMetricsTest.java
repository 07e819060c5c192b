package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.BulkChange;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Observation;
import dev.ticketstore.StoreMetrics;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreException;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store tells about its work. */
class StoreMetricsTest extends TicketStoreContract {

  /** Writes down what it is told. */
  private final class Told implements StoreMetrics {

    @Override
    public void opened(TicketStore opened) {
      told.add("opened " + opened.inFlight());
    }

    @Override
    public void closing() {
      told.add("closing");
    }

    @Override
    public void observed(List<Observation> observations) {
      told.add("observed " + observations.stream().map(Observation::outcome).toList());
    }

    @Override
    public void sharing(int observations, Duration wait) {
      assertThat(wait).isBetween(Duration.ZERO, Duration.ofSeconds(5));
      told.add("sharing " + observations);
    }

    @Override
    public void acknowledged(Ticket ticket) {
      told.add("acknowledged " + ticket.violationKey());
    }

    @Override
    public void resolved(Ticket ticket) {
      told.add("resolved " + ticket.violationKey() + " by " + ticket.resolvedBy());
    }

    @Override
    public void failed(TicketStoreException failure) {
      told.add("failed " + failure.getClass().getSimpleName());
    }
  }

  private final List<String> told = new CopyOnWriteArrayList<>();
  private TicketStore metered;

  @BeforeEach
  void open() {
    metered = database.store().clock(clock).metrics(new Told()).open();
    assertThat(told).containsExactly("opened 0");
    told.clear();
  }

  @AfterEach
  void close() {
    metered.close();
  }

  private static Violation violation(String key) {
    return Violation.of(key, "it failed").observedAt(NOW).build();
  }

  @Test
  void observationsOfEachCallOnceTheyAreCommitted() {
    metered.observe(violation("a"));
    metered.observeAll(List.of(violation("a"), violation("b")));
    metered.observeAsync(violation("b")).toCompletableFuture().join();
    metered.observeAll(List.of());

    assertThat(told)
        .containsExactly(
            "sharing 1",
            "observed [CREATED]",
            "observed [REPEATED, CREATED]",
            "sharing 1",
            "observed [REPEATED]",
            "observed []");
  }

  @Test
  void aCycleOnceWithItsObservationsAndTheTicketsThatItResolved() {
    metered.observe(violation("a"));
    told.clear();
    CheckCycle cycle =
        new CheckCycle(
            "monitor",
            NOW.plusSeconds(60),
            CycleScope.invariants(List.of("a", "b")),
            CycleOutcome.COMPLETE,
            List.of(violation("b")));

    metered.reconcile(cycle);
    metered.reconcile(cycle);

    assertThat(told).containsExactly("observed [CREATED]", "resolved a by CYCLE");
  }

  @Test
  void stepsThatChangeATicketAloneAndInBulk() {
    long a = metered.observe(violation("a")).ticket().id();
    long b = metered.observe(violation("b")).ticket().id();
    told.clear();

    metered.acknowledge(a);
    metered.acknowledge(a);
    metered.by("ann").resolve(a);
    metered.bulk(BulkChange.of(BulkChange.Step.HOLD), List.of(b));
    metered.bulk(BulkChange.of(BulkChange.Step.RESOLVE_AND_RELEASE_HOLD), List.of(a, b, 99L));

    assertThat(told)
        .containsExactly("acknowledged a", "resolved a by PERSON", "resolved b by PERSON");
  }

  /** Its first transaction fails at its end, and is rolled back. */
  @Test
  @NeedsOwner(because = "a writer makes no trigger")
  @OnlyOn(value = SQLDialect.POSTGRES, because = "no commit of SQLite meets a conflict")
  void aStepThatIsTakenAgainAfterAConflictOnce() {
    long id = metered.observe(violation("a")).ticket().id();
    database.execute(
        "create sequence commits",
        "create function conflict_once() returns trigger language plpgsql as $$ begin"
            + " if nextval('commits') = 1 then raise exception 'first' using errcode = '40001'; end if;"
            + " return null; end $$",
        "create constraint trigger conflict_once after update on tickets deferrable initially deferred"
            + " for each row execute function conflict_once()");
    told.clear();

    metered.bulk(BulkChange.of(BulkChange.Step.RESOLVE), List.of(id));

    assertThat(told).containsExactly("resolved a by PERSON");
  }

  @Test
  @SuppressWarnings("NullAway") // as a caller without null checks would
  void eachCallThatFails() {
    assertThatExceptionOfType(UnknownTicketException.class)
        .isThrownBy(() -> metered.acknowledge(99));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> metered.changes("garbled", 1));
    assertThat(metered.observeAsync(null).toCompletableFuture()).isCompletedExceptionally();
    assertThat(metered.async(null).toCompletableFuture()).isCompletedExceptionally();

    assertThat(told)
        .containsExactly(
            "failed UnknownTicketException",
            "failed InvalidInputException",
            "failed InvalidInputException",
            "failed InvalidInputException");
  }

  @Test
  void nothingWithinATransactionOfTheCallers() throws Exception {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      metered.within(database.dsl(connection).configuration()).observe(violation("a"));
      connection.rollback();
    }
    assertThat(told).isEmpty();
  }

  @Test
  void theEndOnce() {
    metered.close();
    metered.close();

    assertThat(told).containsExactly("closing");
  }

  @Test
  void whatMetricsThrowChangesNothing() {
    StoreMetrics broken =
        new StoreMetrics() {
          @Override
          public void observed(List<Observation> observations) {
            throw new IllegalStateException("a broken registry");
          }
        };
    try (TicketStore store = database.store().clock(clock).metrics(broken).open()) {
      assertThat(store.observe(violation("a")).outcome()).isEqualTo(Observation.Outcome.CREATED);
    }
  }
}
