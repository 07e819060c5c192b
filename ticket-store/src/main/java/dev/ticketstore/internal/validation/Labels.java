package dev.ticketstore.internal.validation;

import dev.ticketstore.InvalidInputException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks that labels are names that both databases can look up, with short values. */
public final class Labels {

  static final int MAX_LABELS = 64;
  static final int MAX_VALUE_CHARS = 1_024;

  private static final String FIELD = "labels";

  /** SQLite would read other names as JSON paths. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]{0,254}");

  private Labels() {}

  /**
   * A sorted copy.
   *
   * @throws InvalidInputException that quotes the name or value
   */
  public static SortedMap<String, String> check(@Nullable Map<String, String> labels) {
    Map<String, String> given = Check.notNull(FIELD, labels);
    if (given.isEmpty()) {
      return Collections.emptySortedMap();
    }
    if (given.size() > MAX_LABELS) {
      throw new InvalidInputException(
          FIELD, "expected at most " + MAX_LABELS + " labels, not " + given.size());
    }
    SortedMap<String, String> sorted = new TreeMap<>();
    given.forEach(
        (name, value) -> {
          if (!NAME.matcher(Check.notNull(FIELD, name)).matches()) {
            throw new InvalidInputException(
                FIELD,
                "expected a name of at most 255 letters, digits, _, ., - and / that begins with a"
                    + " letter or _, not "
                    + Check.quote(name));
          }
          Check.encodable(FIELD, Check.notNull(FIELD, value));
          if (value.length() > MAX_VALUE_CHARS) {
            throw new InvalidInputException(
                FIELD,
                "expected values of at most "
                    + MAX_VALUE_CHARS
                    + " characters, not "
                    + value.length()
                    + ": "
                    + Check.quote(value));
          }
          sorted.put(name, value);
        });
    return Collections.unmodifiableSortedMap(sorted);
  }
}
