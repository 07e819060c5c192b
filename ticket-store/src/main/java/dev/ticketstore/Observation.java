package dev.ticketstore;

/**
 * The outcome of one violation.
 *
 * @param outcome what happened to the ticket
 * @param ticket the ticket as it is after the whole call
 * @param clockSkewed whether its time was further ahead of the store's clock than {@link
 *     TicketStoreBuilder#maxClockSkew}, so that it counted as observed now
 */
public record Observation(Outcome outcome, Ticket ticket, boolean clockSkewed) {

  /** The outcome of a violation whose time was taken as it is. */
  public Observation(Outcome outcome, Ticket ticket) {
    this(outcome, ticket, false);
  }

  /** The effect of an observation. */
  public enum Outcome {
    /** It opened the ticket: no unresolved one had the key. */
    CREATED,
    /**
     * It counted on a ticket that was there, or that an earlier violation of the same call opened.
     */
    REPEATED,
    /**
     * Its observation id had been counted before, by whatever process, so that it did not count
     * again. The ticket is the one on which it did.
     */
    DUPLICATE,
    /**
     * It is older than the last resolution of its key, so that it neither opened nor changed a
     * ticket. The ticket is the resolved one.
     */
    LATE
  }
}
