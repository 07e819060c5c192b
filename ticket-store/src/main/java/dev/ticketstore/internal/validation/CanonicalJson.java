package dev.ticketstore.internal.validation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.ticketstore.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One text for each JSON value: SQLite keeps a document as it was written, PostgreSQL orders names
 * and writes numbers without exponents.
 */
public final class CanonicalJson {

  /** PostgreSQL writes a number with up to 147,455 digits. */
  static final int MAX_NUMBER_LENGTH = 200_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private CanonicalJson() {}

  /**
   * Equal for values that are equal but for white space, the order of names and the spelling of
   * strings and numbers. Of a name that is there twice the last counts, as in PostgreSQL.
   *
   * @throws InvalidInputException if the text is not one JSON value, or too deep or a number too
   *     long for comparing
   */
  public static String of(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new InvalidInputException("json", "expected a JSON value, not " + Check.quote(json));
      }
      String value = String.valueOf(value(parser));
      if (parser.nextToken() != null) {
        throw new InvalidInputException(
            "json", "expected one JSON value and nothing after it, not " + Check.quote(json));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "json",
          "expected a JSON value, not "
              + Check.quote(json)
              + ": "
              + Check.quote(e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        TreeMap<String, Object> object = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(quoted(name), value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_STRING -> quoted(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      default -> parser.getText();
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** By its digits, as a number with a large exponent must not be written out. */
  private static String number(String text) {
    boolean negative = text.startsWith("-");
    String unsigned = negative ? text.substring(1) : text;
    int e = Math.max(unsigned.indexOf('e'), unsigned.indexOf('E'));
    String mantissa = e < 0 ? unsigned : unsigned.substring(0, e);
    BigInteger exponent = e < 0 ? BigInteger.ZERO : new BigInteger(unsigned.substring(e + 1));
    int point = mantissa.indexOf('.');
    int fraction = point < 0 ? 0 : mantissa.length() - point - 1;
    String digits = mantissa.replace(".", "");
    int end = digits.length();
    while (end > 0 && digits.charAt(end - 1) == '0') {
      end--;
    }
    if (end == 0) {
      return "0";
    }
    BigInteger scale =
        BigInteger.valueOf(fraction - (long) (digits.length() - end)).subtract(exponent);
    BigInteger unscaled = new BigInteger((negative ? "-" : "") + digits.substring(0, end));
    return scale.bitLength() < Integer.SIZE
        ? new BigDecimal(unscaled, scale.intValue()).toString()
        : unscaled + "E" + scale.negate();
  }
}
