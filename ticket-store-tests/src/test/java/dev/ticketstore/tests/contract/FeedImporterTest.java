package dev.ticketstore.tests.contract;

import static dev.ticketstore.formats.FeedOutcome.ACKNOWLEDGED;
import static dev.ticketstore.formats.FeedOutcome.CREATED;
import static dev.ticketstore.formats.FeedOutcome.DUPLICATE;
import static dev.ticketstore.formats.FeedOutcome.IGNORED;
import static dev.ticketstore.formats.FeedOutcome.KEPT;
import static dev.ticketstore.formats.FeedOutcome.LATE;
import static dev.ticketstore.formats.FeedOutcome.REPEATED;
import static dev.ticketstore.formats.FeedOutcome.RESOLVED;
import static dev.ticketstore.formats.FeedOutcome.UNCHANGED;
import static dev.ticketstore.formats.FeedOutcome.UNMATCHED;
import static dev.ticketstore.formats.FeedOutcome.UNREADABLE;
import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.StoreClosedException;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.formats.FeedFormat;
import dev.ticketstore.formats.FeedImporter;
import dev.ticketstore.formats.FeedItem;
import dev.ticketstore.formats.FeedOutcome;
import dev.ticketstore.formats.FeedPosition;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.TicketStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the items of a feed do to the tickets of a store. */
class FeedImporterTest extends TicketStoreContract {

  private static final String KEY = "store_down:a";
  private static final FeedPosition HERE = new FeedPosition(1, "");

  private static FeedItem firing(String store, Instant at, @Nullable String id) {
    return new FeedItem.Firing(
        HERE,
        Violation.of("store_down", "silent")
            .storeId(store)
            .observedAt(at)
            .observationId(id)
            .build());
  }

  private static FeedItem resolved(@Nullable Instant at) {
    return new FeedItem.Resolved(HERE, KEY, at);
  }

  private static FeedItem acknowledged(@Nullable Instant at) {
    return new FeedItem.Acknowledged(HERE, KEY, at, "alice", "on it");
  }

  /** Applies items in one run; the outcomes that some item had. */
  private Map<FeedOutcome, Long> apply(FeedItem... items) {
    FeedImporter importer = new FeedImporter(store, "feed", clock);
    List.of(items).forEach(importer::add);
    importer.flush();
    return some(importer.counts());
  }

  private static Map<FeedOutcome, Long> some(Map<FeedOutcome, Long> counts) {
    Map<FeedOutcome, Long> some = new TreeMap<>(counts);
    some.values().removeIf(count -> count == 0);
    return some;
  }

  private Ticket unresolved() {
    return store.findUnresolved(KEY).orElseThrow();
  }

  private List<Ticket> all() {
    return store.list(TicketQuery.all()).tickets();
  }

  @Test
  void episodesOfTheFeedAreEpisodesOfTheStore() {
    assertThat(
            apply(
                firing("a", NOW.minusSeconds(90), null),
                firing("a", NOW.minusSeconds(80), null),
                firing("b", NOW.minusSeconds(80), null),
                resolved(NOW.minusSeconds(70)),
                firing("a", NOW.minusSeconds(60), null),
                resolved(NOW.minusSeconds(50)),
                resolved(NOW.minusSeconds(40)),
                firing("a", NOW.minusSeconds(30), null)))
        .isEqualTo(Map.of(CREATED, 4L, REPEATED, 1L, RESOLVED, 2L, UNMATCHED, 1L));
    assertThat(all())
        .extracting(Ticket::violationKey, Ticket::status, Ticket::resolvedAt, Ticket::resolvedBy)
        .containsExactly(
            tuple(KEY, TicketStatus.OPEN, null, null),
            tuple(KEY, TicketStatus.RESOLVED, NOW.minusSeconds(50), ResolvedBy.CYCLE),
            tuple("store_down:b", TicketStatus.OPEN, null, null),
            tuple(KEY, TicketStatus.RESOLVED, NOW.minusSeconds(70), ResolvedBy.CYCLE));
    assertThat(unresolved().source()).isEqualTo("feed");
    assertThat(unresolved().batchKey()).startsWith("import-").doesNotContain("#");
  }

  @Test
  void whatIsSentAgainChangesNothing() {
    FeedItem[] feed = {
      firing("a", NOW.minusSeconds(90), "1"),
      resolved(NOW.minusSeconds(70)),
      firing("a", NOW.minusSeconds(60), "2"),
      acknowledged(NOW.minusSeconds(50))
    };
    apply(feed);
    List<Ticket> before = all();

    assertThat(apply(feed)).isEqualTo(Map.of(DUPLICATE, 2L, UNMATCHED, 1L, UNCHANGED, 1L));
    assertThat(all()).isEqualTo(before);
  }

  @Test
  void alertFromBeforeTheLastResolutionIsLate() {
    apply(firing("a", NOW.minusSeconds(90), "1"), resolved(NOW.minusSeconds(70)));

    assertThat(apply(firing("a", NOW.minusSeconds(80), "2"))).isEqualTo(Map.of(LATE, 1L));
  }

  @Test
  void itemsWithoutATimeAreOfNow() {
    assertThat(
            apply(
                new FeedItem.Firing(HERE, Violation.of("store_down", "m").storeId("a").build()),
                acknowledged(null),
                resolved(null)))
        .isEqualTo(Map.of(CREATED, 1L, ACKNOWLEDGED, 1L, RESOLVED, 1L));
    assertThat(all().get(0))
        .extracting(Ticket::firstSeenAt, Ticket::acknowledgedAt, Ticket::resolvedAt)
        .containsExactly(NOW, NOW, NOW);
  }

