package dev.ticketstore.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Violation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads samples. */
final class Feeds {

  private Feeds() {}

  /** The text of a sample. */
  static String sample(String name) {
    try (InputStream in = Feeds.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<FeedItem> read(FeedFormat format, String text) {
    return read(format, text, FeedOptions.defaults());
  }

  static List<FeedItem> read(FeedFormat format, String text, FeedOptions options) {
    return read(format, text.getBytes(StandardCharsets.UTF_8), options);
  }

  static List<FeedItem> read(FeedFormat format, byte[] bytes, FeedOptions options) {
    return read(format, new ByteArrayInputStream(bytes), options);
  }

  static List<FeedItem> read(FeedFormat format, InputStream in, FeedOptions options) {
    try {
      List<FeedItem> items = new ArrayList<>();
      FeedReader reader = format.read(in, options);
      for (Optional<FeedItem> item = reader.next(); item.isPresent(); item = reader.next()) {
        items.add(item.get());
      }
      return items;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FeedItem only(FeedFormat format, String text) {
    List<FeedItem> items = read(format, text);
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  static Violation violation(FeedItem item) {
    assertThat(item).isInstanceOf(FeedItem.Firing.class);
    return ((FeedItem.Firing) item).violation();
  }

  static String metrics(Violation violation) {
    return Objects.requireNonNull(violation.metricSnapshot()).text();
  }

  /** Why an item is ignored or unreadable. */
  static String reason(FeedItem item) {
    return item instanceof FeedItem.Ignored ignored
        ? ignored.reason()
        : ((FeedItem.Unreadable) item).reason();
  }

  static FeedItem.Resolved resolved(FeedItem item) {
    assertThat(item).isInstanceOf(FeedItem.Resolved.class);
    return (FeedItem.Resolved) item;
  }
}
