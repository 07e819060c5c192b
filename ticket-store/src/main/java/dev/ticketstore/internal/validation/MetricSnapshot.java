package dev.ticketstore.internal.validation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Checks that metrics are a JSON object that SQLite and PostgreSQL both can hold. */
public final class MetricSnapshot {

  static final int MAX_BYTES = 1024 * 1024;

  /** SQLite takes 1,000 levels, of which a statement's array and objects around it need two. */
  static final int MAX_DEPTH = 500;

  /** The range of PostgreSQL's numeric, in which jsonb keeps its numbers. */
  private static final int MAX_INTEGER_DIGITS = 131_072;

  private static final int MAX_FRACTION_DIGITS = 16_383;

  private static final String FIELD = "metricSnapshot";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private MetricSnapshot() {}

  /**
   * The same metrics.
   *
   * @throws InvalidInputException unless they are such an object
   */
  public static @Nullable Json check(@Nullable Json metrics) {
    if (metrics == null) {
      return null;
    }
    String text = metrics.text();
    Check.encodable(FIELD, text);
    int bytes = Check.utf8Length(text);
    if (bytes > MAX_BYTES) {
      throw new InvalidInputException(
          FIELD, "expected at most " + MAX_BYTES + " bytes in UTF-8, not " + bytes);
    }
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidInputException(FIELD, "expected a JSON object, not " + Check.quote(text));
      }
      checkTokens(parser, text);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          FIELD,
          "expected a JSON object, not "
              + Check.quote(text)
              + ": "
              + Check.quote(e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return metrics;
  }

  private static void checkTokens(JsonParser parser, String text) throws IOException {
    int depth = 1;
    long digits = 0;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (depth == 0) {
        throw new InvalidInputException(
            FIELD, "expected one JSON object and nothing after it, not " + Check.quote(text));
      }
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
        Check.encodable(FIELD, parser.getText());
      } else if (token.isNumeric()) {
        digits += digits(parser.getText());
        if (digits > MAX_BYTES) {
          throw new InvalidInputException(
              FIELD,
              "expected at most "
                  + MAX_BYTES
                  + " digits of numbers without their exponents, as PostgreSQL writes them, in "
                  + Check.quote(text));
        }
      }
    }
  }

  /** How many digits a number has without an exponent. */
  private static long digits(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      long integer = Math.max(1, (long) number.precision() - number.scale());
      if (integer <= MAX_INTEGER_DIGITS && number.scale() <= MAX_FRACTION_DIGITS) {
        return integer + Math.max(0, number.scale());
      }
    } catch (NumberFormatException e) {
      // Its exponent does not fit into an int.
    }
    throw new InvalidInputException(
        FIELD, "expected numbers in the range of PostgreSQL's numeric, not " + Check.quote(text));
  }
}
