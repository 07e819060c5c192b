package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CopyReport;
import dev.ticketstore.CycleScope;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Page;
import dev.ticketstore.StoreCopy;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.tests.support.SqliteFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copying between SQLite and each database, both ways. */
@EveryDatabase
class StoreCopyTest {

  private static final int VIOLATIONS = 2_499;

  /** One is of the second episode of a key. */
  private static final int TICKETS = VIOLATIONS + 1;

  /** A ticket that one of them took over, whose id must not come again. */
  private static final long ABSORBED = 9_000;

  @Parameter DatabaseServer server;

  /** What all tests copy, and none changes. */
  private static TicketStore source;

  private TestDatabase database;
  private TicketStore target;

  @BeforeAll
  static void fillSource() {
    TestDatabase file = SqliteFile.createMigrated();
    source = file.store().open();
    source.observeAll(
        IntStream.range(0, VIOLATIONS)
            .mapToObj(
                i ->
                    Violation.of("invariant", "message \uD83D\uDE00 " + i)
                        .storeId("store-" + i)
                        .labels(i % 2 == 0 ? Map.of("team", "storage", "zone", "z" + i) : Map.of())
                        .metricSnapshot("{\"z\": " + i + ".50, \"a\": [1e2, null, \"\\\"\"]}")
                        .observedAt(Instant.parse("2026-01-24T23:08:17.123456Z").plusSeconds(i))
                        .build())
            .toList());
    source.diagnose(1, "cause");
    source.resolve(2);
    source.hold(3);
    source.hold(4);
    source.unhold(4);
    source.acknowledge(5);
    source.assign(5, "ann");
    source.reconcile(
        new CheckCycle(
            "monitor",
            Instant.parse("2026-01-25T12:00:00Z"),
            CycleScope.keys(List.of("invariant:store-5")).ofAnySource(),
            CycleOutcome.COMPLETE,
            List.of()));
    source.observe(
        Violation.of("invariant", "again")
            .storeId("store-5")
            .observedAt(Instant.parse("2026-01-25T13:00:00Z"))
            .observationId("id")
            .build());
    file.execute(
        "insert into absorbed_tickets values ("
            + ABSORBED
            + ", 1, 'invariant:store-0', '{}', '2026-01-25T13:00:00.000000Z')");
  }

  @AfterAll
  static void closeSource() {
    source.close();
  }

  @BeforeEach
  void openTarget() {
    database = server.createMigrated();
    target = database.store().open();
  }

  @AfterEach
  void closeTarget() {
    target.close();
  }

  private static List<Ticket> all(TicketStore store) {
    List<Ticket> tickets = new ArrayList<>();
    TicketQuery query = TicketQuery.builder().pageSize(1000).build();
    Page page = store.list(query);
    tickets.addAll(page.tickets());
    while (page.next() != null) {
      page = store.list(query.toBuilder().after(page.next()).build());
      tickets.addAll(page.tickets());
    }
    return tickets;
  }

  @Test
  void copiesEveryTicketThereAndBack() {
    List<Long> progress = new ArrayList<>();

    CopyReport there = StoreCopy.copy(source, target, progress::add);

    assertThat(there.copied()).isEqualTo(TICKETS);
    assertThat(progress).containsExactly(1000L, 2000L, 2500L);
    assertThat(target.count()).isEqualTo(source.count());
    try (TicketStore again = SqliteFile.createMigrated().store().open()) {
      CopyReport back = StoreCopy.copy(target, again, rows -> {});
      assertThat(back.checksum()).isEqualTo(there.checksum());
      assertThat(all(again))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("metricSnapshot")
          .isEqualTo(all(source));
    }
  }

