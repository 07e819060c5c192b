package dev.ticketstore.contract.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What a JSON text means: the same for texts that differ in blanks, escapes, order or exponents.
 */
public final class JsonText {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNumberLength(200_000).build())
          .build();

  private JsonText() {}

  /** Maps, lists, texts and canonical numbers. */
  public static Object meaning(String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      return value(json, json.nextToken());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonParser json, JsonToken token) throws IOException {
    switch (token) {
      case START_OBJECT -> {
        TreeMap<String, Object> object = new TreeMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          object.put(json.currentName(), value(json, json.nextToken()));
        }
        return object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        for (JsonToken each = json.nextToken();
            each != JsonToken.END_ARRAY;
            each = json.nextToken()) {
          array.add(value(json, each));
        }
        return array;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        return number(json.getText());
      }
      case VALUE_STRING -> {
        return json.getText();
      }
      default -> {
        return token;
      }
    }
  }

  /**
   * Digits without zeros around them, and the exponent; {@code BigDecimal} takes seconds for the
   * longest.
   */
  private static String number(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("e");
    String sign = parts[0].startsWith("-") ? "-" : "";
    String mantissa = parts[0].substring(sign.length());
    int point = mantissa.indexOf('.');
    int fraction = point < 0 ? 0 : mantissa.length() - point - 1;
    String digits = mantissa.replace(".", "");
    String significant = digits.replaceFirst("0+$", "");
    long exponent =
        (parts.length > 1 ? Long.parseLong(parts[1]) : 0)
            - fraction
            + (digits.length() - significant.length());
    significant = significant.replaceFirst("^0+", "");
    return significant.isEmpty() ? "0" : sign + significant + "e" + exponent;
  }
}
