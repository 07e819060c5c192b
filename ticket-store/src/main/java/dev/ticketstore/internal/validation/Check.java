package dev.ticketstore.internal.validation;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.model.Literal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Refuses values that a database would refuse or change, with a message that quotes them. */
public final class Check {

  /**
   * A key of two names of 255 characters of 4 bytes stays below PostgreSQL's limit for an index
   * row, 2,704 bytes.
   */
  static final int MAX_NAME_CHARS = 255;

  static final int MAX_TEXT_BYTES = 64 * 1024;

  private static final int MAX_QUOTED_CHARS = 80;

  private Check() {}

  public static <T> T notNull(String field, @Nullable T value) {
    if (value == null) {
      throw new InvalidInputException(field, "expected a value, not null");
    }
    return value;
  }

  /** A copy of {@code values} without nulls. */
  public static <T> List<T> list(String field, @Nullable Iterable<? extends @Nullable T> values) {
    List<T> copy = new ArrayList<>();
    for (T value : notNull(field, values)) {
      copy.add(notNull(field, value));
    }
    return List.copyOf(copy);
  }

  public static String name(String field, @Nullable String given) {
    String value = notNull(field, given);
    encodable(field, value);
    if (value.isBlank()) {
      throw new InvalidInputException(field, "expected a name, not " + quote(value));
    }
    if (value.length() > MAX_NAME_CHARS) {
      throw new InvalidInputException(
          field,
          "expected at most "
              + MAX_NAME_CHARS
              + " characters, not "
              + value.length()
              + ": "
              + quote(value));
    }
    return value;
  }

  public static @Nullable String optionalName(String field, @Nullable String value) {
    return value == null ? null : name(field, value);
  }

  /** An invariant's name, which ends where the first colon of the key is. */
  public static String invariantName(@Nullable String value) {
    String name = name("invariantName", value);
    if (name.indexOf(':') >= 0) {
      throw new InvalidInputException(
          "invariantName",
          "expected no colon, which separates it from the store, in " + quote(name));
    }
    return name;
  }

  public static String violationKey(@Nullable String value) {
    String key = notNull("violationKey", value);
    int colon = key.indexOf(':');
    invariantName(colon < 0 ? key : key.substring(0, colon));
    if (colon >= 0) {
      name("storeId", key.substring(colon + 1));
    }
    return key;
  }

  /** A text of at most 64 KiB in UTF-8 that is not blank. */
  public static String text(String field, @Nullable String given) {
    String value = notNull(field, given);
    encodable(field, value);
    if (value.isBlank()) {
      throw new InvalidInputException(field, "expected a text, not " + quote(value));
    }
    int bytes = utf8Length(value);
    if (bytes > MAX_TEXT_BYTES) {
      throw new InvalidInputException(
          field,
          "expected at most "
              + MAX_TEXT_BYTES
              + " bytes in UTF-8, not "
              + bytes
              + ": "
              + quote(value));
    }
    return value;
  }

  /** A text as {@link #text} wants it, or none. */
  public static @Nullable String optionalText(String field, @Nullable String value) {
    return value == null ? null : text(field, value);
  }

  /** An instant that both databases can hold, in microseconds. */
  public static Instant instant(String field, @Nullable Instant value) {
    Instant micros = notNull(field, value);
    if (micros.isAfter(Instant.MIN.plusSeconds(1))) {
      micros = micros.truncatedTo(ChronoUnit.MICROS);
    }
    if (micros.isBefore(InstantText.MIN) || micros.isAfter(InstantText.MAX)) {
      throw new InvalidInputException(
          field, "expected an instant from year 0001 to 9999, not " + value);
    }
    return micros;
  }

  public static @Nullable Instant optionalInstant(String field, @Nullable Instant value) {
    return value == null ? null : instant(field, value);
  }

  public static <E extends Enum<E> & Literal> E parse(
      String field, Class<E> type, @Nullable String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.literal().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    field,
                    "expected one of "
                        + Arrays.stream(type.getEnumConstants()).map(Literal::literal).toList()
                        + ", not "
                        + quote(Objects.requireNonNullElse(name, "null"))));
  }

  /** PostgreSQL stores no U+0000, and an unpaired surrogate does not survive UTF-8. */
  public static void encodable(String field, String value) {
    int index = indexOfUnencodable(value);
    if (index >= 0) {
      char c = value.charAt(index);
      throw new InvalidInputException(
          field,
          "expected no "
              + (c == 0
                  ? "U+0000"
                  : "unpaired surrogate U+" + Integer.toHexString(c).toUpperCase(Locale.ROOT))
              + ", found at index "
              + index
              + " of "
              + quote(value));
    }
  }

  /** Whether a text has neither U+0000 nor an unpaired surrogate. */
  public static boolean isEncodable(String value) {
    return indexOfUnencodable(value) < 0;
  }

  private static int indexOfUnencodable(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }

  public static int utf8Length(String value) {
    return value.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The value in quotes, shortened, and with what cannot be printed escaped. */
  public static String quote(String value) {
    StringBuilder quoted = new StringBuilder("'");
    value
        .chars()
        .limit(MAX_QUOTED_CHARS)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.isSurrogate((char) c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append(value.length() > MAX_QUOTED_CHARS ? "...'" : "'").toString();
  }
}