  @Test
  void copiesWhatAnalyticsNeeds() {
    StoreCopy.copy(source, target, rows -> {});

    assertThat(target.find(1).orElseThrow())
        .extracting(Ticket::labels, Ticket::diagnosedAt)
        .containsExactly(
            Map.of("team", "storage", "zone", "z0"), source.find(1).orElseThrow().diagnosedAt())
        .doesNotContainNull();
    assertThat(target.find(2).orElseThrow())
        .extracting(Ticket::labels, Ticket::resolvedBy)
        .containsExactly(Map.of(), ResolvedBy.PERSON);
    assertThat(target.find(3).orElseThrow().heldSince())
        .isNotNull()
        .isEqualTo(source.find(3).orElseThrow().heldSince());
    assertThat(target.find(4).orElseThrow().timeOnHold())
        .isPositive()
        .isEqualTo(source.find(4).orElseThrow().timeOnHold());
    assertThat(target.find(5).orElseThrow())
        .extracting(Ticket::acknowledgedAt, Ticket::assignee)
        .containsExactly(source.find(5).orElseThrow().acknowledgedAt(), "ann")
        .doesNotContainNull();
    Ticket second = target.findUnresolved("invariant:store-5").orElseThrow();
    assertThat(second.episode()).isEqualTo(2);
    assertThat(second.occurrencesBefore()).isEqualTo(1);
    assertThat(target.find(Objects.requireNonNull(second.previousId())).orElseThrow())
        .extracting(Ticket::violationKey, Ticket::resolvedBy)
        .containsExactly("invariant:store-5", ResolvedBy.CYCLE);
  }

  @Test
  void newTicketsGetIdsAboveThoseThatWereCopiedOrAbsorbed() {
    StoreCopy.copy(source, target, rows -> {});

    assertThat(target.observe(Violation.of("new", "message").build()).ticket().id())
        .isEqualTo(ABSORBED + 1);
  }

  @Test
  void aCopyThatBrokeOffGoesOnWhereItEnded() {
    copyThousand();

    CopyReport rest = StoreCopy.copy(source, target, rows -> {});

    assertThat(rest.copied()).isEqualTo(TICKETS - 1000);
    assertThat(rest.tickets()).isEqualTo(TICKETS);
    assertThat(StoreCopy.copy(source, target, rows -> {}).copied()).isZero();
  }

  @Test
  void nothingIsWrittenToAStoreWithTicketsOfItsOwn() {
    target.observe(Violation.of("other", "message").build());

    assertThatThrownBy(() -> StoreCopy.copy(source, target, rows -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "expected an empty store or an earlier copy of the source, but it has 1 tickets,"
                + " and its tickets differ from the source; nothing was copied");
    assertThat(all(target)).hasSize(1);
  }

  /** Even if the newest ticket of both is the same. */
  @Test
  void nothingIsWrittenToACopyThatDiffersFurtherUp() {
    copyThousand();
    target.acknowledge(9);

    assertThatThrownBy(() -> StoreCopy.copy(source, target, rows -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("its tickets differ");
    assertThat(all(target)).hasSize(1000);
  }

  private void copyThousand() {
    assertThatThrownBy(
            () ->
                StoreCopy.copy(
                    source,
                    target,
                    rows -> {
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");
    assertThat(all(target)).hasSize(1000);
  }

  @Test
  void aTicketThatDiffersInTheTargetIsFoundOut() {
    StoreCopy.copy(source, target, rows -> {});
    target.acknowledge(9);

    assertThatThrownBy(() -> StoreCopy.copy(source, target, rows -> {}))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "history | update ticket_events set actor = 'other' where id = 1",
        "observation ids | update observation_ids set violation_key = 'other'",
        "check cycles | update check_cycles set late_count = 7",
        "absorbed tickets | update absorbed_tickets set violation_key = 'other'"
      })
  void aValueOfAnotherTableThatDiffersInTheTargetIsFoundOut(String named, String change) {
    StoreCopy.copy(source, target, rows -> {});
    database.execute(change);

    assertThatThrownBy(() -> StoreCopy.copy(source, target, rows -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("its " + named + " differ");
  }

  @Test
  void aWriteWhileItIsCopiedIsFoundOut() {
    assertThatThrownBy(
            () ->
                StoreCopy.copy(
                    source,
                    target,
                    rows -> {
                      if (rows == TICKETS) {
                        target.comment(1, "mine");
                      }
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("its history differ from the source after the copy");
  }

  @Test
  void anEmptyStoreCanBeCopied() {
    try (TicketStore empty = SqliteFile.createMigrated().store().open()) {
      assertThat(StoreCopy.copy(empty, target, rows -> {}).tickets()).isZero();
    }
    assertThat(target.observe(Violation.of("new", "message").build()).ticket().id()).isEqualTo(1);
  }
}
