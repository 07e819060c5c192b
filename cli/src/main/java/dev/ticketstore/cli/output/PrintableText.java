package dev.ticketstore.cli.output;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jline.utils.WCWidth;

/** Text that a terminal shows as it is, in the columns that it takes there. */
public final class PrintableText {

  private static final String ELLIPSIS = "…";

  private PrintableText() {}

  /**
   * Escapes what would move the cursor, start a new line, change colours or turn the direction of
   * the text.
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                  if (isHarmless(c)) {
                    escaped.appendCodePoint(c);
                  } else {
                    escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
                  }
                }
              }
            });
    return escaped.toString();
  }

  private static boolean isHarmless(int c) {
    boolean turnsDirection = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return !Character.isISOControl(c)
        && !turnsDirection
        && Character.getType(c) != Character.LINE_SEPARATOR
        && Character.getType(c) != Character.PARAGRAPH_SEPARATOR
        && Character.getType(c) != Character.SURROGATE;
  }

  /** How many columns the text takes: none for a combining mark, two for a Chinese character. */
  public static int width(String text) {
    return text.codePoints().map(PrintableText::width).sum();
  }

  private static int width(int codePoint) {
    return Math.max(0, WCWidth.wcwidth(codePoint));
  }

  /** How wide each column of a table is, for all rows; there is at least one. */
  static int[] widths(List<List<String>> rows) {
    return IntStream.range(0, rows.get(0).size())
        .map(column -> rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0))
        .toArray();
  }

  /** The text if it fits, or else its beginning and an ellipsis. */
  public static String cut(String text, int columns) {
    return width(text) <= columns ? text : beginning(text, columns - 1) + ELLIPSIS;
  }

  /**
   * The text if it fits, or else its beginning, an ellipsis and twice as much of its end: of a
   * violation key both tell, and most keys of one list begin alike.
   */
  static String cutMiddle(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    int end = (columns - 1) * 2 / 3;
    String reversed = new StringBuilder(text).reverse().toString();
    String tail = new StringBuilder(beginning(reversed, end)).reverse().toString();
    return beginning(text, columns - 1 - end) + ELLIPSIS + tail;
  }

  private static String beginning(String text, int columns) {
    StringBuilder kept = new StringBuilder();
    int left = columns;
    for (int c : text.codePoints().toArray()) {
      left -= width(c);
      if (left < 0) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return kept.toString();
  }

  /** The text with blanks after it. */
  public static String padEnd(String text, int columns) {
    return text + blanks(columns - width(text));
  }

  /** The text with blanks before it. */
  static String padStart(String text, int columns) {
    return blanks(columns - width(text)) + text;
  }

  private static String blanks(int count) {
    return " ".repeat(Math.max(0, count));
  }
}
