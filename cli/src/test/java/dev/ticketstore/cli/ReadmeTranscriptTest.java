package dev.ticketstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of {@code tickets schema} is what it prints. */
class ReadmeTranscriptTest {

  private static final String PROMPT = "$ ./tickets ";
  private static final String LEFT_OUT = "...";
  private static final String DROPS = "# somebody drops an index";
  private static final Pattern BLOCK = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}");

  @TempDir Path folder;

  @Test
  void commandsPrintWhatIsShown() throws Exception {
    List<String> shown = shown();
    int commands = 0;
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i).equals(DROPS)) {
        dropIndex();
      } else {
        List<String> output = shown.subList(i + 1, end(shown, i + 1));
        assertPrints(shown.get(i), output);
        i += output.size();
        commands++;
      }
    }
    assertThat(commands).isGreaterThan(12);
  }

  /** The lines of the blocks that need nothing but an empty folder. */
  private static List<String> shown() throws IOException {
    List<String> lines = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "README.md")));
    while (block.find()) {
      String text = block.group(1);
      if (text.startsWith(PROMPT + "schema ") && !text.contains("schema adopt")) {
        text.lines().forEach(lines::add);
      }
    }
    return lines;
  }

  private static int end(List<String> shown, int from) {
    int end = from;
    while (end < shown.size()
        && !shown.get(end).startsWith(PROMPT)
        && !shown.get(end).equals(DROPS)) {
      end++;
    }
    return end;
  }

  private void assertPrints(String command, List<String> expected) {
    String[] arguments = command.substring(PROMPT.length()).split(" ", -1);
    List<String> printed =
        List.of(new CommandLineRun().in(folder, arguments).out().split("\n", -1));
    StringBuilder pattern = new StringBuilder();
    for (String line : expected) {
      pattern.append(line.equals(LEFT_OUT) ? "(?:.*\n)*" : Pattern.quote(withoutTime(line)) + "\n");
    }
    assertThat(withoutTime(String.join("\n", printed))).as(command).matches(pattern.toString());
  }

  private static String withoutTime(String text) {
    return TIME.matcher(text).replaceAll("TIME");
  }

  private void dropIndex() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tickets.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("drop index idx_tickets_violation_time");
    }
  }
}
