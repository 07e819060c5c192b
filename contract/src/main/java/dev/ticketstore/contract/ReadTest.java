package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.sum;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Json;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record3;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Typed queries of the caller's against one snapshot. */
class ReadTest extends TicketStoreContract {

  private Ticket first;

  @BeforeEach
  void openTickets() {
    first = store.observe(storeDown("a", NOW)).ticket();
    store.observe(storeDown("b", NOW.plusSeconds(60)));
    store.observe(storeDown("b", NOW.plusSeconds(120)));
  }

  @Test
  void queriesAreTyped() {
    List<Ticket> found =
        store.read(
            context ->
                context
                    .selectFrom(TICKETS)
                    .where(TICKETS.LAST_SEEN_AT.lt(NOW.plusSeconds(60)))
                    .and(TICKETS.STATUS.eq(TicketStatus.OPEN))
                    .and(TICKETS.SEVERITY.in(Severity.CRITICAL, Severity.WARNING))
                    .and(TICKETS.HELD.isFalse())
                    .fetch(row -> store.find(row.getId()).orElseThrow()));

    assertThat(found).containsExactly(first);
  }

  @Test
  void columnsComeBackAsTheirTypes() {
    Record3<Instant, TicketStatus, JSONB> row =
        store.read(
            context ->
                context
                    .select(TICKETS.FIRST_SEEN_AT, TICKETS.STATUS, TICKETS.METRIC_SNAPSHOT)
                    .from(TICKETS)
                    .where(TICKETS.ID.eq(first.id()))
                    .fetchSingle());

    assertThat(row.value1()).isEqualTo(NOW);
    assertThat(row.value2()).isEqualTo(TicketStatus.OPEN);
    assertThat(Json.of(row.value3().data())).isEqualTo(first.metricSnapshot());
  }

  @Test
  void queriesMayAggregate() {
    store.resolve(first.id());

    Map<TicketStatus, BigDecimal> occurrences =
        store.read(
            context ->
                context
                    .select(TICKETS.STATUS, sum(TICKETS.OCCURRENCE_COUNT))
                    .from(TICKETS)
                    .groupBy(TICKETS.STATUS)
                    .fetchMap(TICKETS.STATUS, sum(TICKETS.OCCURRENCE_COUNT)));
    Instant latest =
        store.read(
            context ->
                context.select(max(TICKETS.LAST_SEEN_AT)).from(TICKETS).fetchSingle().value1());

    assertThat(occurrences)
        .containsOnly(
            Map.entry(TicketStatus.OPEN, BigDecimal.valueOf(2)),
            Map.entry(TicketStatus.RESOLVED, BigDecimal.ONE));
    assertThat(latest).isEqualTo(NOW.plusSeconds(120));
  }

  @Test
  void resultMayBeNull() {
    assertThat(store.<String>read(context -> null)).isNull();
  }

  @Test
  void writesBetweenTwoQueriesAreNotSeen() {
    List<Integer> counts =
        store.read(
            context -> {
              int before = context.fetchCount(TICKETS);
              CompletableFuture.runAsync(() -> store.observe(storeDown("c", NOW))).join();
              store.resolve(first.id());
              int unresolved =
                  context.fetchCount(TICKETS, TICKETS.STATUS.ne(TicketStatus.RESOLVED));
              return List.of(before, context.fetchCount(TICKETS), unresolved);
            });

    assertThat(counts).containsExactly(2, 2, 2);
    assertThat(store.<Integer>read(context -> context.fetchCount(TICKETS))).isEqualTo(3);
  }

