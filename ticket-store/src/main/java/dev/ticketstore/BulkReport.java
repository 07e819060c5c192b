package dev.ticketstore;

import java.util.List;

/**
 * The outcomes of a bulk step.
 *
 * @param results one for each ticket, in the order of ids
 */
public record BulkReport(List<Result> results) {

  /**
   * The outcome for one ticket.
   *
   * @param ticketId the ticket
   * @param outcome what became of it
   */
  public record Result(long ticketId, Outcome outcome) {}

  /** The possible outcomes for a ticket. */
  public enum Outcome {
    /** It is so now. */
    CHANGED,
    /** It was so already. */
    UNCHANGED,
    /** Its status does not allow it any more. */
    ILLEGAL,
    /** It is held, and cannot be resolved before its hold is released. */
    HELD,
    /** There is no such ticket. */
    UNKNOWN
  }

  /** Copies the list. */
  public BulkReport {
    results = List.copyOf(results);
  }

  /** How many tickets had {@code outcome}. */
  public long count(Outcome outcome) {
    return results.stream().filter(each -> each.outcome() == outcome).count();
  }
}
