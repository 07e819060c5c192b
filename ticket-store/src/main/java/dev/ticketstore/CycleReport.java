package dev.ticketstore;

import java.util.List;

/**
 * What a check cycle did.
 *
 * @param observations one for each violation of the cycle, in its order
 * @param resolved the tickets that the cycle resolved, by violation key
 */
public record CycleReport(List<Observation> observations, List<Ticket> resolved) {

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
