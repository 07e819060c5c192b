package dev.ticketstore.analytics;

/** What the top keys are the top of. */
public enum KeyRanking {
  /** Tickets first seen in the window. */
  EPISODES,
  /** Observations counted on them. */
  OCCURRENCES,
  /** How long they were unresolved, up to the end of the window. */
  TIME
}
