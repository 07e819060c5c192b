package dev.ticketstore.tests.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.select;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.StoreClosedException;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.jooq.tables.Tickets;
import dev.ticketstore.jooq.types.UnportableExpressionException;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import dev.ticketstore.tests.support.ChildJvm;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Record3;
import org.jooq.ResultQuery;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The rows of the caller's queries, one after the other. */
class TypedStreamTest extends TicketStoreContract {

  private static final int ROWS = 1_200;

  private void open(int tickets) {
    store.observeAll(
        IntStream.range(0, tickets)
            .mapToObj(i -> Violation.of("lag", "" + i).storeId("s" + i).observedAt(NOW).build())
            .toList());
  }

  private static ResultQuery<Record1<Long>> ids(DSLContext ctx) {
    return ctx.select(TICKETS.ID).from(TICKETS).orderBy(TICKETS.ID);
  }

  @Test
  void givesWhatAFetchGives() {
    open(ROWS);
    store.resolve(7);
    Function<DSLContext, ResultQuery<Record3<Long, TicketStatus, JSONB>>> query =
        ctx ->
            ctx.select(TICKETS.ID, TICKETS.STATUS, TICKETS.LABELS)
                .from(TICKETS)
                .where(TICKETS.FIRST_SEEN_AT.ge(NOW))
                .orderBy(TICKETS.ID.desc());

    try (Stream<Record3<Long, TicketStatus, JSONB>> rows = store.stream(query)) {
      assertThat(rows)
          .isEqualTo(store.<List<?>>read(ctx -> query.apply(ctx).fetch()))
          .hasSize(ROWS)
          .filteredOn(row -> row.value2() == TicketStatus.RESOLVED)
          .hasSize(1);
    }
  }

  @Test
  void executesAQueryThatHasNoConnection() {
    open(1);

    try (Stream<Record1<Long>> rows = store.stream(ctx -> select(TICKETS.ID).from(TICKETS))) {
      assertThat(rows).extracting(Record1::value1).containsExactly(1L);
    }
  }

  @Test
  void keepsEqualRowsApart() {
    open(ROWS);

    try (var statuses = store.stream(ctx -> ctx.select(TICKETS.STATUS).from(TICKETS))) {
      assertThat(statuses.distinct()).hasSize(1);
    }
    try (var statuses = store.stream(ctx -> ctx.select(TICKETS.STATUS).from(TICKETS))) {
      assertThat(statuses).hasSize(ROWS);
    }
  }

  /** Reads more than its memory holds. Prints how many rows. */
  static final class Read {

    private Read() {}

    public static void main(String[] args) {
      Tickets other = TICKETS.as("other");
      try (TicketStore store =
              TicketStore.builder().url(args[0]).user(args[1]).password(args[2]).open();
          var rows =
              store.stream(
                  ctx -> ctx.select(TICKETS.ID, other.MESSAGE).from(TICKETS).crossJoin(other))) {
        System.out.println(rows.count());
      }
    }
  }

  @Test
  void needsTheMemoryOfAFewRows() throws Exception {
    String message = "m".repeat(1_000);
    store.observeAll(
        IntStream.range(0, 350)
            .mapToObj(i -> Violation.of("lag", message).storeId("s" + i).build())
            .toList());

    // 122,500 rows are as many kilobytes.
    ChildJvm child =
        ChildJvm.run(
            List.of("-Xmx40m"), Read.class, database.url(), database.user(), database.password());

    assertThat(child.output().lines()).contains("122500");
    assertThat(child.exitCode()).isZero();
  }

