package dev.ticketstore.cli.output;

import dev.ticketstore.TicketEvent;
import org.jspecify.annotations.Nullable;

/** An event for people, on a line that needs no other one to be read. */
public final class EventLine {

  private static final String GAP = "  ";
  private static final String NOTHING = "-";

  private EventLine() {}

  /**
   * Such as {@code 2026-03-01T12:00:00Z 1 store_down status open -> acknowledged by alice: mine},
   * with the time at which it became true, and the time at which it was recorded if that is another
   * second.
   */
  public static String of(TicketEvent event) {
    StringBuilder line = new StringBuilder(TimeText.full(event.effectiveAt()));
    line.append(GAP).append(event.ticketId());
    line.append(GAP).append(event.violationKey());
    line.append(GAP).append(event.kind().literal());
    line.append(GAP).append(change(event.oldValue(), event.newValue()));
    if (event.actor() != null) {
      line.append(GAP).append("by ").append(event.actor());
    }
    if (event.note() != null) {
      line.append(": ").append(event.note());
    }
    String effective = TimeText.full(event.effectiveAt());
    String recorded = TimeText.full(event.recordedAt());
    if (!recorded.equals(effective)) {
      line.append(GAP).append("(recorded ").append(recorded).append(')');
    }
    return PrintableText.escape(line.toString());
  }

  private static String change(@Nullable String before, @Nullable String after) {
    String now = after == null ? NOTHING : after;
    return before == null ? now : before + " -> " + now;
  }
}
