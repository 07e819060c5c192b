package dev.ticketstore.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the commands of transcripts in one folder, each a second after the one before, as on a
 * terminal. Besides {@code tickets} it knows {@code sqlite3 FILE 'STATEMENT'}, and {@code > FILE}.
 */
final class TranscriptRun {

  private static final String PROMPT = "$ ";
  private static final String LEFT_OUT = "...";
  private static final int COLUMNS = 116;

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /** A file in the folder, also as part of a URL. */
  private static final Pattern FILE =
      Pattern.compile("(jdbc:sqlite:)?([\\w-]+\\.(?:db|json|csv|parquet|html))");

  /** What the commands take from the clock of the system. */
  private static final Pattern TIME =
      Pattern.compile(
          "(?m)^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z(?=  dev/)"
              + "|(?<=before-adoption-)\\d{8}T\\d{6}\\.\\d{3}Z");

  private final Path folder;
  private final Path root;
  private int commands;

  TranscriptRun(Path folder, Path root) {
    this.folder = folder;
    this.root = root;
  }

  /** The block as it is printed now: unchanged where it shows that. */
  String run(String block) throws SQLException, IOException {
    StringBuilder text = new StringBuilder();
    List<String> lines = block.lines().toList();
    for (int i = 0; i < lines.size(); ) {
      String command = lines.get(i++);
      int from = i;
      while (i < lines.size() && !lines.get(i).startsWith(PROMPT)) {
        i++;
      }
      text.append(command).append('\n').append(output(command, lines.subList(from, i)));
    }
    return text.toString();
  }

  private String output(String command, List<String> shown) throws SQLException, IOException {
    if (!command.startsWith(PROMPT)) {
      throw new AssertionError("Expected a command first, not " + command);
    }
    String printed = execute(words(command.substring(PROMPT.length())));
    String expected = shown.isEmpty() ? "" : String.join("\n", shown) + "\n";
    return isShown(expected, printed) ? expected : printed;
  }

  private static boolean isShown(String expected, String printed) {
    StringBuilder pattern = new StringBuilder();
    withoutTime(expected)
        .lines()
        .forEach(
            line ->
                pattern.append(line.equals(LEFT_OUT) ? "(?:.*\n)*" : Pattern.quote(line + "\n")));
    return withoutTime(printed).matches(pattern.toString());
  }

  private static String withoutTime(String text) {
    return TIME.matcher(text).replaceAll("TIME");
  }

  /** What a shell would pass, with files in the folder. */
  List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : inFolder(word.group(3)));
    }
    return words;
  }

  private String inFolder(String word) {
    Matcher file = FILE.matcher(word);
    if (file.matches()) {
      return (file.group(1) == null ? "" : file.group(1)) + folder.resolve(file.group(2));
    }
    return word.startsWith("samples/") ? root.resolve(word).toString() : word;
  }

  private String execute(List<String> words) throws SQLException, IOException {
    int redirection = words.indexOf(">");
    if (redirection > 0) {
      Files.writeString(
          Path.of(words.get(redirection + 1)), execute(words.subList(0, redirection)));
      return "";
    }
    if (words.get(0).equals("sqlite3")) {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + words.get(1));
          Statement statement = connection.createStatement()) {
        statement.execute(words.get(2));
      }
      return "";
    }
    CommandLineRun.Result result =
        new CommandLineRun()
            .outputOnTerminal(COLUMNS)
            .later("PT" + commands++ + "S")
            .variable("NO_COLOR", "1")
            .variable("TICKETS_URL", "jdbc:sqlite:" + folder.resolve("tickets.db"))
            .run(words.subList(1, words.size()).toArray(String[]::new));
    return (result.out() + result.err()).replace(folder + "/", "");
  }
}
