package dev.ticketstore.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.BulkChange;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Violation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a format found in one alert, and the item that it becomes. All formats share its rules for
 * keys, labels, severities and observation ids.
 */
final class Alert {

  private static final int MAX_LABELS = 64;
  private static final int MAX_VALUE_CHARS = 1_024;

  /** Those that the store takes. */
  private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]{0,254}");

  private final AlertRules rules;
  private final FeedPosition position;
  private final String name;
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final ObjectNode unlabelled = Trees.object();
  private final ObjectNode metrics = Trees.object();
  private Map<String, String> identifying = Map.of();
  private @Nullable String store;
  private boolean storeIsFixed;

  Alert(AlertRules rules, FeedPosition position, String name) {
    this.rules = rules;
    this.position = position;
    this.name = name;
  }

  Alert label(String label, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      labels.put(label, value);
    }
    return this;
  }

  Alert labels(Map<String, String> all) {
    all.forEach(this::label);
    return this;
  }

  /** Labels that are no texts. */
  Alert otherLabels(ObjectNode all) {
    unlabelled.setAll(all);
    return this;
  }

  /** The labels that tell it from others of its name, unless the options choose some. */
  Alert identifiedBy(Map<String, String> some) {
    identifying = some;
    return this;
  }

  /** What tells it from others of its name, unless the options choose labels. */
  Alert store(String value) {
    store = LabelKey.storeId(value);
    return this;
  }

  /** The same whatever the options choose, as resolutions have no labels. */
  Alert fixedStore(String value) {
    storeIsFixed = true;
    return store(value);
  }

  /** A measured value, or one that no label can have; nothing if it is missing or empty. */
  Alert metric(String field, @Nullable JsonNode value) {
    if (value != null && !value.isNull() && !(value.isContainerNode() && value.isEmpty())) {
      metrics.set(field, value);
    }
    return this;
  }

  Alert metrics(ObjectNode all) {
    all.properties().forEach(each -> metric(each.getKey(), each.getValue()));
    return this;
  }

  /**
   * The alert fires.
   *
   * @param message for people; a blank one is replaced
   * @param at since when; null if it is unknown
   * @param identity what no other observation of its key has; empty if nothing tells them apart
   */
  FeedItem firing(String message, @Nullable Instant at, List<String> identity) {
    Violation.Builder violation = violation(message, at);
    if (!identity.isEmpty()) {
      String key = violation.build().violationKey();
      violation.observationId(rules.observationId(key, identity));
    }
    return new FeedItem.Firing(position, violation.build());
  }

  FeedItem resolved(@Nullable Instant at) {
    return resolved(position, key(), at);
  }

  /** The ticket of a key is over. */
  static FeedItem resolved(FeedPosition position, String key, @Nullable Instant at) {
    CycleScope.keys(List.of(key)); // refuses what is no key
    return new FeedItem.Resolved(position, key, at);
  }

  FeedItem acknowledged(@Nullable Instant at, @Nullable String by, @Nullable String note) {
    return acknowledged(position, key(), at, by, note);
  }

  /** A person looks after the ticket of a key. */
  static FeedItem acknowledged(
      FeedPosition position,
      String key,
      @Nullable Instant at,
      @Nullable String by,
      @Nullable String note) {
    CycleScope.keys(List.of(key)); // refuses what is no key
    new BulkChange(BulkChange.Step.ACKNOWLEDGE, by, note); // and what is no actor or note
    return new FeedItem.Acknowledged(position, key, at, by, note);
  }

  private String key() {
    return Violation.of(LabelKey.invariantName(name), name)
        .storeId(storeId())
        .build()
        .violationKey();
  }

  private @Nullable String storeId() {
    if (!storeIsFixed && !rules.options().keyLabels().isEmpty()) {
      return LabelKey.storeId(labels, rules.options().keyLabels());
    }
    return store == null ? LabelKey.storeId(identifying) : store;
  }

  private Violation.Builder violation(String message, @Nullable Instant at) {
    Map<String, String> kept = new TreeMap<>();
    ObjectNode others = unlabelled.deepCopy();
    labels.forEach(
        (label, value) -> {
          if (kept.size() < MAX_LABELS
              && value.length() <= MAX_VALUE_CHARS
              && LABEL_NAME.matcher(label).matches()) {
            kept.put(label, value);
          } else {
            others.put(label, value);
          }
        });
    metric("labels", others);
    return Violation.of(LabelKey.invariantName(name), Texts.cut(message.isBlank() ? name : message))
        .storeId(storeId())
        .severity(rules.severity(labels.get(rules.options().severityLabel())))
        .labels(kept)
        .metricSnapshot(metrics.isEmpty() ? null : Trees.text(metrics))
        .observedAt(at);
  }
}
