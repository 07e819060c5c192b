package dev.ticketstore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.cli.output.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;

/**
 * The transcripts of the documentation show what the commands print. A transcript is a text block
 * with a line that begins with the prompt and {@code ./tickets} or {@code tickets}.
 *
 * <p>The transcripts of a file run one after the other in a folder of their own, which is empty at
 * first. A line {@code ...} stands for any number of lines.
 */
class TranscriptTest {

  private static final Path ROOT = Path.of("..");

  /** Without transcripts: their blocks quote other products and runs of hours. */
  private static final List<String> LEFT_OUT = List.of("peers.md", "benchmarks.md");

  private static final Pattern BLOCK =
      Pattern.compile("(?<=```text\n)(.*?)(?=```)", Pattern.DOTALL);

  private static final Pattern PROMPT = Pattern.compile("(?m)^\\$ (?:\\./)?tickets .*");

  /** A command outside a transcript: a line of a shell block, or in backquotes. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\./tickets ([^#\n]*)|`\\./tickets ([^`\n]*)`");

  @TempDir Path folder;

  /** The files that have transcripts. */
  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !LEFT_OUT.contains(file.getFileName().toString()))
          .sorted()
          .forEach(files::add);
    }
    List<Path> found = new ArrayList<>();
    for (Path file : files) {
      if (PROMPT.matcher(Files.readString(file)).find()) {
        found.add(file);
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("files")
  void commandsPrintWhatIsShown(Path file) throws Exception {
    String shown = Files.readString(file);

    String printed = rerun(shown);

    if (!printed.equals(shown)) {
      Path written =
          Files.createDirectories(Path.of("target", "documentation")).resolve(file.getFileName());
      Files.writeString(written, printed);
      assertThat(shown)
          .as("%s differs; %s shows what is printed", file, written)
          .isEqualTo(printed);
    }
  }

  @Test
  void everyCommandIsInATranscript() throws Exception {
    for (Path file : files()) {
      String text = Files.readString(file);
      String blocks =
          String.join("", BLOCK.matcher(text).results().map(found -> found.group()).toList());
      assertThat(PROMPT.matcher(blocks).results().count())
          .as("%s", file)
          .isEqualTo(PROMPT.matcher(text).results().count());
    }
  }

  @Test
  void otherCommandsCanBeGiven() throws Exception {
    assertThatThrownBy(() -> parse("list --colour red"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--colour");
    for (Path file : files()) {
      Matcher command = COMMAND.matcher(Files.readString(file));
      while (command.find()) {
        String line = command.group(1) == null ? command.group(2) : command.group(1);
        if (!line.startsWith("COMMAND")) {
          assertThatCode(() -> parse(line)).as("%s: %s", file, line).doesNotThrowAnyException();
        }
      }
    }
  }

  private void parse(String command) {
    Environment nothing =
        new Environment(
            InputStream.nullInputStream(),
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(Writer.nullWriter()),
            Map.of(),
            Terminal.none(),
            Clock.systemUTC());
    new CommandTree(nothing)
        .all()
        .parseArgs(new TranscriptRun(folder, ROOT).words(command).toArray(String[]::new));
  }

  @Test
  void aWrongTranscriptIsFound() throws Exception {
    String shown = "```text\n$ ./tickets schema update\n...\nApplied 99 changes.\n```\n";

    assertThat(rerun(shown)).isNotEqualTo(shown).contains("applied  dev/").contains("Applied 21 ");
  }

  /** The text with the transcripts as they are printed now. */
  private String rerun(String text) throws Exception {
    TranscriptRun run = new TranscriptRun(folder, ROOT);
    StringBuilder printed = new StringBuilder();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String now = PROMPT.matcher(block.group()).find() ? run.run(block.group()) : block.group();
      block.appendReplacement(printed, Matcher.quoteReplacement(now));
    }
    return block.appendTail(printed).toString();
  }
}
