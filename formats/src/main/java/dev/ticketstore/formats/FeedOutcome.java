package dev.ticketstore.formats;

/** What became of an item of a feed. */
public enum FeedOutcome {
  /** It opened a ticket. */
  CREATED,
  /** It counted on an unresolved ticket. */
  REPEATED,
  /** It has counted before, so it was sent again. */
  DUPLICATE,
  /** It is older than the last resolution of its key, and counted nowhere. */
  LATE,
  /** It resolved a ticket, as of the time that it gives. */
  RESOLVED,
  /**
   * It is a resolution, and its ticket stays unresolved: held, seen later, flapping, or last
   * observed by another source.
   */
  KEPT,
  /** It marked a ticket as acknowledged. */
  ACKNOWLEDGED,
  /** It is an acknowledgement, and its ticket was acknowledged or diagnosed before. */
  UNCHANGED,
  /** It resolves or acknowledges, and its key has no unresolved ticket of that time. */
  UNMATCHED,
  /** It changes no ticket by its nature. */
  IGNORED,
  /** It cannot be read. */
  UNREADABLE
}
