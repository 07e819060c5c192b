package dev.ticketstore;

import dev.ticketstore.internal.validation.Check;
import java.util.Collection;
import java.util.Set;

/**
 * What a check cycle evaluated: only tickets within it can the cycle resolve, and, unless {@link
 * #ofAnySource()} says otherwise, only those whose latest observation is not of another source's
 * cycle.
 */
public sealed interface CycleScope {

  /** Every invariant on every store. */
  static CycleScope everything() {
    return new Everything();
  }

  /**
   * Some invariants, each on every store and for the whole cluster.
   *
   * @throws InvalidInputException if one is not a name as {@link Violation} wants it
   */
  static CycleScope invariants(Collection<String> names) {
    return new Invariants(Set.copyOf(Check.list("scope", names)));
  }

  /**
   * Some violation keys, and nothing else.
   *
   * @throws InvalidInputException if one is not a key: {@code invariantName:storeId} or {@code
   *     invariantName}
   */
  static CycleScope keys(Collection<String> keys) {
    return new Keys(Set.copyOf(Check.list("scope", keys)));
  }

  /** The same scope, with the tickets of every source. */
  default CycleScope ofAnySource() {
    return new OfAnySource(this);
  }

  /** Every invariant on every store. */
  record Everything() implements CycleScope {}

  /**
   * Some invariants.
   *
   * @param names of the invariants
   */
  record Invariants(Set<String> names) implements CycleScope {
    /** Checks and copies. */
    public Invariants {
      names = Set.copyOf(Check.list("names", names));
      names.forEach(Check::invariantName);
    }
  }

  /**
   * Some violation keys.
   *
   * @param violationKeys the keys
   */
  record Keys(Set<String> violationKeys) implements CycleScope {
    /** Checks and copies. */
    public Keys {
      violationKeys = Set.copyOf(Check.list("violationKeys", violationKeys));
      violationKeys.forEach(Check::violationKey);
    }
  }

  /**
   * A scope with the tickets of every source.
   *
   * @param scope what was evaluated
   */
  record OfAnySource(CycleScope scope) implements CycleScope {
    /** Checks. */
    public OfAnySource {
      Check.notNull("scope", scope);
    }

    @Override
    public CycleScope ofAnySource() {
      return this;
    }
  }
}
