package dev.ticketstore.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;

/** JSON as the commands read and write it: a number keeps its digits. */
public final class Json {

  /** PostgreSQL writes 1e1000 with all its digits, and a number with up to 147,455 of them. */
  private static final int LONGEST_NUMBER = 200_000;

  /** Made for the first that needs it, as that takes a tenth of a short command. */
  private static final class Mapper {

    private static final JsonMapper INSTANCE =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder().maxNumberLength(LONGEST_NUMBER).build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
  }

  /** Control characters that JSON lets pass and some terminals obey. */
  private static final Pattern CONTROL = Pattern.compile("[\\x7f-\\x9f]");

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Reads one value, and nothing after it.
   *
   * @throws JsonProcessingException if it is not JSON, an object has a name twice, or a number has
   *     an exponent of more than 10 digits
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    try {
      return Mapper.INSTANCE.readTree(text);
    } catch (NumberFormatException e) {
      // Jackson gives no location here.
      throw new JsonParseException(null, "a number is out of range", e);
    }
  }

  /** A value of an enum as JSON has it, such as {@code created}. */
  public static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The value on one line. */
  public static String line(JsonNode value) {
    try {
      return CONTROL
          .matcher(Mapper.INSTANCE.writeValueAsString(value))
          .replaceAll(
              match -> String.format(Locale.ROOT, "\\\\u%04x", (int) match.group().charAt(0)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
