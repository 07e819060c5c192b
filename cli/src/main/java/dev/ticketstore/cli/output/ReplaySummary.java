package dev.ticketstore.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.TicketStore;
import dev.ticketstore.model.TicketStatus;
import java.util.List;
import java.util.Map;

/** Adds up what the check cycles of a replay did. */
public final class ReplaySummary {

  private static final String DUPLICATE = "duplicate";
  private static final String LATE = "late";
  private static final String APPLIED_BEFORE = "applied_before";

  private long cycles;
  private long violations;
  private long created;
  private long repeated;
  private long resolved;
  private long duplicate;
  private long late;
  private long alreadyApplied;

  /** Adds a cycle. One that had been applied before did nothing now, whatever its report says. */
  public void add(CheckCycle cycle, CycleReport report) {
    cycles++;
    violations += cycle.violations().size();
    if (report.alreadyApplied()) {
      alreadyApplied++;
      return;
    }
    created += report.count(Outcome.CREATED);
    repeated += report.count(Outcome.REPEATED);
    resolved += report.resolved().size();
    duplicate += report.count(Outcome.DUPLICATE);
    late += report.count(Outcome.LATE);
  }

  public long cycles() {
    return cycles;
  }

  /** The sums, and how many tickets of the store are unresolved now. */
  public ObjectNode json(TicketStore store) {
    Map<TicketStatus, Long> counts = store.count();
    long unresolved =
        counts.entrySet().stream()
            .filter(status -> status.getKey() != TicketStatus.RESOLVED)
            .mapToLong(Map.Entry::getValue)
            .sum();
    return Json.object()
        .put("cycles", cycles)
        .put("violations", violations)
        .put("created", created)
        .put("repeated", repeated)
        .put("resolved", resolved)
        .put("unresolved", unresolved)
        .put(DUPLICATE, duplicate)
        .put(LATE, late)
        .put(APPLIED_BEFORE, alreadyApplied);
  }

  /** The sums without those that are unusual, and zero. */
  public static ObjectNode forPeople(ObjectNode sums) {
    ObjectNode shown = sums.deepCopy();
    for (String unusual : List.of(DUPLICATE, LATE, APPLIED_BEFORE)) {
      if (shown.path(unusual).longValue() == 0) {
        shown.remove(unusual);
      }
    }
    return shown;
  }
}
