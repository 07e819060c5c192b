package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Violation;
import dev.ticketstore.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Violations as a monitor of a cluster has them. */
final class Workload {

  static final String METRICS = "{\"p99_ms\":310.5,\"threshold_ms\":250,\"unit\":\"ms\"}";

  private Workload() {}

  static Violation.Builder violation(long key) {
    String store = "tikv-" + key;
    return Violation.of("high_latency", "p99 latency is 310 ms on " + store)
        .storeId(store)
        .severity(Severity.WARNING)
        .metricSnapshot(METRICS);
  }

  /** When it was seen, which is now unless it says otherwise. */
  static Instant seenAt(Violation violation, Instant now) {
    return violation.observedAt() == null ? now : violation.observedAt();
  }

  /** Its metrics as text, or null. */
  static String metrics(Violation violation) {
    return violation.metricSnapshot() == null ? null : violation.metricSnapshot().text();
  }

  /** One of each key of a range. */
  static List<Violation> violations(long first, int count) {
    List<Violation> violations = new ArrayList<>();
    for (long key = first; key < first + count; key++) {
      violations.add(violation(key).build());
    }
    return violations;
  }
}
