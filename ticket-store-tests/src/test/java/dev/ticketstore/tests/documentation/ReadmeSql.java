package dev.ticketstore.tests.documentation;

/**
 * Lays out a statement for people: a line for each clause and each assignment, no lines of over 120
 * characters.
 */
final class ReadmeSql {

  private static final int WIDTH = 120;

  private ReadmeSql() {}

  static String layOut(String sql) {
    String clauses =
        sql.replace("\"", "")
            .replaceAll(
                " (select|from|left outer join|where|order by|on conflict|do update|returning) ",
                "\n$1 ")
            .replaceAll("(?<=\\)|end), (?=\\w+ = )", ",\n      ")
            .replaceAll("\\bset ", "\n  set ");
    StringBuilder text = new StringBuilder();
    for (String line : clauses.split("\n", -1)) {
      text.append(text.isEmpty() ? "" : "\n").append(wrap(line));
    }
    return text.toString();
  }

  private static String wrap(String line) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (String word : line.split("(?<=, )", -1)) {
      if (column > 0 && column + word.stripTrailing().length() > WIDTH) {
        text.setLength(text.length() - 1);
        text.append("\n    ");
        column = 4;
      }
      text.append(word);
      column += word.length();
    }
    return text.toString();
  }
}
