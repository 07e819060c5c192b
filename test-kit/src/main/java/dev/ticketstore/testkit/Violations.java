package dev.ticketstore.testkit;

import dev.ticketstore.Violation;
import org.jspecify.annotations.Nullable;

/** Violations whose message does not matter to a test. */
public final class Violations {

  private Violations() {}

  /** A violation of an invariant for the whole cluster, seen at the time of the call. */
  public static Violation of(String invariantName) {
    return of(invariantName, null);
  }

  /** A violation of an invariant on a store, seen at the time of the call. */
  public static Violation of(String invariantName, @Nullable String storeId) {
    return builder(invariantName, storeId).build();
  }

  /** The same, to set more of it. */
  public static Violation.Builder builder(String invariantName, @Nullable String storeId) {
    return Violation.of(invariantName, invariantName + " does not hold").storeId(storeId);
  }
}
