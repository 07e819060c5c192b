package dev.ticketstore.tests.faults;

import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.tests.faults.Entry.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** The check finds nothing wrong with a store that works, and each fault of one that is broken. */
@EveryDatabase
class LedgerCheckTest {

  private static final int STEPS = 60;

  @Parameter DatabaseServer server;

  @TempDir Path folder;

  private TestDatabase database;
  private Path file;
  private Ledger ledger;

  @BeforeEach
  void work() {
    database = server.createMigrated();
    file = folder.resolve("ledger");
    ledger = new Ledger(file);
    try (TicketStore store = database.store().open();
        TicketStore old = database.store().clock(Clock.fixed(Load.OLD, ZoneOffset.UTC)).open()) {
      Load load = new Load("load", store, () -> old, ledger, new Random(7));
      for (int i = 0; i < STEPS; i++) {
        load.step();
      }
    }
  }

  @AfterEach
  void drop() {
    ledger.close();
    database.drop();
  }

  private Findings check() throws SQLException, IOException {
    try (Connection connection = database.connect()) {
      return LedgerCheck.compare(Told.of(List.of(file)), connection, database.dialect());
    }
  }

  private Entry some(Kind kind) throws IOException {
    return Told.of(List.of(file))
        .effects()
        .filter(each -> each.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  /** A store that acknowledges before its commit, and then crashes. */
  private void acknowledge(Entry effect) {
    ledger.call(List.of(effect), () -> "acknowledged");
  }

  private void deny(Entry effect) {
    ledger.call(
        List.of(effect),
        () -> {
          throw new DatabaseException(Reason.LOCKED, null, null);
        });
  }

  @Test
  void aStoreThatWorksIsAsItsCallersWereTold() throws Exception {
    Findings findings = check();

    assertThat(findings.isClean()).as("%s %s", findings.line(), findings.wrong()).isTrue();
    assertThat(findings.acknowledged()).isGreaterThan(STEPS).isEqualTo(findings.found());
    assertThat(findings.typed()).isEmpty();
    for (Kind kind : Kind.values()) {
      assertThat(some(kind)).isNotNull();
    }
  }

  @Test
  void eachKindOfEffectThatWasAcknowledgedBeforeItsCommitIsLost() throws Exception {
    acknowledge(Entry.of(Kind.ID, "missing", "s0"));
    acknowledge(Entry.of(Kind.ONCE, "once:missing"));
    acknowledge(Entry.of(Kind.CYCLE, "load", Load.OLD, "cycle:missing"));
    acknowledge(Entry.of(Kind.RESOLVING_CYCLE, "load", Load.OLD, "cycle:missing"));
    acknowledge(Entry.of(Kind.EVENT, 1, "comment", "missing"));

    Findings findings = check();

    assertThat(findings.lost()).isEqualTo(5);
    assertThat(findings.doubled()).isZero();
    assertThat(findings.isClean()).isFalse();
  }

  @Test
  void anIdThatCountsTwiceIsDouble() throws Exception {
    database.execute(
        "update tickets set occurrence_count = occurrence_count + 1 where violation_key like 'counted:%'"
            + " and id = (select min(id) from tickets where violation_key like 'counted:%')");

    assertThat(check().doubled()).isEqualTo(1);
  }

  @Test
  void anIdWithoutItsCountIsLost() throws Exception {
    try (Connection connection = database.connect()) {
      database
          .dsl(connection)
          .execute(
              "insert into observation_ids select 'more', violation_key, ticket_id, counted_at from observation_ids"
                  + " where observation_id = '"
                  + some(Kind.ID).value(0)
                  + "'");
      assertThat(database.dsl(connection).fetchCount(OBSERVATION_IDS)).isPositive();
    }

    assertThat(check().lost()).isEqualTo(1);
  }

  @Test
  void anObservationWithoutAnIdThatCountsTwiceIsDouble() throws Exception {
    database.execute(
        "update tickets set occurrence_count = 2 where violation_key = '"
            + some(Kind.ONCE).value(0)
            + "'");

    assertThat(check().doubled()).isEqualTo(1);
  }

  @Test
  void aCommentThatIsThereTwiceIsDouble() throws Exception {
    database.execute(
        "insert into ticket_events (ticket_id, violation_key, kind, new_value, effective_at, recorded_at)"
            + " select ticket_id, violation_key, kind, new_value, effective_at, recorded_at from ticket_events"
            + " where id = (select min(id) from ticket_events where kind = 'comment')");

    assertThat(check().doubled()).isEqualTo(1);
  }

  @Test
  void aCycleWithoutItsViolationIsTorn() throws Exception {
    String key = some(Kind.CYCLE).value(2);
    database.execute("delete from tickets where violation_key = '" + key + "'");

    Findings findings = check();

    assertThat(findings.lost()).isEqualTo(1);
    assertThat(findings.wrong()).singleElement().asString().contains("part").contains(key);
  }

  @Test
  void aViolationWithoutItsCycleIsTorn() throws Exception {
    database.execute("delete from check_cycles where id = (select min(id) from check_cycles)");

    Findings findings = check();

    assertThat(findings.doubled()).isEqualTo(1);
    assertThat(findings.lost()).isEqualTo(1);
  }

  @Test
  void whatIsThereThoughItWasDeniedIsFound() throws Exception {
    try (TicketStore store = database.store().open()) {
      Entry denied = Entry.of(Kind.ONCE, "once:denied");
      store.observe(denied.violation());
      deny(denied);
      deny(Entry.of(Kind.ONCE, "once:absent"));
    }

    Findings findings = check();

    assertThat(findings.denied()).isEqualTo(1);
    assertThat(findings.typed()).containsEntry("LOCKED", 2);
    assertThat(findings.isClean()).isFalse();
  }

  @Test
  void anExceptionThatTheLibraryDoesNotNameIsUntyped() throws Exception {
    ledger.call(
        List.of(Entry.of(Kind.ONCE, "once:untyped")),
        () -> {
          throw new IllegalStateException("a\nb");
        });

    Findings findings = check();

    assertThat(findings.untyped()).containsEntry("java.lang.IllegalStateException: a b", 1);
    assertThat(findings.isClean()).isFalse();
    assertThat(findings.lost()).isZero();
  }
}
