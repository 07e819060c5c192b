package dev.ticketstore.formats;

import dev.ticketstore.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What all alerts of a feed have in common. */
record AlertRules(FeedFormat format, FeedOptions options) {

  private static final int DIGITS_OF_ID = 32;

  /** Words that programs use for how bad something is. */
  private static final Map<String, Severity> USUAL = new TreeMap<>();

  static {
    usual(Severity.CRITICAL, "critical", "crit", "page", "fatal", "emergency", "emerg", "alert");
    usual(Severity.CRITICAL, "error", "err", "high", "major", "disaster", "down", "unreachable");
    usual(Severity.WARNING, "warning", "warn", "medium", "minor", "average", "unknown");
    usual(Severity.INFO, "info", "informational", "information", "notice", "low", "debug", "none");
  }

  private static void usual(Severity severity, String... words) {
    List.of(words).forEach(word -> USUAL.put(word, severity));
  }

  String source() {
    return Objects.requireNonNullElse(options.source(), format.literal());
  }

  Severity severity(@Nullable String value) {
    if (value == null) {
      return options.defaultSeverity();
    }
    String word = value.strip().toLowerCase(Locale.ROOT);
    Severity given = options.severities().get(word);
    return given == null ? USUAL.getOrDefault(word, options.defaultSeverity()) : given;
  }

  /** The same for an observation that is sent again, and for no other. */
  String observationId(String violationKey, List<String> identity) {
    List<String> all = new ArrayList<>(List.of(source(), violationKey));
    all.addAll(identity);
    return format.literal() + ":" + Digest.of(all).substring(0, DIGITS_OF_ID);
  }
}
