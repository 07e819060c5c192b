package dev.ticketstore.internal.database;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.ticketstore.jooq.types.InstantBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The elements of a JSON array that SQLite has made of a row: texts, whole numbers and nulls. */
final class JsonValues implements RowValues {

  /** Texts of any length, as other programs may have written them. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final JsonParser parser;

  JsonValues(String array) {
    try {
      parser = JSON.createParser(array);
      parser.nextToken();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean nextIsNull() throws IOException {
    return parser.nextToken() == JsonToken.VALUE_NULL;
  }

  @Override
  public @Nullable Long nextLong() {
    try {
      return nextIsNull() ? null : (Long) parser.getLongValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Boolean nextBoolean() {
    Long number = nextLong();
    return number == null ? null : (Boolean) (number != 0);
  }

  @Override
  public @Nullable String nextText() {
    try {
      return nextIsNull() ? null : parser.getText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Instant nextInstant() {
    String text = nextText();
    return text == null ? null : InstantBinding.read(text);
  }

  /** Gives its buffers back, which would otherwise be allocated for each row. */
  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
