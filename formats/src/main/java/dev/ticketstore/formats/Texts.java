package dev.ticketstore.formats;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Texts for people. */
final class Texts {

  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_QUOTED_CHARS = 80;
  private static final String CUT = "…";

  private Texts() {}

  /** The text, cut to what a message of a violation may be. */
  static String cut(String text) {
    if (text.length() <= MAX_BYTES / 3
        || text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
      return text;
    }
    int end =
        text.offsetByCodePoints(
            0, Math.min(MAX_BYTES / 4 - 1, text.codePointCount(0, text.length())));
    return text.substring(0, end) + CUT;
  }

  /** The text in quotes, on one line, shortened. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("'");
    text.chars()
        .limit(MAX_QUOTED_CHARS)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.isSurrogate((char) c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append(text.length() > MAX_QUOTED_CHARS ? "...'" : "'").toString();
  }
}
