package dev.ticketstore.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.Violation;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0 as structured JSON. A batch is an array of them. */
record CloudEvent(AlertRules rules) implements JsonFeed.Format {

  /** The type of an event whose data is a line of {@code tickets watch --json}. */
  private static final String TICKET_EVENT = "dev.ticketstore.event";

  /** The type of an event whose data is a violation as {@code tickets replay} reads it. */
  private static final String VIOLATION = "dev.ticketstore.violation";

  private static final String RESOLVED = "resolved";
  private static final String ACKNOWLEDGED = "acknowledged";

  @Override
  public void read(JsonNode document, FeedPosition at, JsonFeed.Items items) {
    items.add(at, () -> item(Fields.of(document), at));
  }

  private FeedItem item(Fields event, FeedPosition at) {
    event.oneOf("specversion", List.of("1.0"));
    Origin origin = new Origin(at, event.text("source"), event.text("id"), event.instant("time"));
    String type = event.text("type");
    return switch (type) {
      case TICKET_EVENT -> ticketEvent(event.fields("data"), origin);
      case VIOLATION -> violation(event.fields("data"), origin);
      default -> other(type, event, origin);
    };
  }

  /** Where an event comes from; source and id are the same when it is sent again. */
  private record Origin(FeedPosition position, String source, String id, @Nullable Instant time) {

    @Nullable Instant or(@Nullable Instant given) {
      return given == null ? time : given;
    }
  }

  private FeedItem ticketEvent(Fields data, Origin origin) {
    String key = data.text("violation_key");
    String kind = data.text("kind");
    String value = data.optionalText("new_value").orElse("");
    Instant time = origin.or(data.instant("effective_at"));
    if (kind.equals(EventKind.OPENED.literal())) {
      int colon = key.indexOf(':');
      return firing(
          Violation.of(colon < 0 ? key : key.substring(0, colon), key)
              .storeId(colon < 0 ? null : key.substring(colon + 1))
              .severity(rules.severity(null))
              .observedAt(time),
          key,
          origin);
    }
    boolean status = kind.equals(EventKind.STATUS.literal());
    if (status && value.equals(TicketStatus.RESOLVED.literal())) {
      return Alert.resolved(origin.position(), key, time);
    }
    if (status && value.equals(TicketStatus.ACKNOWLEDGED.literal())) {
      return acknowledged(key, time, data, origin);
    }
    return new FeedItem.Ignored(
        origin.position(), "a change other than opened, acknowledged and resolved");
  }

  private FeedItem violation(Fields data, Origin origin) {
    String status = data.optionalText("status").orElse("");
    String invariant = data.text("invariant_name");
    String store = data.optionalText("store_id").orElse(null);
    String key = store == null ? invariant : invariant + ":" + store;
    Instant time = origin.or(data.instant("observed_at"));
    if (status.equals(RESOLVED)) {
      return Alert.resolved(origin.position(), key, time);
    }
    if (status.equals(ACKNOWLEDGED)) {
      return acknowledged(key, time, data, origin);
    }
    String message = data.text("message");
    String severity = data.optionalText("severity").orElse(null);
    String id = data.optionalText("observation_id").orElse(null);
    Fields labels = data.fields("labels");
    Map<String, String> texts = labels.texts();
    ObjectNode metrics = data.fields("metric_snapshot").rest();
    metrics.setAll(labels.rest());
    metrics.setAll(data.rest());
    return firing(
        Violation.of(invariant, message)
            .storeId(store)
            .severity(rules.severity(severity))
            .labels(texts)
            .metricSnapshot(metrics.isEmpty() ? null : Trees.text(metrics))
            .observedAt(time)
            .observationId(id),
        key,
        origin);
  }

  private FeedItem firing(Violation.Builder violation, String key, Origin origin) {
    String id = rules.observationId(key, List.of(origin.source(), origin.id()));
    if (violation.build().observationId() == null) {
      violation.observationId(id);
    }
    return new FeedItem.Firing(origin.position(), violation.build());
  }

  private static FeedItem acknowledged(
      String key, @Nullable Instant time, Fields data, Origin origin) {
    return Alert.acknowledged(
        origin.position(),
        key,
        time,
        data.optionalText("actor").orElse(null),
        data.optionalText("note").orElse(null));
  }

  /** The event of another program, whose type is what failed. */
  private FeedItem other(String type, Fields event, Origin origin) {
    JsonNode data = event.take("data");
    Map<String, String> where = new TreeMap<>(Map.of("source", origin.source()));
    event.optionalText("subject").ifPresent(subject -> where.put("subject", subject));
    event.drop("datacontenttype");
    ObjectNode whole = Trees.object();
    for (String field : List.of("data_base64", "dataschema")) {
      event.optionalText(field).ifPresent(text -> whole.put(field, text));
    }
    ObjectNode content = data instanceof ObjectNode object ? object : Trees.object();
    Alert alert =
        new Alert(rules, origin.position(), type)
            .labels(where)
            .identifiedBy(where)
            .labels(event.texts())
            .label("severity", text(content, "severity").orElse(null))
            .metric("data", data)
            .metrics(whole)
            .metrics(event.rest());
    return switch (text(content, "status").orElse("")) {
      case RESOLVED -> alert.resolved(origin.time());
      case ACKNOWLEDGED ->
          alert.acknowledged(origin.time(), text(content, "actor").orElse(null), null);
      default -> alert.firing(message(content), origin.time(), List.of(origin.id()));
    };
  }

  private static String message(ObjectNode data) {
    return Stream.of("message", "summary", "description", "title")
        .flatMap(field -> text(data, field).stream())
        .findFirst()
        .orElse("");
  }

  private static Optional<String> text(ObjectNode data, String field) {
    return Optional.of(data.path(field).asText()).filter(text -> !text.isBlank());
  }
}
