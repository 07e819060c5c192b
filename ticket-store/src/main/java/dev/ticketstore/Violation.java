package dev.ticketstore;

import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.internal.validation.Labels;
import dev.ticketstore.internal.validation.MetricSnapshot;
import dev.ticketstore.model.Severity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failed check, as one monitor saw it once. Every value is checked here, so that a {@code
 * Violation} that exists can be stored.
 *
 * @param invariantName what was checked, such as {@code store_down}: not blank, at most 255
 *     characters, no colon
 * @param storeId where it failed, such as {@code tikv-3:20160}: not blank, at most 255 characters;
 *     null if the whole cluster is meant
 * @param severity how bad it is
 * @param message what a person should read: not blank, at most 64 KiB in UTF-8
 * @param metricSnapshot what was measured: a JSON object of at most 1 MiB in UTF-8, nested at most
 *     500 deep, without duplicate names, with names of at most 50,000 characters and numbers of at
 *     most 1,000 in the range of PostgreSQL's {@code numeric}, which take at most 1 MiB without
 *     exponents too; null if nothing was
 * @param labels names and values to filter by, kept sorted by name: at most 64, names of letters,
 *     digits and {@code _ . - /} of at most 255 characters that begin with a letter or {@code _},
 *     values of at most 1,024 characters; empty for none
 * @param observedAt when it was seen, from year 0001 to 9999, cut to microseconds; null for the
 *     time of the call, by the store's clock
 * @param batchKey what groups the violations of one run of checks: not blank, at most 255
 *     characters; null for none
 * @param observationId what makes this observation one and no other, such as the id of a message:
 *     not blank, at most 255 characters; the same id counts once, however often it is given, and a
 *     late one does not count. Null for an observation that always counts
 */
public record Violation(
    String invariantName,
    @Nullable String storeId,
    Severity severity,
    String message,
    @Nullable Json metricSnapshot,
    Map<String, String> labels,
    @Nullable Instant observedAt,
    @Nullable String batchKey,
    @Nullable String observationId) {

  /**
   * Checks every value.
   *
   * @throws InvalidInputException that names the component and quotes the value. No value may hold
   *     U+0000 or an unpaired surrogate, as a database could not give them back.
   */
  public Violation {
    Check.invariantName(invariantName);
    Check.optionalName("storeId", storeId);
    Check.notNull("severity", severity);
    Check.text("message", message);
    metricSnapshot = MetricSnapshot.check(metricSnapshot);
    labels = Labels.check(labels);
    observedAt = Check.optionalInstant("observedAt", observedAt);
    Check.optionalName("batchKey", batchKey);
    Check.optionalName("observationId", observationId);
  }

  /**
   * The key under which violations are one: {@code invariantName:storeId}, or {@code invariantName}
   * alone for the whole cluster.
   */
  public String violationKey() {
    return storeId == null ? invariantName : invariantName + ":" + storeId;
  }

  /**
   * Starts a violation with the severity {@code warning}, no store, no metrics and the time of the
   * call.
   */
  public static Builder of(String invariantName, String message) {
    return new Builder(invariantName, message);
  }

  /** Collects the values of a violation; {@link #build()} checks them. */
  public static final class Builder {

    private final String invariantName;
    private final String message;
    private @Nullable String storeId;
    private Severity severity = Severity.WARNING;
    private @Nullable Json metricSnapshot;
    private Map<String, String> labels = Map.of();
    private @Nullable Instant observedAt;
    private @Nullable String batchKey;
    private @Nullable String observationId;

    private Builder(String invariantName, String message) {
      this.invariantName = Check.notNull("invariantName", invariantName);
      this.message = Check.notNull("message", message);
    }

    /** Where it failed; null for the whole cluster. */
    public Builder storeId(@Nullable String id) {
      storeId = id;
      return this;
    }

    /** How bad it is. */
    public Builder severity(Severity value) {
      severity = Check.notNull("severity", value);
      return this;
    }

    /**
     * How bad it is, by name.
     *
     * @throws InvalidInputException unless it is {@code info}, {@code warning} or {@code critical}
     */
    public Builder severity(String name) {
      severity = Check.parse("severity", Severity.class, Check.notNull("severity", name));
      return this;
    }

    /** The measured values, as the text of a JSON object; or null for none. */
    public Builder metricSnapshot(@Nullable String json) {
      metricSnapshot = json == null ? null : Json.ofUnchecked(json);
      return this;
    }

    /** Names and values to filter by, instead of those given before. */
    public Builder labels(Map<String, String> all) {
      labels = Check.notNull("labels", all);
      return this;
    }

    /** When it was seen; null for the time of the call. */
    public Builder observedAt(@Nullable Instant instant) {
      observedAt = instant;
      return this;
    }

    /** A key that groups the violations of one run of checks; or null for none. */
    public Builder batchKey(@Nullable String key) {
      batchKey = key;
      return this;
    }

    /** The id of this observation, which counts once with it; or null for none. */
    public Builder observationId(@Nullable String id) {
      observationId = id;
      return this;
    }

    /**
     * The violation.
     *
     * @throws InvalidInputException if a value is not as {@link Violation} says
     */
    public Violation build() {
      return new Violation(
          invariantName,
          storeId,
          severity,
          message,
          metricSnapshot,
          labels,
          observedAt,
          batchKey,
          observationId);
    }
  }
}
