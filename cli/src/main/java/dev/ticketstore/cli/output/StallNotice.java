package dev.ticketstore.cli.output;

import dev.ticketstore.FeedLag;
import dev.ticketstore.FeedLag.OpenWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what the change feed waits for, once for each stall. */
public final class StallNotice {

  private boolean told;

  /** Events came, so that the next stall is another one. */
  public void eventsCame() {
    told = false;
  }

  /** A sentence about a stall that was not told before, after a wait without events. */
  public Optional<String> afterQuiet(FeedLag lag) {
    boolean before = told;
    told = lag.isStalled();
    return told && !before ? Optional.of(sentence(lag)) : Optional.empty();
  }

  private static String sentence(FeedLag lag) {
    String events = lag.heldBack() == 1 ? "1 event waits" : lag.heldBack() + " events wait";
    return PrintableText.escape(
        events + " for the commit or rollback of an open transaction" + description(lag.writer()));
  }

  private static String description(@Nullable OpenWriter writer) {
    if (writer == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(" (");
    text.append(writer.pid() == null ? "prepared" : "process " + writer.pid());
    if (writer.application() != null && !writer.application().isEmpty()) {
      text.append(", application ").append(writer.application());
    }
    if (writer.since() != null) {
      text.append(", since ").append(TimeText.full(writer.since()));
    }
    return text.append(')').toString();
  }
}
