package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.Threads;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Many threads observe the same keys. */
class ConcurrencyTest extends TicketStoreContract {

  private static final int THREADS = 16;
  private static final int KEYS = 50;
  private static final String UNIQUE_VIOLATION = "23505";

  @Test
  void manyThreadsAndStoresCountOnOneTicketOfOneKey() throws Exception {
    int times = 50;
    try (TicketStore other = database.store().clock(clock).open()) {
      List<Observation> seen =
          Threads.run(
                  THREADS,
                  thread -> {
                    TicketStore mine = thread % 2 == 0 ? store : other;
                    return IntStream.range(0, times)
                        .mapToObj(i -> mine.observe(storeDown("a", NOW)))
                        .toList();
                  })
              .stream()
              .flatMap(List::stream)
              .toList();

      List<Ticket> tickets = store.list(TicketQuery.all()).tickets();
      assertThat(tickets)
          .extracting(Ticket::occurrenceCount)
          .containsExactly((long) THREADS * times);
      assertThat(seen).extracting(each -> each.ticket().id()).containsOnly(tickets.get(0).id());
      assertThat(seen).filteredOn(each -> each.outcome() == Outcome.CREATED).hasSize(1);
      // Each call saw a count of its own: none was told of another's state.
      assertThat(seen).extracting(each -> each.ticket().occurrenceCount()).doesNotHaveDuplicates();
    }
  }

  @Test
  void overlappingUnsortedBatchesCountEachViolationOnce() throws Exception {
    List<List<Violation>> batches =
        Threads.run(
            THREADS,
            thread -> {
              Random random = new Random(thread);
              List<Violation> mine = new ArrayList<>();
              for (int i = 0; i < 12; i++) {
                List<Violation> batch = randomBatch(random);
                List<Observation> seen = store.observeAll(batch);
                assertThat(seen)
                    .extracting(each -> each.ticket().violationKey())
                    .isEqualTo(batch.stream().map(Violation::violationKey).toList());
                mine.addAll(batch);
              }
              return mine;
            });

    assertCounted(batches);
  }

  /**
   * The store tries again after a deadlock, which hides it; a transaction of the caller's does not.
   */
  @Test
  void overlappingUnsortedBatchesNeverLockEachOtherOut() throws Exception {
    List<List<Violation>> batches =
        Threads.run(
            THREADS,
            thread -> {
              Random random = new Random(100 + thread);
              List<Violation> mine = new ArrayList<>();
              try (Connection connection = database.connectForTransactions()) {
                DSLContext dsl = patient(connection);
                connection.setAutoCommit(false);
                for (int i = 0; i < 6; i++) {
                  List<Violation> batch = randomBatch(random);
                  while (!isDoneInATransaction(dsl, batch)) {
                    // It said to run the whole transaction again.
                  }
                  mine.addAll(batch);
                }
              }
              return mine;
            });

    assertCounted(batches);
  }

  /** Only that another caller opens one of the tickets at the same moment may be in its way. */
  private boolean isDoneInATransaction(DSLContext dsl, List<Violation> batch) {
    try {
      store.within(dsl.configuration()).observeAll(batch);
      dsl.connection(Connection::commit);
      return true;
    } catch (DatabaseException e) {
      dsl.connection(Connection::rollback);
      assertThat(e.reason()).isEqualTo(DatabaseException.Reason.CONFLICT);
      assertThat(e.getCause())
          .isInstanceOfSatisfying(
              SQLException.class,
              cause -> assertThat(cause.getSQLState()).isEqualTo(UNIQUE_VIOLATION));
      return false;
    }
  }

  private DSLContext patient(Connection connection) throws SQLException {
    if (database.isSqlite()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma busy_timeout = 60000");
      }
    }
    return database.dsl(connection);
  }

  /** Unsorted, and some keys come more than once. */
  private static List<Violation> randomBatch(Random random) {
    return IntStream.range(0, 1 + random.nextInt(40))
        .mapToObj(
            i -> storeDown("tikv-" + random.nextInt(KEYS), NOW.plusSeconds(random.nextInt(9))))
        .toList();
  }

  private void assertCounted(List<List<Violation>> batches) {
    Map<String, Long> expected =
        batches.stream()
            .flatMap(List::stream)
            .collect(groupingBy(Violation::violationKey, HashMap::new, counting()));
    Map<String, Long> counted =
        store.read(
            dsl ->
                dsl
                    .select(TICKETS.VIOLATION_KEY, TICKETS.OCCURRENCE_COUNT)
                    .from(TICKETS)
                    .orderBy(DSL.one())
                    .fetch()
                    .stream()
                    .collect(Collectors.toMap(row -> row.value1(), row -> row.value2())));
    assertThat(counted).isEqualTo(expected);
  }
}
