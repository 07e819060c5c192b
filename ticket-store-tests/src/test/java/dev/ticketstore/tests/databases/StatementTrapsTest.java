package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.tests.support.JdbcProxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Statements of the store that would go wrong if they were written the obvious way. */
class StatementTrapsTest extends TicketStoreContract {

  private static final String AWKWARD = "it's ? \\ {0} \ud83d\ude00\n\"";

  @Test
  void repeatsInAnyOrderReturnEachItsOwnTicket() {
    Ticket a = store.observe(storeDown("a", NOW)).ticket();
    Ticket b = store.observe(storeDown("b", NOW)).ticket();

    assertThat(store.observe(storeDown("a", NOW)).ticket().id()).isEqualTo(a.id());
    assertThat(
            store.observeAll(
                List.of(storeDown("b", NOW), storeDown("c", NOW), storeDown("a", NOW))))
        .extracting(each -> each.ticket().storeId())
        .containsExactly("b", "c", "a");
    assertThat(store.find(b.id()).orElseThrow().occurrenceCount()).isEqualTo(2);
  }

  /** PostgreSQL makes a generic plan of a statement that one connection runs for the tenth time. */
  @Test
  void upsertOnOneConnectionWorksHoweverOftenItRuns() {
    try (TicketStore one = database.store().clock(clock).maxConnections(1).open()) {
      for (int i = 1; i <= 25; i++) {
        assertThat(one.observe(storeDown("a", NOW)).ticket().occurrenceCount()).isEqualTo(i);
        one.reconcile(cycle(CycleScope.keys(List.of("nothing")), List.of()));
        one.findUnresolved("store_down:a");
      }
    }
  }

  /** A unique partial index may be damaged by a row that an upsert moves across its predicate. */
  @Test
  void upsertNamesThePredicateAsALiteralAndNeverSetsTheStatus() throws Exception {
    List<String> statements = new ArrayList<>();
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      Connection listening = JdbcProxy.noting(connection, statements);
      store.within(database.dsl(listening).configuration()).observe(storeDown("a", NOW));
      connection.rollback();
    }

    assertThat(statements).hasSize(2);
    assertThat(statements.get(0)).startsWith("update ");
    String sql = statements.get(1).replaceAll("[\"`]|tickets\\.", "");
    assertThat(sql)
        .contains("on conflict (violation_key) where status <> 'resolved' do update set");
    String set = sql.substring(sql.indexOf("do update set"), sql.indexOf(" returning "));
    assertThat(set).contains("occurrence_count =").doesNotContain("status");
  }

  /** jOOQ inlines the binds of a statement that has more than 999 of them on SQLite. */
  @Test
  void batchOfThousandsKeepsItsValues() {
    List<Violation> batch =
        IntStream.range(0, 2_500)
            .mapToObj(
                i ->
                    Violation.of("lag", i + AWKWARD)
                        .storeId(AWKWARD + i)
                        .metricSnapshot("{\"it's \\\\ \\\"?\":" + i + "}")
                        .observedAt(NOW.plusNanos(i * 1_000L))
                        .build())
            .toList();

    List<Observation> seen = store.observeAll(batch);
    assertThat(seen).extracting(Observation::outcome).containsOnly(Outcome.CREATED);
    for (int i = 0; i < batch.size(); i += 499) {
      Ticket ticket = store.findUnresolved(batch.get(i).violationKey()).orElseThrow();
      assertThat(ticket).isEqualTo(seen.get(i).ticket());
      assertThat(ticket.message()).isEqualTo(batch.get(i).message());
      assertThat(ticket.metricSnapshot()).isEqualTo(batch.get(i).metricSnapshot());
      assertThat(ticket.lastSeenAt()).isEqualTo(batch.get(i).observedAt());
    }
    List<String> keys = batch.stream().map(Violation::violationKey).toList();
    CycleReport report = store.reconcile(cycle(CycleScope.keys(keys), batch.subList(0, 1_200)));
    assertThat(report.count(Outcome.REPEATED)).isEqualTo(1_200);
    assertThat(report.resolved())
        .extracting(Ticket::violationKey)
        .containsExactlyInAnyOrderElementsOf(keys.subList(1_200, 2_500));
  }

  @Test
  void idsAndCountsBeyond32BitsStayWhole() throws Exception {
    long big = 1L << 40;
    store.observe(storeDown("a", NOW));
    try (Connection connection = database.connect()) {
      database.dsl(connection).deleteFrom(TICKET_EVENTS).execute();
      database
          .dsl(connection)
          .update(TICKETS)
          .set(TICKETS.ID, big)
          .set(TICKETS.OCCURRENCE_COUNT, big)
          .execute();
    }

    assertThat(store.find(big)).map(Ticket::id).contains(big);
    Ticket repeated = store.observe(storeDown("a", NOW)).ticket();
    assertThat(repeated.id()).isEqualTo(big);
    assertThat(repeated.occurrenceCount()).isEqualTo(big + 1);
    assertThat(store.acknowledge(big).ticket().id()).isEqualTo(big);
    assertThat(store.list(TicketQuery.all()).tickets()).extracting(Ticket::id).containsExactly(big);
    assertThat(store.resolve(big).changed()).isTrue();
  }

  private static CheckCycle cycle(CycleScope scope, List<Violation> found) {
    return new CheckCycle("monitor", NOW.plusSeconds(60), scope, CycleOutcome.COMPLETE, found);
  }
}
