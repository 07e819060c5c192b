package dev.ticketstore.formats;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.model.Severity;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How alerts become violations. {@link #defaults()} is right for most.
 *
 * @param source the name of the sender, of at most 255 characters, which is part of the observation
 *     ids; null for the name of the format
 * @param keyLabels the labels that become the store of the key; empty for those that identify an
 *     alert in its format
 * @param severityLabel the label that has the severity
 * @param severities severities by the value of that label, in lower case; values that it lacks have
 *     the usual meaning, such as {@code page} for critical
 * @param defaultSeverity for an alert without that label, or with a value of no known meaning
 * @param softStates whether soft states of Nagios and Icinga count, which may pass by themselves
 */
public record FeedOptions(
    @Nullable String source,
    List<String> keyLabels,
    String severityLabel,
    Map<String, Severity> severities,
    Severity defaultSeverity,
    boolean softStates) {

  private static final int MAX_SOURCE_CHARS = 255;

  private static final FeedOptions DEFAULTS =
      new FeedOptions(null, List.of(), "severity", Map.of(), Severity.WARNING, false);

  /**
   * Checks and copies.
   *
   * @throws InvalidInputException for a blank or too long source, or a blank label
   */
  public FeedOptions {
    if (source != null && (source.isBlank() || source.length() > MAX_SOURCE_CHARS)) {
      throw new InvalidInputException(
          "source", "expected a name of 1 to " + MAX_SOURCE_CHARS + " characters, not " + source);
    }
    keyLabels = List.copyOf(keyLabels);
    keyLabels.forEach(label -> notBlank("keyLabels", label));
    notBlank("severityLabel", severityLabel);
    Map<String, Severity> lower = new TreeMap<>();
    severities.forEach((value, severity) -> lower.put(value.toLowerCase(Locale.ROOT), severity));
    severities = Collections.unmodifiableMap(lower);
  }

  private static void notBlank(String field, String label) {
    if (label.isBlank()) {
      throw new InvalidInputException(field, "expected the name of a label, not '" + label + "'");
    }
  }

  /**
   * The format's name as source, its identifying labels as key, the label {@code severity}, warning
   * for an alert that has none, and hard states only.
   */
  public static FeedOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another sender. */
  public FeedOptions withSource(@Nullable String name) {
    return new FeedOptions(name, keyLabels, severityLabel, severities, defaultSeverity, softStates);
  }

  /** The same with these labels as the store of the key. */
  public FeedOptions withKeyLabels(List<String> labels) {
    return new FeedOptions(source, labels, severityLabel, severities, defaultSeverity, softStates);
  }

  /** The same with another label for the severity. */
  public FeedOptions withSeverityLabel(String label) {
    return new FeedOptions(source, keyLabels, label, severities, defaultSeverity, softStates);
  }

  /** The same with severities by the value of the label, in whatever case. */
  public FeedOptions withSeverities(Map<String, Severity> byValue) {
    return new FeedOptions(source, keyLabels, severityLabel, byValue, defaultSeverity, softStates);
  }

  /** The same with another severity for an alert that has none. */
  public FeedOptions withDefaultSeverity(Severity severity) {
    return new FeedOptions(source, keyLabels, severityLabel, severities, severity, softStates);
  }

  /** The same with soft states or without. */
  public FeedOptions withSoftStates(boolean count) {
    return new FeedOptions(source, keyLabels, severityLabel, severities, defaultSeverity, count);
  }
}
