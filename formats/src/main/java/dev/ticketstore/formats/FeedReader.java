package dev.ticketstore.formats;

import java.io.IOException;
import java.util.Optional;

/**
 * Reads the items of a feed one after the other, in memory that does not grow with the feed. It is
 * for one thread, and does not close its input.
 */
public interface FeedReader {

  /**
   * The next item, in the order of the feed; empty at the end. What cannot be read is an item too,
   * and those after it follow. JSON that is broken within a document of several lines ends the
   * feed, as nothing says where the next document begins.
   *
   * @throws IOException if the input fails
   */
  Optional<FeedItem> next() throws IOException;

  /**
   * Whether there is more without waiting for the sender, so that a caller that collects items
   * knows when to apply them.
   *
   * @throws IOException if the input fails
   */
  boolean isReady() throws IOException;

  /** How many bytes of the input have been taken, some of them ahead of the items. */
  long bytes();

  /** The name of the sender, for {@link FeedImporter}. */
  String source();
}
