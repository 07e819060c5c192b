package dev.ticketstore.internal.validation;

import dev.ticketstore.Violation;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The violations of a cycle, which keep their digest: its batch key and the store both need it. */
public final class CycleViolations extends AbstractList<Violation> implements RandomAccess {

  private final List<Violation> violations;
  private @Nullable String digest;

  private CycleViolations(List<Violation> violations) {
    this.violations = violations;
  }

  /** A copy without nulls, or the same if it is one. */
  public static CycleViolations of(@Nullable List<Violation> given) {
    return given instanceof CycleViolations same
        ? same
        : new CycleViolations(Check.list("violations", given));
  }

  /** Of several threads at once each may compute it. */
  String digest() {
    String known = digest;
    if (known == null) {
      known = CycleContent.digest(violations);
      digest = known;
    }
    return known;
  }

  @Override
  public Violation get(int index) {
    return violations.get(index);
  }

  @Override
  public int size() {
    return violations.size();
  }
}
