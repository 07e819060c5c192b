package dev.ticketstore.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.TicketStore;
import dev.ticketstore.jooq.types.TicketStatus;
import java.util.Map;

/** Adds up what the check cycles of a replay did. */
final class ReplaySummary {

  private long cycles;
  private long violations;
  private long created;
  private long repeated;
  private long resolved;

  void add(CycleReport report) {
    cycles++;
    violations += report.observations().size();
    created += report.count(Outcome.CREATED);
    repeated += report.count(Outcome.REPEATED);
    resolved += report.resolved().size();
  }

  long cycles() {
    return cycles;
  }

  /** The sums, and how many tickets of the store are unresolved now. */
  ObjectNode json(TicketStore store) {
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
        .put("unresolved", unresolved);
  }
}
