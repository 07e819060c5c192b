package dev.ticketstore.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON documents of a feed, one after the other; of an array at the root its elements.
 *
 * <p>If the first line is a document of its own, each line is, and a broken one costs only itself.
 * Otherwise documents end where their JSON does.
 */
final class JsonDocuments {

  private final FeedInput in;
  private @Nullable JsonParser parser;
  private @Nullable Trees trees;
  private boolean begun;
  private boolean byLine;
  private boolean ended;
  private long line;
  private int index = -1;

  JsonDocuments(FeedInput in) {
    this.in = in;
  }

  /** A document, or why there is none. */
  record Document(FeedPosition position, @Nullable JsonNode value, @Nullable String problem) {}

  /** The next one; empty at the end. */
  Optional<Document> next() throws IOException {
    while (true) {
      try {
        JsonParser open = open();
        if (open == null) {
          return Optional.empty();
        }
        Optional<Document> document = next(open);
        if (document.isPresent()) {
          return document;
        }
      } catch (UnreadableException e) {
        return Optional.of(new Document(new FeedPosition(line, ""), null, e.reason()));
      } catch (JsonProcessingException e) {
        return Optional.of(broken(JsonErrors.reason(e)));
      } catch (CharConversionException e) {
        return Optional.of(broken("expected UTF-8: " + e.getMessage()));
      }
    }
  }

  /** Empty if the token begins no document. */
  private Optional<Document> next(JsonParser open) throws IOException {
    JsonToken token = open.nextToken();
    if (token == null) {
      close();
      return Optional.empty();
    }
    if (token == JsonToken.START_ARRAY && index < 0) {
      index = 0;
      return Optional.empty();
    }
    if (token == JsonToken.END_ARRAY) {
      index = -1;
      return Optional.empty();
    }
    FeedPosition position = position(open);
    index += index < 0 ? 0 : 1;
    try {
      return Optional.of(new Document(position, trees(open).read(), null));
    } catch (UnreadableException e) {
      return Optional.of(new Document(position, null, e.reason()));
    }
  }

  private FeedPosition position(JsonParser open) {
    long start = line + open.currentTokenLocation().getLineNr() - 1;
    return new FeedPosition(start, index < 0 ? "" : "[" + index + "]");
  }

  private Trees trees(JsonParser open) {
    if (trees == null) {
      trees = new Trees(open);
    }
    return trees;
  }

  /** The parser of this line or of all that is left; null at the end. */
  private @Nullable JsonParser open() throws IOException {
    if (!begun) {
      begun = true;
      begin();
    }
    while (parser == null && !ended) {
      if (byLine) {
        openLine();
      } else {
        line = Math.max(1, line + 1);
        parser = Trees.factory().createParser(in.rest());
      }
    }
    return parser;
  }

  private void openLine() throws IOException {
    line++;
    Optional<byte[]> bytes = in.line();
    if (bytes.isEmpty()) {
      ended = true;
    } else if (!JsonLine.isBlank(bytes.get())) {
      parser = Trees.factory().createParser(bytes.get());
    }
  }

  /** Takes the blank lines before the first document, and looks at the one after them. */
  private void begin() throws IOException {
    Optional<byte[]> first = in.peekLine();
    while (first.isPresent() && JsonLine.isBlank(first.get())) {
      in.line();
      line++;
      first = in.peekLine();
    }
    byLine = first.isPresent() && JsonLine.isDocument(first.get());
  }

  private Document broken(String reason) {
    FeedPosition position =
        parser == null || byLine
            ? new FeedPosition(line, "")
            : new FeedPosition(line + parser.currentLocation().getLineNr() - 1, "");
    close();
    return new Document(
        position, null, byLine ? reason : reason + "; nothing after it can be read");
  }

  private void close() {
    parser = null;
    trees = null;
    index = -1;
    ended = !byLine;
  }
}
