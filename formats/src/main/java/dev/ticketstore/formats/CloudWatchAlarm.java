package dev.ticketstore.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Alarms of CloudWatch. SNS sends the JSON of an alarm as a text within its own JSON, and so do
 * queues and functions that pass it on; an endpoint with raw delivery gets the alarm itself.
 */
record CloudWatchAlarm(AlertRules rules) implements JsonFeed.Format {

  private static final String ALARM = "ALARM";
  private static final String OK = "OK";
  private static final String INSUFFICIENT_DATA = "INSUFFICIENT_DATA";
  private static final List<String> STATES = List.of(ALARM, OK, INSUFFICIENT_DATA);
  private static final String NAME = "AlarmName";
  private static final String TYPE = "Type";
  private static final int REGION_OF_ARN = 3;

  @Override
  public void read(JsonNode document, FeedPosition at, JsonFeed.Items items) {
    JsonNode records = document.path("Records");
    if (records.isArray()) {
      for (int i = 0; i < records.size(); i++) {
        JsonNode each = records.get(i);
        FeedPosition position = at.at("Records[" + i + "]");
        items.add(position, () -> unwrapped(each, position));
      }
    } else {
      items.add(at, () -> unwrapped(document, at));
    }
  }

  /** The item within whatever a service has put around it. */
  private FeedItem unwrapped(JsonNode document, FeedPosition at) {
    if (document.has(NAME)) {
      return item(Fields.of(document), at);
    }
    if (document.path("Sns").isObject()) {
      return unwrapped(document.get("Sns"), at);
    }
    for (String field : List.of("body", "Message")) {
      JsonNode text = document.path(field);
      if (text.isTextual() && isNotification(document)) {
        return inner(field, text.textValue(), at);
      }
    }
    if (document.path(TYPE).asText().endsWith("Confirmation")) {
      return new FeedItem.Ignored(
          at, "a request to confirm the subscription: open its SubscribeURL once");
    }
    throw new UnreadableException(
        "expected an alarm with "
            + NAME
            + ", or a message of SNS with one, not "
            + Texts.quote(document.toString()));
  }

  private static boolean isNotification(JsonNode document) {
    return document.path(TYPE).asText("Notification").equals("Notification");
  }

  private FeedItem inner(String field, String text, FeedPosition at) {
    JsonNode value = Trees.parse(field, text);
    if (!value.isObject()) {
      throw new UnreadableException(
          field + ": expected the JSON of an alarm, not " + Texts.quote(text));
    }
    return unwrapped(value, at);
  }

  private FeedItem item(Fields alarm, FeedPosition at) {
    String name = alarm.text(NAME);
    String state = alarm.oneOf("NewStateValue", STATES);
    if (state.equals(INSUFFICIENT_DATA)) {
      return new FeedItem.Ignored(at, "INSUFFICIENT_DATA neither fires nor resolves");
    }
    Instant changed = alarm.instant("StateChangeTime");
    Optional<String> arn = alarm.optionalText("AlarmArn");
    Map<String, String> where = new TreeMap<>();
    alarm.optionalText("AWSAccountId").ifPresent(account -> where.put("account", account));
    Optional<String> region = alarm.optionalText("Region");
    arn.flatMap(CloudWatchAlarm::region)
        .or(() -> region)
        .ifPresent(found -> where.put("region", found));
    Alert alert = new Alert(rules, at, name).labels(where).identifiedBy(where);
    Fields trigger = alarm.fields("Trigger");
    trigger.optionalText("MetricName").ifPresent(metric -> alert.label("metric", metric));
    trigger.optionalText("Namespace").ifPresent(space -> alert.label("namespace", space));
    dimensions(trigger, alert);
    if (state.equals(OK)) {
      return alert.resolved(changed);
    }
    String description = alarm.optionalText("AlarmDescription").orElse("");
    String reason = alarm.optionalText("NewStateReason").orElse("");
    arn.ifPresent(id -> alert.metric(NAME.replace("Name", "Arn"), Trees.textNode(id)));
    region.ifPresent(text -> alert.metric("Region", Trees.textNode(text)));
    alert.metric("Trigger", trigger.rest()).metrics(alarm.rest());
    return alert.firing(
        Stream.of(description, reason)
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining(": ")),
        changed,
        changed == null ? List.of() : List.of(arn.orElse(name), changed.toString()));
  }

  /** The dimensions by name, as labels; what is not one stays as it is. */
  private static void dimensions(Fields trigger, Alert alert) {
    JsonNode dimensions = trigger.take("Dimensions");
    ObjectNode others = Trees.object();
    if (dimensions != null && dimensions.isArray()) {
      for (JsonNode each : dimensions) {
        String name = each.path("name").asText(each.path("Name").asText());
        alert.label("dimension." + name, each.path("value").asText(each.path("Value").asText()));
      }
    } else if (dimensions != null) {
      others.set("Dimensions", dimensions);
    }
    alert.metrics(others);
  }

  /** Such as eu-west-1 of arn:aws:cloudwatch:eu-west-1:123456789012:alarm:NAME. */
  private static Optional<String> region(String arn) {
    String[] parts = arn.split(":", -1);
    return parts.length > REGION_OF_ARN && !parts[REGION_OF_ARN].isBlank()
        ? Optional.of(parts[REGION_OF_ARN])
        : Optional.empty();
  }
}
