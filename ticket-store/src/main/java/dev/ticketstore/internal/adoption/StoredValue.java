package dev.ticketstore.internal.adoption;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.internal.validation.Check;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * A value as SQLite stores it. It must not convert: a driver makes 0 of the text {@code true}, and
 * another text of bytes that are not UTF-8.
 *
 * @param storageClass as {@code typeof} names it
 * @param value a number, the bytes of a text or of a blob, or null
 * @param encoding of the texts in its file
 */
record StoredValue(String storageClass, @Nullable Object value, Charset encoding) {

  private static final String TEXT = "text";
  private static final int MAX_HEX_BYTES = 40;

  /** The storage class of a column. */
  static Field<String> storageClass(Field<?> column) {
    return DSL.field("typeof({0})", SQLDataType.CLOB, column);
  }

  /** The content of a column, of a text its bytes. */
  static Field<Object> content(Field<?> column) {
    return DSL.field(
        "case typeof({0}) when 'text' then cast({0} as blob) else {0} end",
        SQLDataType.OTHER, column);
  }

  boolean isNull() {
    return value == null;
  }

  /**
   * The characters of a text.
   *
   * @throws InvalidInputException if it is another value, has U+0000, or is not of its encoding
   */
  String text() {
    String text = decoded();
    if (text == null) {
      throw expected(storageClass.equals(TEXT) ? "a text in " + encoding : "a text");
    }
    Check.encodable("value", text);
    return text;
  }

  /**
   * An integer of at least {@code min} and at most {@code max}.
   *
   * @throws InvalidInputException if it is another value
   */
  long integer(long min, long max) {
    if (storageClass.equals("integer") && value instanceof Number number) {
      long integer = number.longValue();
      if (integer >= min && integer <= max) {
        return integer;
      }
    }
    throw expected(
        max == Long.MAX_VALUE
            ? "an integer of at least " + min
            : "an integer from " + min + " to " + max);
  }

  private InvalidInputException expected(String expected) {
    return new InvalidInputException("value", "expected " + expected + ", not " + this);
  }

  private @Nullable String decoded() {
    if (!storageClass.equals(TEXT) || !(value instanceof byte[] bytes)) {
      return null;
    }
    try {
      return encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /**
   * Writes it so that its class and its bits can be read again: a number or a text that JSON can
   * hold as such, {@code {"text": HEX}} for other texts, {@code {"blob": HEX}} for a blob. A real
   * number has a point or an exponent.
   */
  void write(JsonGenerator json) throws IOException {
    String text = decoded();
    if (value == null) {
      json.writeNull();
    } else if (text != null && Check.isEncodable(text)) {
      json.writeString(text);
    } else if (value instanceof byte[] bytes) {
      json.writeStartObject();
      json.writeStringField(storageClass, HexFormat.of().formatHex(bytes));
      json.writeEndObject();
    } else if (value instanceof Double real && real.isInfinite()) {
      json.writeNumber(real > 0 ? "9.0e+999" : "-9.0e+999");
    } else {
      json.writeNumber(value.toString());
    }
  }

  /** For a message: as a literal of SQL, shortened. */
  @Override
  public String toString() {
    String text = decoded();
    if (text != null) {
      return Check.quote(text);
    }
    if (value instanceof byte[] bytes) {
      String hex = HexFormat.of().formatHex(bytes, 0, Math.min(MAX_HEX_BYTES, bytes.length));
      return storageClass + " x'" + hex + (bytes.length > MAX_HEX_BYTES ? "...'" : "'");
    }
    return String.valueOf(value);
  }
}