  @Test
  void isOneSnapshotAndNeverInTheWayOfAWriter() {
    open(ROWS);
    int[] before = new int[1];
    try (Stream<Record1<Long>> stream =
        store.stream(
            ctx -> {
              before[0] = ctx.fetchCount(TICKETS);
              CompletableFuture.runAsync(() -> store.observe(storeDown("a", NOW))).join();
              return ids(ctx);
            })) {
      Iterator<Record1<Long>> rows = stream.iterator();
      assertThat(rows.next().value1()).isEqualTo(1);

      long begin = System.nanoTime();
      store.observe(storeDown("b", NOW));
      store.resolve(2);
      assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(5).toNanos());

      int rest = 0;
      while (rows.hasNext()) {
        rows.next();
        rest++;
      }
      assertThat(before[0]).isEqualTo(ROWS);
      assertThat(rest).isEqualTo(ROWS - 1);
    }
    assertThat(store.<Integer>read(ctx -> ctx.fetchCount(TICKETS))).isEqualTo(ROWS + 2);
  }

  /** A query, whatever its rows are. */
  interface Query {
    ResultQuery<? extends Record> of(DSLContext ctx);
  }

  /** A stream that fails, by how. */
  record Failure(String name, Reason reason, Query query) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Failure> failures() {
    return List.of(
        new Failure(
            "no such table",
            Reason.INVALID_QUERY,
            ctx -> ctx.resultQuery("select nonsense from nowhere")),
        new Failure(
            "delete",
            Reason.WRITE_IN_READ,
            ctx -> ctx.resultQuery("delete from tickets returning id")),
        new Failure(
            "update before the query",
            Reason.WRITE_IN_READ,
            ctx -> {
              ctx.update(TICKETS).set(TICKETS.MESSAGE, "overwritten").execute();
              return ids(ctx);
            }),
        new Failure(
            "the last row, whose message is no JSON",
            Reason.INVALID_QUERY,
            ctx -> ctx.select(TICKETS.MESSAGE.cast(SQLDataType.JSONB)).from(TICKETS)));
  }

  /** Of a stream that is not closed. */
  @SuppressWarnings("unchecked")
  private static List<?> rows(TicketStore store, Query query) {
    return store.stream(ctx -> (ResultQuery<Record>) query.of(ctx)).toList();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureIsTypedAndGivesTheConnectionBack(Failure failure) {
    open(ROWS);
    store.observe(storeDown("a", NOW));
    try (TicketStore small =
        database.store().clock(clock).maxConnections(1).timeout(Duration.ofMillis(500)).open()) {
      assertFails(small, failure);
      assertFails(small, failure);

      assertThat(small.find(1)).isPresent();
      assertThat(small.observe(storeDown("a", NOW)).ticket().occurrenceCount()).isEqualTo(2);
    }
    assertThat(store.<Integer>read(ctx -> ctx.fetchCount(TICKETS, TICKETS.MESSAGE.eq("0"))))
        .isEqualTo(1);
  }

  private static void assertFails(TicketStore store, Failure failure) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> rows(store, failure.query()))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(failure.reason()))
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureOnConnectionsOfTheCallersIsTypedToo(Failure failure) {
    open(ROWS);
    store.observe(storeDown("a", NOW));
    try (TicketStore other = TicketStore.open(database.dataSource())) {
      assertFails(other, failure);
    }
    assertThat(store.<Integer>read(ctx -> ctx.fetchCount(TICKETS, TICKETS.MESSAGE.eq("0"))))
        .isEqualTo(1);
  }

  @Test
  void queryThatWouldBeWrongOnADatabaseIsRefused() {
    open(1);
    try (TicketStore small =
        database.store().maxConnections(1).timeout(Duration.ofMillis(500)).open()) {
      assertThatExceptionOfType(UnportableExpressionException.class)
          .isThrownBy(
              () ->
                  small.stream(
                      ctx ->
                          ctx.selectFrom(TICKETS)
                              .where(TICKETS.SEVERITY_NAME.ge(Severity.WARNING))));
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> small.stream(ctx -> (ResultQuery<Record1<Long>>) null));

      assertThat(small.find(1)).isPresent();
    }
  }

  @Test
  void connectionOfTheCallersGoesBackAsItCame() throws SQLException {
    open(3);
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      try (TicketStore other = TicketStore.open(new SingleConnectionDataSource(connection, true))) {
        try (Stream<Record1<Long>> rows = other.stream(TypedStreamTest::ids)) {
          assertThat(rows.findFirst().orElseThrow().value1()).isEqualTo(1);
        }
        assertThat(other.observe(storeDown("a", NOW)).ticket().id()).isEqualTo(4);
      }
      assertThat(connection.getAutoCommit()).isFalse();
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
      // It can write again.
      assertThat(database.dsl(connection).update(TICKETS).set(TICKETS.MESSAGE, "now").execute())
          .isEqualTo(4);
      connection.rollback();
    }
  }

  @Test
  void saysSoIfTheStoreIsClosedMeanwhile() {
    open(ROWS);
    try (Stream<Record1<Long>> stream = store.stream(TypedStreamTest::ids)) {
      Iterator<Record1<Long>> rows = stream.iterator();
      rows.next();
      store.close();

      assertThatExceptionOfType(StoreClosedException.class)
          .isThrownBy(() -> rows.forEachRemaining(row -> {}));
    }
  }

  @Test
  void givesItsConnectionBackHoweverItEnds() {
    open(2);
    store.observe(storeDown("a", NOW));
    try (TicketStore small =
        database.store().clock(clock).maxConnections(1).timeout(Duration.ofMillis(500)).open()) {
      for (int i = 0; i < 5; i++) {
        try (Stream<Record1<Long>> early = small.stream(TypedStreamTest::ids)) {
          assertThat(early.findFirst().orElseThrow().value1()).isEqualTo(1);
        }
        try (Stream<Record1<Long>> all = small.stream(TypedStreamTest::ids)) {
          assertThat(all).hasSize(3);
          // At its end it needs none any more.
          assertThat(small.find(1)).isPresent();
        }
        assertThat(small.observe(storeDown("a", NOW)).ticket().occurrenceCount()).isEqualTo(2 + i);
      }
    }
  }
}
