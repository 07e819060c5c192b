package dev.ticketstore;

import java.io.Serial;

/** An observation id came with another violation key than before. Nothing was written. */
public final class ObservationIdReusedException extends TicketStoreException {

  @Serial private static final long serialVersionUID = 1L;

  private final String observationId;
  private final String countedKey;
  private final String givenKey;

  /** Says that an id has been used for something else. */
  public ObservationIdReusedException(String observationId, String countedKey, String givenKey) {
    super(
        "The observation id '"
            + observationId
            + "' was counted for '"
            + countedKey
            + "', and cannot be for '"
            + givenKey
            + "' too: give each observation an id of its own.",
        null);
    this.observationId = observationId;
    this.countedKey = countedKey;
    this.givenKey = givenKey;
  }

  /** The id. */
  public String observationId() {
    return observationId;
  }

  /** The violation key that it was counted for. */
  public String countedKey() {
    return countedKey;
  }

  /** The violation key that it came with. */
  public String givenKey() {
    return givenKey;
  }
}
