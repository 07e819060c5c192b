package dev.ticketstore.formats;

import dev.ticketstore.Violation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a feed says of one violation key, or why an item of it says nothing. */
public sealed interface FeedItem {

  /** Where it is in the feed. */
  FeedPosition position();

  /**
   * A check fails.
   *
   * @param violation without a time if the feed has none, and with an observation id if the feed
   *     identifies it, so that it counts once however often it is sent
   */
  record Firing(FeedPosition position, Violation violation) implements FeedItem {}

  /**
   * A check passes again.
   *
   * @param violationKey whose ticket is over
   * @param resolvedAt when it passed; null if the feed does not say
   */
  record Resolved(FeedPosition position, String violationKey, @Nullable Instant resolvedAt)
      implements FeedItem {}

  /**
   * A person looks after it.
   *
   * @param violationKey whose ticket it is
   * @param acknowledgedAt since when; null if the feed does not say
   * @param by the person; null if the feed does not say
   * @param note the comment; null for none
   */
  record Acknowledged(
      FeedPosition position,
      String violationKey,
      @Nullable Instant acknowledgedAt,
      @Nullable String by,
      @Nullable String note)
      implements FeedItem {}

  /**
   * It is valid, and changes no ticket, such as a soft state.
   *
   * @param reason why it changes none
   */
  record Ignored(FeedPosition position, String reason) implements FeedItem {}

  /**
   * It is not what its format says.
   *
   * @param reason what is wrong, with the value, and what was expected
   */
  record Unreadable(FeedPosition position, String reason) implements FeedItem {}
}