  /** A write, by a name. */
  record Write(String name, Consumer<DSLContext> statement) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Write> writes() {
    return List.of(
        new Write(
            "update", dsl -> dsl.update(TICKETS).set(TICKETS.MESSAGE, "overwritten").execute()),
        new Write("delete", dsl -> dsl.deleteFrom(TICKETS).execute()),
        new Write(
            "insert",
            dsl ->
                dsl.insertInto(TICKETS)
                    .set(TICKETS.VIOLATION_KEY, "x")
                    .set(TICKETS.INVARIANT_NAME, "x")
                    .set(TICKETS.MESSAGE, "x")
                    .set(TICKETS.FIRST_SEEN_AT, NOW)
                    .set(TICKETS.LAST_SEEN_AT, NOW)
                    .execute()),
        new Write("create table", dsl -> dsl.execute("create table t (x integer)")),
        new Write("drop table", dsl -> dsl.dropTable(TICKETS).execute()));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void writeIsRefusedAndLeavesNothing(Write write) {
    assertWritesAreRefused(store, write);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void writeIsRefusedOnConnectionsOfTheCallersToo(Write write) {
    try (TicketStore other = TicketStore.open(database.dataSource())) {
      assertWritesAreRefused(other, write);
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void writeIsRefusedInMemoryToo(Write write) {
    try (TicketStore memory = TicketStore.open("jdbc:sqlite::memory:")) {
      assertWritesAreRefused(memory, write);
    }
  }

  private static void assertWritesAreRefused(TicketStore store, Write write) {
    Ticket ticket = store.observe(storeDown("z", NOW)).ticket();

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () ->
                store.read(
                    context -> {
                      write.statement().accept(context);
                      return null;
                    }))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.WRITE_IN_READ));

    assertThat(store.find(ticket.id())).contains(ticket);
    assertThat(store.findUnresolved("store_down:x")).isEmpty();
    assertThat(store.resolve(ticket.id()).changed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("writes")
  void writeWhoseRefusalTheQueriesSwallowLeavesNothingEither(Write write) {
    store.read(
        context -> {
          assertThatExceptionOfType(DataAccessException.class)
              .isThrownBy(() -> write.statement().accept(context));
          return null;
        });

    assertThat(store.find(first.id())).contains(first);
    assertThat(store.count()).containsEntry(TicketStatus.OPEN, 2L);
  }

  /** Queries that are not valid, on either database. */
  static List<String> faultyQueries() {
    return List.of(
        "select nonsense from nowhere",
        "select no_such_column from tickets",
        "select no_such_function(id) from tickets",
        "select from where",
        "select id from tickets group by");
  }

  @ParameterizedTest
  @MethodSource("faultyQueries")
  void faultyQueryOfTheCallersIsInvalid(String query) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> store.read(context -> context.fetch(query)))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_QUERY))
        .satisfies(e -> assertThat(e.isRetryable()).isFalse())
        .satisfies(e -> assertThat(e.isOutcomeUnknown()).isFalse());

    assertThat(store.<Integer>read(context -> context.fetchCount(TICKETS))).isEqualTo(2);
  }

  @Test
  void connectionsGoBackAlsoWhenTheQueriesThrow() {
    try (TicketStore small =
        database.store().maxConnections(1).timeout(Duration.ofMillis(500)).open()) {
      for (int i = 0; i < 5; i++) {
        assertThatExceptionOfType(IllegalStateException.class)
            .isThrownBy(
                () ->
                    small.read(
                        context -> {
                          context.fetchCount(TICKETS);
                          throw new IllegalStateException("of the caller's");
                        }))
            .withMessage("of the caller's")
            .withNoCause();
        assertThatExceptionOfType(DatabaseException.class)
            .isThrownBy(() -> small.read(context -> context.fetch("select nonsense from nowhere")));
        assertThat(small.<Integer>read(context -> context.fetchCount(TICKETS))).isEqualTo(2);
        assertThat(small.observe(storeDown("b", NOW)).ticket().occurrenceCount()).isEqualTo(3 + i);
      }
      assertThat(small.list(TicketQuery.all()).tickets()).hasSize(2);
    }
  }

  @Test
  void connectionsInMemoryGoBackAlsoWhenTheQueriesThrow() {
    try (TicketStore memory = TicketStore.open("jdbc:sqlite::memory:")) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  memory.read(
                      context -> {
                        throw new IllegalStateException("of the caller's");
                      }));
      assertThat(memory.observe(storeDown("a", NOW)).ticket().occurrenceCount()).isEqualTo(1);
      assertThat(memory.<Integer>read(context -> context.fetchCount(TICKETS))).isEqualTo(1);
    }
  }

  @Test
  void callToAStoreInMemoryFromWithinItsQueriesGetsNoConnection() {
    try (TicketStore memory =
        TicketStore.builder().url("jdbc:sqlite::memory:").timeout(Duration.ofMillis(250)).open()) {
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> memory.read(context -> memory.count()))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.POOL_EXHAUSTED))
          .satisfies(e -> assertThat(e.isRetryable()).isTrue());
      assertThat(memory.count()).containsEntry(TicketStatus.OPEN, 0L);
    }
  }
}
