package dev.ticketstore;

import java.util.List;

/**
 * The effect of a check cycle.
 *
 * @param observations one for each violation of the cycle, in its order
 * @param resolved the tickets that the cycle resolved, by violation key
 * @param alreadyApplied whether the cycle had been applied before, so that this call did nothing.
 *     The report is then the first one, with the tickets as they are now; those that have been
 *     purged are left out.
 */
public record CycleReport(
    List<Observation> observations, List<Ticket> resolved, boolean alreadyApplied) {

  /** Copies the lists. */
  public CycleReport {
    observations = List.copyOf(observations);
    resolved = List.copyOf(resolved);
  }

  /** How many of the observations had {@code outcome}. */
  public long count(Observation.Outcome outcome) {
    return observations.stream().filter(each -> each.outcome() == outcome).count();
  }
}
