package dev.ticketstore.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The webhook of Alertmanager, version 4, and that of Grafana, which has more fields. */
record AlertmanagerWebhook(AlertRules rules) implements JsonFeed.Format {

  private static final String NAME = "alertname";
  private static final String FIRING = "firing";
  private static final String RESOLVED = "resolved";
  private static final List<String> STATUSES = List.of(FIRING, RESOLVED);

  /** Fields that are addresses, and what they lead to. */
  private static final Map<String, String> LINKS =
      Map.of(
          "generatorURL", "rule",
          "dashboardURL", "dashboard",
          "panelURL", "panel",
          "silenceURL", "silence",
          "imageURL", "image");

  /** Annotations that are addresses, by custom. */
  private static final Map<String, String> ANNOTATED_LINKS =
      Map.of("runbook_url", "runbook", "runbook", "runbook", "dashboard_url", "dashboard");

  @Override
  public void read(JsonNode document, FeedPosition at, JsonFeed.Items items) {
    Fields fields = Fields.of(document);
    Optional<String> version = fields.optionalText("version");
    if (rules.format() == FeedFormat.ALERTMANAGER && !version.orElse("4").equals("4")) {
      throw new UnreadableException(
          "version: expected 4, not " + Texts.quote(version.get()) + "; grafana is another format");
    }
    JsonNode alerts = fields.array("alerts");
    String status = fields.optionalText("status").orElse("");
    JsonNode left = fields.take("truncatedAlerts");
    // Each alert has the common labels and annotations, and the message repeats them all.
    fields.drop("commonLabels", "commonAnnotations", "message");
    ObjectNode group = fields.rest();
    for (int i = 0; i < alerts.size(); i++) {
      JsonNode alert = alerts.get(i);
      FeedPosition position = at.at("alerts[" + i + "]");
      items.add(position, () -> item(Fields.of(alert), status, group, position));
    }
    if (left != null && left.asLong() > 0) {
      items.add(
          at,
          () -> {
            throw new UnreadableException(
                "truncatedAlerts: the sender left out "
                    + left.asLong()
                    + " alerts; raise max_alerts of its webhook");
          });
    }
  }

  private FeedItem item(Fields fields, String ofGroup, ObjectNode group, FeedPosition position) {
    String status =
        Fields.checked("status", fields.optionalText("status").orElse(ofGroup), STATUSES);
    Instant startsAt = fields.instant("startsAt");
    Instant endsAt = fields.instant("endsAt");
    Fields labelFields = fields.fields("labels");
    Map<String, String> labels = labelFields.texts();
    String name = labels.getOrDefault(NAME, "");
    Map<String, String> others = new TreeMap<>(labels);
    others.remove(NAME);
    others.values().removeIf(String::isEmpty); // to Prometheus it is none
    Alert alert =
        new Alert(rules, position, name.isBlank() ? rules.format().literal() : name)
            .labels(labels)
            .identifiedBy(others);
    if (status.equals(RESOLVED)) {
      return alert.resolved(endsAt);
    }
    Fields annotations = fields.fields("annotations");
    ObjectNode links = links(fields, annotations.rest());
    Optional<String> fingerprint = fields.optionalText("fingerprint");
    alert
        .otherLabels(labelFields.rest())
        .metric("annotations", annotations.rest())
        .metric("links", links)
        .metric("fingerprint", fingerprint.map(Trees::textNode).orElse(null))
        .metrics(fields.rest())
        .metric("group", group);
    String which = fingerprint.orElseGet(() -> labels.toString());
    return alert.firing(message(annotations.rest()), startsAt, identity(which, startsAt));
  }

  /** Of an alert that began at the same time again it is the same, whenever it is sent. */
  private static List<String> identity(String fingerprint, @Nullable Instant startsAt) {
    return startsAt == null ? List.of() : List.of(fingerprint, startsAt.toString());
  }

  private static ObjectNode links(Fields alert, ObjectNode annotations) {
    ObjectNode links = Trees.object();
    ANNOTATED_LINKS.forEach(
        (field, link) -> {
          if (annotations.path(field).isTextual()) {
            links.set(link, annotations.get(field));
          }
        });
    LINKS.forEach(
        (field, link) -> alert.optionalText(field).ifPresent(url -> links.put(link, url)));
    return links;
  }

  private static String message(ObjectNode annotations) {
    return Stream.of("summary", "description", "message", "title")
        .map(field -> annotations.path(field).asText())
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse("");
  }
}
