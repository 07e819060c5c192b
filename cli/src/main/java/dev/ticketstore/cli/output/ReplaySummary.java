package dev.ticketstore.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.TicketStore;
import dev.ticketstore.model.TicketStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up what the lines of a replay did. */
public final class ReplaySummary {

  private static final String CYCLES = "cycles";
  private static final String RESOLVED = "resolved";
  private static final String UNRESOLVED = "unresolved";
  private static final String APPLIED_BEFORE = "applied_before";

  /** In the order in which they are printed. */
  private static final List<String> SUMS =
      List.of(
          CYCLES,
          "violations",
          "created",
          "repeated",
          RESOLVED,
          UNRESOLVED,
          "duplicate",
          "late",
          APPLIED_BEFORE,
          "events",
          "steps",
          "unchanged",
          "kept",
          "unmatched",
          "refused");

  /** Those that people see even if they are zero. */
  private static final List<String> USUAL = SUMS.subList(0, SUMS.indexOf(UNRESOLVED) + 1);

  /** The outcome of a step. */
  public enum StepOutcome {
    /** The ticket or its history changed. */
    CHANGED,
    /** The ticket was so already. */
    UNCHANGED,
    /** The history had it already. */
    APPLIED_BEFORE,
    /** The key had no ticket at that time. */
    UNMATCHED,
    /** The ticket does not allow it, such as one that is resolved. */
    REFUSED
  }

  private final Map<String, Long> sums = new HashMap<>();
  private long lines;

  /**
   * Adds a cycle. One that had been applied before did nothing now, whatever its report says.
   *
   * @param single whether the line was an event, of which the cycle is the effect
   */
  public void add(CheckCycle cycle, CycleReport report, boolean single) {
    lines++;
    add(single ? "events" : CYCLES, 1);
    add("violations", cycle.violations().size());
    if (report.alreadyApplied()) {
      add(APPLIED_BEFORE, 1);
      return;
    }
    for (Outcome outcome : Outcome.values()) {
      add(Json.name(outcome), report.count(outcome));
    }
    add(RESOLVED, report.resolved().size());
  }

  /**
   * Adds that a check that passed resolved nothing.
   *
   * @param kept whether its key has a ticket, which stays, such as one that is held or is flapping
   */
  public void addWithoutEffect(boolean kept) {
    add(kept ? "kept" : Json.name(StepOutcome.UNMATCHED), 1);
  }

  /** Adds a step. */
  public void add(StepOutcome outcome) {
    lines++;
    add("steps", 1);
    if (outcome != StepOutcome.CHANGED) {
      add(Json.name(outcome), 1);
    }
  }

  private void add(String sum, long more) {
    sums.merge(sum, more, Long::sum);
  }

  /** How many lines have been applied. */
  public long lines() {
    return lines;
  }

  /** The sums, and how many tickets of the store are unresolved now. */
  public ObjectNode json(TicketStore store) {
    long unresolved =
        store.count().entrySet().stream()
            .filter(status -> status.getKey() != TicketStatus.RESOLVED)
            .mapToLong(Map.Entry::getValue)
            .sum();
    ObjectNode json = Json.object();
    SUMS.forEach(sum -> json.put(sum, sums.getOrDefault(sum, 0L)));
    return json.put(UNRESOLVED, unresolved);
  }

  /** The sums without those that are unusual, and zero. */
  public static ObjectNode forPeople(ObjectNode sums) {
    ObjectNode shown = sums.deepCopy();
    SUMS.stream()
        .filter(sum -> !USUAL.contains(sum) && shown.path(sum).longValue() == 0)
        .forEach(shown::remove);
    return shown;
  }
}
