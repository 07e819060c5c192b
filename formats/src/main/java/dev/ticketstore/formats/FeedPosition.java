package dev.ticketstore.formats;

/**
 * Where an item is in its feed.
 *
 * @param line the line on which its document begins, from 1
 * @param path the path within the document, such as {@code alerts[1]}; empty for all of it
 */
public record FeedPosition(long line, String path) {

  /** The position of a part, such as {@code alerts[1]} or {@code [2]}. */
  FeedPosition at(String part) {
    String dot = path.isEmpty() || part.startsWith("[") ? "" : ".";
    return new FeedPosition(line, path + dot + part);
  }

  /** Such as {@code line 3, alerts[1]}. */
  @Override
  public String toString() {
    return "line " + line + (path.isEmpty() ? "" : ", " + path);
  }
}
