package dev.ticketstore;

import java.io.Serial;
import java.time.Instant;

/**
 * A check cycle came with the source and batch key of another one, and with other content. Nothing
 * was written.
 */
public final class CycleReusedException extends TicketStoreException {

  @Serial private static final long serialVersionUID = 1L;

  private final String source;
  private final String batchKey;
  private final Instant appliedStart;
  private final Instant givenStart;

  /** Says that a batch key has been used for another cycle. */
  public CycleReusedException(
      String source,
      String batchKey,
      Instant appliedStart,
      int appliedViolations,
      Instant givenStart,
      int givenViolations) {
    super(
        "The batch key '"
            + batchKey
            + "' of '"
            + source
            + "' names a cycle that started at "
            + appliedStart
            + " with "
            + appliedViolations
            + " violation(s), and cannot name another that started at "
            + givenStart
            + " with "
            + givenViolations
            + ": give each cycle a batch key of its own, or none.",
        null);
    this.source = source;
    this.batchKey = batchKey;
    this.appliedStart = appliedStart;
    this.givenStart = givenStart;
  }

  /** The source of both cycles. */
  public String source() {
    return source;
  }

  /** The batch key of both cycles. */
  public String batchKey() {
    return batchKey;
  }

  /** When the cycle started that came first. */
  public Instant appliedStart() {
    return appliedStart;
  }

  /** When the cycle started that was rejected. */
  public Instant givenStart() {
    return givenStart;
  }
}
