package dev.ticketstore.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Pattern;

/** Says what Jackson found, without its hints for programmers. */
final class JsonErrors {

  /** The words in which Jackson adds where an object began. */
  private static final Pattern SOURCE = Pattern.compile(" \\([^(]*\\[Source: .*", Pattern.DOTALL);

  private JsonErrors() {}

  static String reason(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "the JSON ends too early";
    }
    String column = e.getLocation() == null ? "" : ", at column " + e.getLocation().getColumnNr();
    return "expected JSON: "
        + SOURCE.matcher(String.valueOf(e.getOriginalMessage())).replaceFirst("")
        + column;
  }
}
