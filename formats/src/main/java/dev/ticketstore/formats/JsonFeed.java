package dev.ticketstore.formats;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.InvalidInputException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/** Reads the items of JSON documents. */
final class JsonFeed implements FeedReader {

  private final FeedInput in;
  private final AlertRules rules;
  private final Format format;
  private final JsonDocuments documents;
  private final Queue<FeedItem> items = new ArrayDeque<>();

  JsonFeed(FeedInput in, AlertRules rules, Format format) {
    this.in = in;
    this.rules = rules;
    this.format = format;
    this.documents = new JsonDocuments(in);
  }

  /** What a document of one program has. */
  interface Format {

    /**
     * Hands over the items of a document.
     *
     * @throws UnreadableException if it is none of this program's
     */
    void read(JsonNode document, FeedPosition position, Items items);
  }

  /** Takes the items of a document. */
  interface Items {

    /** Takes an item; one that cannot be read is reported at its position. */
    void add(FeedPosition position, Supplier<FeedItem> item);
  }

  /** The item, or why it cannot be read. */
  static FeedItem read(FeedPosition position, Supplier<FeedItem> item) {
    try {
      return item.get();
    } catch (UnreadableException e) {
      return new FeedItem.Unreadable(position, e.reason());
    } catch (InvalidInputException e) {
      return new FeedItem.Unreadable(position, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<FeedItem> next() throws IOException {
    while (items.isEmpty()) {
      Optional<JsonDocuments.Document> document = documents.next();
      if (document.isEmpty()) {
        return Optional.empty();
      }
      read(document.get());
    }
    return Optional.of(items.remove());
  }

  private void read(JsonDocuments.Document document) {
    FeedPosition at = document.position();
    if (document.value() == null) {
      items.add(new FeedItem.Unreadable(at, String.valueOf(document.problem())));
      return;
    }
    try {
      format.read(document.value(), at, (position, item) -> items.add(read(position, item)));
    } catch (UnreadableException e) {
      items.add(new FeedItem.Unreadable(at, e.reason()));
    }
  }

  @Override
  public boolean isReady() throws IOException {
    return !items.isEmpty() || in.isReady();
  }

  @Override
  public long bytes() {
    return in.bytes();
  }

  @Override
  public String source() {
    return rules.source();
  }
}
