package dev.ticketstore.internal.adoption;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words of a statement, without its comments. */
final class SqlWords {

  private static final String COMMENT = "--[^\n]*|/\\*.*?(?:\\*/|$)";

  private static final String QUOTED =
      "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^\\]]*\\]";

  private static final Pattern WORD =
      Pattern.compile(COMMENT + "|(" + QUOTED + "|[\\w$\\x{80}-\\x{10ffff}]+)", Pattern.DOTALL);

  private static final Pattern QUOTES = Pattern.compile("^['\"`\\[]|['\"`\\]]$");

  private SqlWords() {}

  /** In lower case; a text, and a name in quotes, keep their quotes. */
  static List<String> of(String sql) {
    return WORD.matcher(sql)
        .results()
        .filter(word -> word.group(1) != null)
        .map(word -> word.group().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The name that a word stands for. */
  static String name(String word) {
    return QUOTES.matcher(word).replaceAll("");
  }
}
