package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.model.CycleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;

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
      database.execute("alter table " + table + " drop constraint " + check, update);
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
