package dev.ticketstore.formats;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the two names of a violation key out of a name and labels, by one rule. Different labels
 * make different keys, and their order does not matter.
 *
 * <ol>
 *   <li>The invariant is the name, with a colon as {@code %3A}.
 *   <li>The store is the labels by name, as {@code name=value} with commas between. In names and
 *       values a comma is {@code %2C}, and in names an equals sign is {@code %3D}.
 *   <li>In both, a percent sign is {@code %25}, and control characters are such escapes too.
 *   <li>A name of more than 255 characters keeps its first 222, and {@code ~} with the first 32
 *       hexadecimal digits of the SHA-256 of all of it follows.
 * </ol>
 */
public final class LabelKey {

  private static final int MAX_CHARS = 255;
  private static final int KEPT_CHARS = 222;
  private static final int DIGITS = 32;

  private LabelKey() {}

  /** The invariant with a name: the name itself, unless it has a colon or is long. */
  public static String invariantName(String name) {
    return shortened(escape(name, ":"));
  }

  /** The store with these labels; null without any. */
  public static @Nullable String storeId(Map<String, String> labels) {
    return labels.isEmpty()
        ? null
        : shortened(
            new TreeMap<>(labels)
                .entrySet().stream()
                    .map(each -> escape(each.getKey(), ",=") + "=" + escape(each.getValue(), ","))
                    .collect(Collectors.joining(",")));
  }

  /** The store of a single value: the value itself, unless it is long. */
  public static String storeId(String value) {
    return shortened(escape(value, ""));
  }

  /**
   * The store with some of the labels, those that are there. Of a single one it is the value alone,
   * as a monitor would give it; null if none is there.
   */
  static @Nullable String storeId(Map<String, String> labels, Collection<String> chosen) {
    Map<String, String> some = new TreeMap<>(labels);
    some.keySet().retainAll(chosen);
    some.values().removeIf(String::isBlank);
    return chosen.size() == 1
        ? some.values().stream().findFirst().map(LabelKey::storeId).orElse(null)
        : storeId(some);
  }

  private static String escape(String text, String separators) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean paired = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
      if (paired) {
        escaped.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        escaped.append(String.format(Locale.ROOT, "%%u%04X", (int) c));
      } else if (c == '%' || Character.isISOControl(c) || separators.indexOf(c) >= 0) {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String shortened(String name) {
    if (name.length() <= MAX_CHARS) {
      return name;
    }
    boolean half = Character.isHighSurrogate(name.charAt(KEPT_CHARS - 1));
    String digest = Digest.of(name.getBytes(StandardCharsets.UTF_8));
    return name.substring(0, half ? KEPT_CHARS - 1 : KEPT_CHARS)
        + "~"
        + digest.substring(0, DIGITS);
  }
}
