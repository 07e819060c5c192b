package dev.ticketstore.tests.documentation;

/**
 * Lays out a statement for people: a line for each clause and each assignment, subqueries indented,
 * values wrapped at 120 characters.
 */
final class SqlLayout {

  private static final int WIDTH = 120;

  private SqlLayout() {}

  static String layOut(String sql) {
    String clauses =
        sql.replace("\"", "")
            .replaceAll(
                " (select|from|left outer join|where|order by|on conflict|do update|returning) ",
                "\n$1 ")
            .replaceAll("(?<=\\)|end), (?=\\w+ = )", ",\n      ")
            .replaceAll("\\bset ", "\n  set ")
            .replaceAll(" +\n", "\n");
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (String line : clauses.split("\n", -1)) {
      text.append(text.isEmpty() ? "" : "\n").append(wrap("  ".repeat(depth) + line));
      depth += count(line, '(') - count(line, ')');
    }
    return text.toString();
  }

  private static int count(String line, char parenthesis) {
    return (int) line.chars().filter(each -> each == parenthesis).count();
  }

  private static String wrap(String line) {
    String indent = " ".repeat(line.length() - line.stripLeading().length() + 4);
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (String word : line.split("(?<=, )", -1)) {
      if (column > 0 && column + word.stripTrailing().length() > WIDTH) {
        text.setLength(text.length() - 1);
        text.append("\n").append(indent);
        column = indent.length();
      }
      text.append(word);
      column += word.length();
    }
    return text.toString();
  }
}
