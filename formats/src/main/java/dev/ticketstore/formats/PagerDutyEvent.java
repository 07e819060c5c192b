package dev.ticketstore.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Events API version 2 of PagerDuty. */
record PagerDutyEvent(AlertRules rules) implements JsonFeed.Format {

  private static final String TRIGGER = "trigger";
  private static final String ACKNOWLEDGE = "acknowledge";
  private static final String RESOLVE = "resolve";
  private static final List<String> ACTIONS = List.of(TRIGGER, ACKNOWLEDGE, RESOLVE);
  private static final List<String> LABELS =
      List.of("source", "component", "group", "class", "severity");

  @Override
  public void read(JsonNode document, FeedPosition at, JsonFeed.Items items) {
    items.add(at, () -> item(Fields.of(document), at));
  }

  private FeedItem item(Fields event, FeedPosition at) {
    String action = event.oneOf("event_action", ACTIONS);
    Optional<String> dedup = event.optionalText("dedup_key");
    if (dedup.isEmpty() && !action.equals(TRIGGER)) {
      throw new UnreadableException(
          "dedup_key: expected the key of the trigger, but it is missing");
    }
    // The routing key is a secret.
    event.drop("routing_key");
    Fields payload = event.fields("payload");
    Instant time = payload.instant("timestamp");
    Alert alert = alert(dedup, payload, at);
    event.optionalText("client").ifPresent(client -> alert.label("client", client));
    if (action.equals(RESOLVE)) {
      return alert.resolved(time);
    }
    if (action.equals(ACKNOWLEDGE)) {
      return alert.acknowledged(time, null, payload.optionalText("summary").orElse(null));
    }
    String summary = payload.text("summary");
    alert.metrics(payload.rest()).metrics(event.rest());
    return alert.firing(
        summary, time, time == null ? List.of() : List.of(time.toString(), summary));
  }

  /** Without a key of the sender's each event opens an incident; here, each source and class. */
  private Alert alert(Optional<String> dedup, Fields payload, FeedPosition at) {
    Map<String, String> labels = new TreeMap<>();
    LABELS.forEach(
        label -> payload.optionalText(label).ifPresent(value -> labels.put(label, value)));
    Alert alert = new Alert(rules, at, rules.format().literal()).labels(labels);
    if (dedup.isPresent()) {
      return alert.fixedStore(dedup.get());
    }
    Map<String, String> identifying = new TreeMap<>(labels);
    identifying.remove("severity");
    return alert.identifiedBy(identifying);
  }
}
