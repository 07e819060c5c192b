package dev.ticketstore;

import dev.ticketstore.internal.validation.Check;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The checks that a cycle evaluated. A cycle can resolve only tickets within its scope, and, unless
 * {@link #ofAnySource()} says otherwise, only those whose newest observation belongs to no other
 * source's cycle.
 *
 * @param kind what {@code names} are
 * @param names invariants or violation keys, sorted; empty for everything
 * @param anySource whether tickets of every source are within the scope
 */
public record CycleScope(Kind kind, SortedSet<String> names, boolean anySource) {

  /** The meaning of the names of a scope. */
  public enum Kind {
    /** There are none: every invariant on every store. */
    EVERYTHING,
    /** Invariants, each on every store and for the whole cluster. */
    INVARIANTS,
    /** Violation keys. */
    KEYS
  }

  /**
   * Checks and copies.
   *
   * @throws InvalidInputException for a name that is none, and for names of a scope of everything
   */
  public CycleScope {
    Check.notNull("kind", kind);
    names = Collections.unmodifiableSortedSet(new TreeSet<>(Check.list("scope", names)));
    switch (kind) {
      case EVERYTHING -> {
        if (!names.isEmpty()) {
          throw new InvalidInputException("scope", "expected no names with everything: " + names);
        }
      }
      case INVARIANTS -> names.forEach(Check::invariantName);
      case KEYS -> names.forEach(Check::violationKey);
    }
  }

  /** Every invariant on every store. */
  public static CycleScope everything() {
    return new CycleScope(Kind.EVERYTHING, Collections.emptySortedSet(), false);
  }

  /**
   * Some invariants, each on every store and for the whole cluster.
   *
   * @throws InvalidInputException if one is not a name as {@link Violation} wants it
   */
  public static CycleScope invariants(Collection<String> names) {
    return new CycleScope(Kind.INVARIANTS, new TreeSet<>(Check.list("scope", names)), false);
  }

  /**
   * Some violation keys, and nothing else.
   *
   * @throws InvalidInputException if one is not a key: {@code invariantName:storeId} or {@code
   *     invariantName}
   */
  public static CycleScope keys(Collection<String> keys) {
    return new CycleScope(Kind.KEYS, new TreeSet<>(Check.list("scope", keys)), false);
  }

  /** The same scope, with the tickets of every source. */
  public CycleScope ofAnySource() {
    return new CycleScope(kind, names, true);
  }
}
