package dev.ticketstore.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.Violation;
import dev.ticketstore.formats.FeedItem;
import org.jspecify.annotations.Nullable;

/** An item of a feed, as a dry run shows it. */
public final class FeedItemLine {

  private static final String KIND = "kind";
  private static final String KEY = "violation_key";
  private static final String AT = "at";
  private static final String REASON = "reason";

  private FeedItemLine() {}

  /** The item as JSON. */
  public static ObjectNode json(FeedItem item) {
    ObjectNode json = Json.object();
    if (item instanceof FeedItem.Firing firing) {
      Violation violation = firing.violation();
      json.put(KIND, "firing")
          .put(KEY, violation.violationKey())
          .put(AT, text(violation.observedAt()))
          .put("severity", violation.severity().literal())
          .put("message", violation.message());
    } else if (item instanceof FeedItem.Resolved resolved) {
      json.put(KIND, "resolved")
          .put(KEY, resolved.violationKey())
          .put(AT, text(resolved.resolvedAt()));
    } else if (item instanceof FeedItem.Acknowledged acknowledged) {
      json.put(KIND, "acknowledged")
          .put(KEY, acknowledged.violationKey())
          .put(AT, text(acknowledged.acknowledgedAt()))
          .put("actor", acknowledged.by())
          .put("note", acknowledged.note());
    } else if (item instanceof FeedItem.Ignored ignored) {
      json.put(KIND, "ignored").put(REASON, ignored.reason());
    } else if (item instanceof FeedItem.Unreadable unreadable) {
      json.put(KIND, "unreadable").put(REASON, unreadable.reason());
    }
    return json.put("position", item.position().toString());
  }

  /** Such as {@code firing store_down:tikv-3 critical no heartbeat}. */
  public static String of(FeedItem item) {
    ObjectNode json = json(item);
    StringBuilder line = new StringBuilder(json.path(KIND).textValue());
    for (String field : new String[] {KEY, "severity", "actor", "message", "note", REASON}) {
      if (json.hasNonNull(field)) {
        line.append("  ").append(json.path(field).textValue());
      }
    }
    return PrintableText.escape(line.toString());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
