package dev.ticketstore;

/**
 * What became of one violation.
 *
 * @param outcome what happened to the ticket
 * @param ticket the ticket as it is after the whole call
 */
public record Observation(Outcome outcome, Ticket ticket) {

  /** What an observation did. */
  public enum Outcome {
    /** It opened the ticket: no unresolved one had the key. */
    CREATED,
    /**
     * It counted on a ticket that was there, or that an earlier violation of the same call opened.
     */
    REPEATED
  }
}
