package dev.ticketstore.internal.adoption;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words of a statement, without its comments and its texts. */
final class SqlWords {

  private static final Pattern SKIPPED =
      Pattern.compile("--[^\n]*|/\\*.*?(?:\\*/|$)|'(?:[^']|'')*'", Pattern.DOTALL);

  private static final Pattern WORD =
      Pattern.compile(
          SKIPPED.pattern()
              + "|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^\\]]*\\]|[\\w$\\x80-\\uffff]+",
          Pattern.DOTALL);

  private static final Pattern QUOTES = Pattern.compile("^[\"`\\[]|[\"`\\]]$");

  private SqlWords() {}

  /** In lower case; a name in quotes keeps them. */
  static List<String> of(String sql) {
    return WORD.matcher(sql)
        .results()
        .map(word -> word.group().toLowerCase(Locale.ROOT))
        .filter(word -> !SKIPPED.matcher(word).matches())
        .toList();
  }

  /** The name that a word stands for. */
  static String name(String word) {
    return QUOTES.matcher(word).replaceAll("");
  }

  /** Whether two statements differ in comments, case and white space only. */
  static boolean isSame(String a, String b) {
    return of(a).equals(of(b));
  }
}
