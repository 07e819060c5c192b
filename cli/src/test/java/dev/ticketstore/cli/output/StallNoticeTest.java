package dev.ticketstore.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.FeedLag;
import dev.ticketstore.FeedLag.OpenWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a stall of the change feed is told, and in which words. */
class StallNoticeTest {

  private static final Instant SINCE = Instant.parse("2026-01-24T23:08:17.123456Z");
  private static final FeedLag QUIET = new FeedLag(0, 0, null);

  private final StallNotice notice = new StallNotice();

  private static FeedLag stalled(long heldBack, OpenWriter writer) {
    return new FeedLag(0, heldBack, writer);
  }

  @Test
  void namesTheTransaction() {
    assertThat(notice.afterQuiet(stalled(2, new OpenWriter(4711, "psql", SINCE))))
        .hasValue(
            "2 events wait for the commit or rollback of an open transaction"
                + " (process 4711, application psql, since 2026-01-24T23:08:17Z)");
  }

  @Test
  void leavesOutWhatTheDatabaseUserMayNotSee() {
    assertThat(notice.afterQuiet(stalled(1, new OpenWriter(4711, null, null))))
        .hasValue("1 event waits for the commit or rollback of an open transaction (process 4711)");
  }

  @Test
  void leavesOutAnEmptyNameAndSaysPrepared() {
    assertThat(notice.afterQuiet(stalled(1, new OpenWriter(null, "", null))))
        .hasValue("1 event waits for the commit or rollback of an open transaction (prepared)");
  }

  @Test
  void escapesTheNameThatAConnectionGave() {
    assertThat(notice.afterQuiet(stalled(1, new OpenWriter(1, "a\u001b[2J", null))))
        .get()
        .asString()
        .doesNotContain("\u001b");
  }

  @Test
  void saysNothingWhileNothingHappens() {
    assertThat(notice.afterQuiet(QUIET)).isEmpty();
    assertThat(notice.afterQuiet(new FeedLag(0, 0, new OpenWriter(1, "psql", SINCE)))).isEmpty();
  }

  @Test
  void saysEachStallOnce() {
    FeedLag stall = stalled(1, new OpenWriter(1, "psql", SINCE));
    assertThat(notice.afterQuiet(stall)).isPresent();
    assertThat(notice.afterQuiet(stall)).isEmpty();

    notice.eventsCame();
    assertThat(notice.afterQuiet(stall)).isPresent();

    assertThat(notice.afterQuiet(QUIET)).isEmpty();
    assertThat(notice.afterQuiet(stall)).isPresent();
  }
}
