package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.StoreCopy;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.model.CycleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that other programs wrote past the checks are told by table, id and column. */
class UnreadableValueTest extends TicketStoreContract {

  @Test
  void anUnknownStatusIsToldByEachCallThatReadsIt() {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    overwrite("tickets", "status", "tickets_status_check", "'closed'", id);

    for (ThrowingCallable call : readings(id)) {
      assertThatCorrupt(call, "tickets", "status", id, "closed");
    }
  }

  @Test
  void anUnknownKindOfAnEventIsToldByEachCallThatReadsIt() {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    long event = store.history(id).get(0).id();
    overwrite("ticket_events", "kind", "ticket_events_kind_check", "'born'", event);

    assertThatCorrupt(() -> store.history(id), "ticket_events", "kind", event, "born");
    assertThatCorrupt(() -> store.changes(null, 10), "ticket_events", "kind", event, "born");
    assertThatCorrupt(
        () -> store.read(dsl -> dsl.fetch(TICKET_EVENTS)), "ticket_events", "kind", event, "born");
  }

  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "PostgreSQL has a type for instants")
  void aTextThatIsNoInstantIsToldByEachCallThatReadsIt() {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    overwrite("tickets", "created_at", "", "'yesterday'", id);

    for (ThrowingCallable call : readings(id)) {
      assertThatCorrupt(call, "tickets", "created_at", id, "yesterday");
    }
  }

  /** Of PostgreSQL's type they are instants, and of SQLite's texts too. */
  @ParameterizedTest
  @ValueSource(strings = {"20000", "infinity", "-infinity"})
  void anInstantBeyondTheYear9999IsToldByEachCallThatReadsIt(String when) {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    String value =
        database.isSqlite()
            ? "+20000-01-01T00:00:00Z"
            : when.equals("20000") ? "20000-01-01T00:00:00Z" : when;
    overwrite("tickets", "created_at", "", "'" + value + "'", id);

    for (ThrowingCallable call : readings(id)) {
      assertThatCorrupt(
          call, "tickets", "created_at", id, database.isSqlite() ? "+20000-01-01" : when);
    }
    assertThatCorrupt(this::copy, "tickets", "created_at", id, "");
  }

  @Test
  void anInstantBeforeTheYear1IsToldByACycle() {
    CheckCycle cycle =
        new CheckCycle("mon", NOW, CycleScope.everything(), CycleOutcome.COMPLETE, List.of());
    long id = store.observe(storeDown("a", NOW.minusSeconds(60))).ticket().id();
    overwrite(
        "tickets",
        "last_seen_at",
        "tickets_seen_order_check",
        database.isSqlite() ? "'0000-01-01T00:00:00.000000Z'" : "'-infinity'",
        id);

    assertThatCorrupt(() -> store.reconcile(cycle), "tickets", "last_seen_at", id, "");
  }

  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "PostgreSQL has a type for JSON")
  void metricsThatAreNoJsonAreToldByACopy() {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    overwrite("tickets", "metric_snapshot", "", "'{\"age\":1} 2'", id);

    assertThatCorrupt(this::copy, "tickets", "metric_snapshot", id, "age");
  }

  private void copy() {
    TestDatabase target = server.createMigrated();
    try (TicketStore to = target.store().open()) {
      StoreCopy.copy(store, to, tickets -> {});
    } finally {
      target.drop();
    }
  }

  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "PostgreSQL has a type for JSON")
  void labelsThatAreNoJsonAreTold() {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    overwrite("tickets", "labels", "", "'{\"zone\":'", id);

    assertThatCorrupt(() -> store.find(id), "tickets", "labels", id, "zone");
    assertThatCorrupt(() -> drain(store.stream(TicketQuery.all())), "tickets", "labels", id, "");
  }

  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "PostgreSQL has a type for JSON")
  void aReportOfACycleThatIsNoJsonIsTold() {
    CheckCycle cycle =
        new CheckCycle("mon", NOW, CycleScope.everything(), CycleOutcome.COMPLETE, List.of());
    store.reconcile(cycle);
    overwrite("check_cycles", "report", "", "'{\"observations\":'", 1);

    assertThatThrownBy(() -> store.reconcile(cycle))
        .isInstanceOfSatisfying(
            DatabaseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
        .hasMessageContaining("check_cycles.report")
        .hasMessageContaining("observations");
  }

  @Test
  void aMissingValueIsToldByEachCallThatReadsIt() {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    if (database.isSqlite()) {
      database.execute(
          "pragma writable_schema = on",
          "update sqlite_schema set sql = replace(sql, 'message text not null', 'message text')"
              + " where name = 'tickets'");
      database.execute("update tickets set message = null");
    } else {
      database.execute(
          "alter table tickets alter message drop not null", "update tickets set message = null");
    }

    for (ThrowingCallable call : readings(id).subList(0, 3)) {
      assertThatCorrupt(call, "tickets", "message", id, "null");
    }
  }

  private List<ThrowingCallable> readings(long id) {
    return List.of(
        () -> store.find(id),
        () -> store.list(TicketQuery.all()),
        () -> drain(store.stream(TicketQuery.all())),
        () -> store.observe(storeDown("a", NOW.plusSeconds(1))),
        () -> store.acknowledge(id),
        () -> store.read(dsl -> dsl.fetch(TICKETS)),
        () -> drain(store.stream(dsl -> dsl.selectFrom(TICKETS))));
  }

  private static <T> List<T> drain(Stream<T> tickets) {
    try (tickets) {
      return new ArrayList<>(tickets.toList());
    }
  }

  private void overwrite(String table, String column, String check, String value, long id) {
    String update = "update " + table + " set " + column + " = " + value + " where id = " + id;
    if (database.isSqlite()) {
      database.execute("pragma ignore_check_constraints = on", update);
    } else {
      if (!check.isEmpty()) {
        database.execute("alter table " + table + " drop constraint " + check);
      }
      database.execute(update);
    }
  }

  private static void assertThatCorrupt(
      ThrowingCallable call, String table, String column, long id, String value) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DatabaseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
        .satisfies(
            e ->
                assertThat(e.toString().toLowerCase(Locale.ROOT))
                    .contains(table, column, "id " + id, value));
  }
}
