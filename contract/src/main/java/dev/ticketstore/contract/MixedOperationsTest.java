package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.sum;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.IllegalStepException;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Page;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.Threads;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.TicketStatus;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

/** Monitors, people and readers at once, through two stores on one database. */
class MixedOperationsTest extends TicketStoreContract {

  private static final int WRITERS = 16;
  private static final int READERS = 2;
  private static final int STEPS = 20;
  private static final int KEYS = 20;

  private final LongAdder observed = new LongAdder();
  private final LongAdder created = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicInteger cycles = new AtomicInteger();

  @Test
  void nothingIsLostOrDoubledWhateverRuns() throws Exception {
    endDeadlocksSoon();
    AtomicInteger writing = new AtomicInteger(WRITERS);
    try (TicketStore one = patient();
        TicketStore other = patient()) {
      Threads.run(
          WRITERS + READERS,
          thread -> {
            TicketStore mine = thread % 2 == 0 ? one : other;
            Random random = new Random(thread);
            if (thread < WRITERS) {
              try {
                for (int i = 0; i < STEPS; i++) {
                  write(mine, random, thread);
                }
              } finally {
                writing.decrementAndGet();
              }
            } else {
              do {
                read(mine);
              } while (writing.get() > 0);
            }
            return thread;
          });
    }

    try (Connection connection = database.connect()) {
      DSLContext dsl = database.dsl(connection);
      assertThat(
              dsl.select(TICKETS.VIOLATION_KEY)
                  .from(TICKETS)
                  .where(TICKETS.STATUS.ne(TicketStatus.RESOLVED))
                  .groupBy(TICKETS.VIOLATION_KEY)
                  .having(count().gt(1))
                  .fetch(TICKETS.VIOLATION_KEY))
          .isEmpty();
      assertThat(dsl.select(sum(TICKETS.OCCURRENCE_COUNT)).from(TICKETS).fetchSingle().value1())
          .isEqualTo(BigDecimal.valueOf(observed.sum()));
      assertThat(dsl.fetchCount(TICKETS)).isEqualTo(created.intValue());
    }
    // Else the operations did not get in each other's way, and the test shows nothing.
    assertThat(created.intValue()).isGreaterThan(KEYS);
    assertThat(refused.intValue()).isPositive();
  }

  /**
   * Cycles can lock each other out: PostgreSQL ends one after a while, and the store tries again.
   */
  private void endDeadlocksSoon() throws SQLException {
    if (database.isPostgres()) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "alter database " + connection.getCatalog() + " set deadlock_timeout = '50ms'");
      }
    }
  }

  /** A busy machine must not make it give up. */
  private TicketStore patient() {
    return database.store().clock(clock).timeout(Duration.ofMinutes(1)).open();
  }

  private void write(TicketStore mine, Random random, int thread) {
    switch (random.nextInt(8)) {
      case 0, 1 -> note(mine.observe(violation(random)).outcome());
      case 2 -> mine.observeAll(batch(random)).forEach(each -> note(each.outcome()));
      case 3, 4 -> reconcile(mine, random, thread);
      default -> handle(mine, random);
    }
  }

  private void reconcile(TicketStore mine, Random random, int thread) {
    List<Violation> found = batch(random);
    CycleScope scope =
        random.nextBoolean()
            ? CycleScope.everything()
            : CycleScope.keys(
                IntStream.range(0, 5).mapToObj(i -> violation(random).violationKey()).toList());
    mine.reconcile(
            new CheckCycle(
                "monitor-" + thread % 3,
                NOW.plusSeconds(random.nextInt(10)),
                scope,
                CycleOutcome.COMPLETE,
                found,
                "cycle " + cycles.incrementAndGet()))
        .observations()
        .forEach(each -> note(each.outcome()));
  }

  private void handle(TicketStore mine, Random random) {
    List<Ticket> some = mine.list(TicketQuery.builder().pageSize(KEYS).build()).tickets();
    if (some.isEmpty()) {
      return;
    }
    long id = some.get(random.nextInt(some.size())).id();
    try {
      switch (random.nextInt(5)) {
        case 0 -> mine.acknowledge(id);
        case 1 -> mine.resolve(id);
        case 2 -> mine.hold(id);
        case 3 -> mine.unhold(id);
        default -> mine.diagnose(id, "disk full");
      }
    } catch (IllegalStepException | TicketHeldException e) {
      refused.increment();
    }
  }

  private static void read(TicketStore mine) {
    Page page = mine.list(TicketQuery.builder().unresolved().pageSize(7).build());
    Set<Long> shown = new HashSet<>();
    page.tickets().forEach(ticket -> shown.add(ticket.id()));
    if (page.next() != null) {
      Page next =
          mine.list(TicketQuery.builder().unresolved().pageSize(7).after(page.next()).build());
      next.tickets().forEach(ticket -> assertThat(shown.add(ticket.id())).isTrue());
    }
    page.tickets()
        .forEach(
            ticket -> {
              assertThat(mine.find(ticket.id())).isPresent();
              mine.findUnresolved(ticket.violationKey());
            });
    mine.count();
    // Two statements in one read see the same.
    assertThat(
            mine.<Boolean>read(
                dsl ->
                    dsl.fetchCount(TICKETS) == dsl.select(TICKETS.ID).from(TICKETS).fetch().size()))
        .isTrue();
  }

  private static Violation violation(Random random) {
    return storeDown("tikv-" + random.nextInt(KEYS), NOW.plusSeconds(random.nextInt(10)));
  }

  private static List<Violation> batch(Random random) {
    return IntStream.range(0, random.nextInt(12)).mapToObj(i -> violation(random)).toList();
  }

  private void note(Outcome outcome) {
    if (outcome != Outcome.LATE) {
      observed.increment();
    }
    if (outcome == Outcome.CREATED) {
      created.increment();
    }
  }
}