  @Test
  void timesAheadOfTheClockCountAsNow() {
    Map<FeedOutcome, Long> counts =
        apply(firing("a", NOW.plusSeconds(86_400), null), resolved(NOW.plusSeconds(90_000)));

    assertThat(counts).as("%s", all()).isEqualTo(Map.of(CREATED, 1L, RESOLVED, 1L));
    assertThat(all().get(0))
        .extracting(Ticket::firstSeenAt, Ticket::resolvedAt)
        .containsExactly(NOW, NOW);
  }

  @Test
  void resolutionKeepsATicketThatIsHeldOrWasSeenLater() {
    apply(firing("a", NOW.minusSeconds(60), null));

    assertThat(apply(resolved(NOW.minusSeconds(61)))).isEqualTo(Map.of(UNMATCHED, 1L));
    apply(firing("a", NOW.minusSeconds(30), null));
    assertThat(apply(resolved(NOW.minusSeconds(31)))).isEqualTo(Map.of(KEPT, 1L));
    store.hold(unresolved().id());
    assertThat(apply(resolved(NOW))).isEqualTo(Map.of(KEPT, 1L));
    store.unhold(unresolved().id());
    assertThat(apply(resolved(NOW))).isEqualTo(Map.of(RESOLVED, 1L));
  }

  @Test
  void cyclesOfOtherSourcesLeaveTheTicketsOfAFeedAlone() {
    apply(firing("a", NOW.minusSeconds(60), null));

    store.reconcile(
        new CheckCycle("monitor", NOW, CycleScope.everything(), CycleOutcome.COMPLETE, List.of()));

    assertThat(unresolved().status()).isEqualTo(TicketStatus.OPEN);
  }

  @Test
  void ticketOfAnotherSourceIsKept() {
    store.reconcile(
        new CheckCycle(
            "monitor",
            NOW.minusSeconds(60),
            CycleScope.everything(),
            CycleOutcome.COMPLETE,
            List.of(Violation.of("store_down", "m").storeId("a").build())));

    assertThat(apply(resolved(NOW))).isEqualTo(Map.of(KEPT, 1L));
  }

  @Test
  void acknowledgementHasItsAuthorAndTimeAndNeedsATicketOfThatTime() {
    apply(firing("a", NOW.minusSeconds(60), null));

    assertThat(apply(acknowledged(NOW.minusSeconds(61)))).isEqualTo(Map.of(UNMATCHED, 1L));
    assertThat(apply(acknowledged(NOW.minusSeconds(50)))).isEqualTo(Map.of(ACKNOWLEDGED, 1L));
    assertThat(store.history(unresolved().id()))
        .last()
        .extracting(TicketEvent::actor, TicketEvent::note, TicketEvent::effectiveAt)
        .containsExactly("alice", "on it", NOW.minusSeconds(50));
    store.diagnose(unresolved().id(), "disk full");
    assertThat(apply(acknowledged(null))).isEqualTo(Map.of(UNCHANGED, 1L));
    assertThat(apply(resolved(NOW), acknowledged(null)))
        .isEqualTo(Map.of(RESOLVED, 1L, UNMATCHED, 1L));
  }

  @Test
  void resolutionsWithoutATicketWriteNothing() {
    assertThat(apply(resolved(NOW), resolved(null), acknowledged(NOW)))
        .isEqualTo(Map.of(UNMATCHED, 3L));
    assertThat(store.<Integer>read(dsl -> dsl.fetchCount(CHECK_CYCLES))).isZero();
  }

  @Test
  void failureKeepsTheItemsForAnotherAttempt() {
    FeedImporter importer = new FeedImporter(store, "feed", clock);
    importer.add(firing("a", NOW.minusSeconds(60), null));
    store.close();

    assertThatThrownBy(importer::flush).isInstanceOf(StoreClosedException.class);
    assertThat(some(importer.counts())).isEmpty();
  }

  @Test
  void largeFeedIsAppliedInParts() {
    FeedItem[] items = new FeedItem[1_300];
    for (int i = 0; i < items.length; i++) {
      items[i] = firing("s" + i % 700, NOW.minusSeconds(2_000 - i), "" + i);
    }

    assertThat(apply(items)).isEqualTo(Map.of(CREATED, 700L, REPEATED, 600L));
    assertThat(apply(items)).isEqualTo(Map.of(DUPLICATE, 1_300L));
  }

  @Test
  void readerIsAppliedToItsEnd() throws IOException {
    String feed =
        "{\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"store_down\"},"
            + "\"startsAt\":\"2026-01-24T23:00:00Z\"},{\"status\":\"x\"}]}\n"
            + "{\"alerts\":[{\"status\":\"resolved\",\"labels\":{\"alertname\":\"store_down\"},"
            + "\"endsAt\":\"2026-01-24T23:05:00Z\"}]}\n";

    Map<FeedOutcome, Long> counts =
        new FeedImporter(store, "feed", clock)
            .addAll(
                FeedFormat.named("alertmanager")
                    .read(new ByteArrayInputStream(feed.getBytes(StandardCharsets.UTF_8))));

    assertThat(some(counts)).isEqualTo(Map.of(CREATED, 1L, UNREADABLE, 1L, RESOLVED, 1L));
    assertThat(counts).containsEntry(IGNORED, 0L);
    assertThat(all().get(0).resolvedAt()).isEqualTo("2026-01-24T23:05:00Z");
  }
}
