package dev.ticketstore;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.ticketstore.internal.validation.CanonicalJson;
import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.internal.validation.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value, as text.
 *
 * <p>Two are equal if they are the same JSON: neither white space, nor the order of an object's
 * members, nor how a number is written matters, and numbers are compared with all their digits. It
 * is immutable.
 *
 * <p>Jackson 2 and 3 write it into a document as the JSON that it is, with all digits. They read
 * one from any JSON; a fraction then has the digits that the mapper gives it, which are those of a
 * {@code double} unless it uses {@code BigDecimal}, and a number beyond that is refused.
 */
public final class Json {

  private final String text;

  /** Disabled, as Jackson would give it a JSON string without its quotes. */
  @JsonCreator(mode = JsonCreator.Mode.DISABLED)
  private Json(String text) {
    this.text = text;
  }

  /**
   * A JSON value of any kind.
   *
   * @throws InvalidInputException if {@code text} is not one JSON value, is nested more than 1,000
   *     deep, or has a number of more than 200,000 characters
   */
  public static Json of(String text) {
    CanonicalJson.of(Check.notNull("json", text));
    return new Json(text);
  }

  /**
   * A JSON value whose text has been checked, or came out of a JSON column. Nothing is checked
   * here; comparing an invalid text fails.
   */
  public static Json ofUnchecked(String text) {
    return new Json(Check.notNull("json", text));
  }

  /** The text that it was made of. */
  public String text() {
    return text;
  }

  /** For Jackson: maps, lists and scalars, as it reads them. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Json from(@Nullable Object value) {
    return of(JsonText.of(value));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Json json
        && (text.equals(json.text) || CanonicalJson.of(text).equals(CanonicalJson.of(json.text)));
  }

  @Override
  public int hashCode() {
    return CanonicalJson.of(text).hashCode();
  }

  /** The text that it was made of. */
  @Override
  @JsonValue
  @JsonRawValue
  public String toString() {
    return text;
  }
}
