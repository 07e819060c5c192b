package dev.ticketstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shell and a manual get to know of the commands. */
class ManualTest {

  @TempDir Path folder;

  private String printed(String command) {
    return new CommandLineRun().run(command).done().out();
  }

  /** The words that bash offers for the last of these. */
  private List<String> completed(String... words) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("tickets_completion"), printed("completion"));
    String shell =
        "compopt() { :; }; source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_tickets; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(script, "tickets " + String.join(" ", words), words.length);
    Process bash = new ProcessBuilder("bash", "-c", shell).redirectErrorStream(true).start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(out).isZero();
    return out.lines().map(String::strip).toList();
  }

  @Test
  void bashCompletesCommandsOptionsAndValues() throws Exception {
    assertThat(completed("ackn")).containsExactly("acknowledge");
    assertThat(completed("list", "--assi")).containsExactly("--assignee");
    assertThat(completed("list", "--color", "a")).containsExactly("auto", "always");
    assertThat(completed("schema", "valid")).containsExactly("validate");
  }

  @Test
  void scriptIsForZshToo() {
    assertThat(printed("completion")).contains("bashcompinit");
  }

  @Test
  void scriptAndPageAreTheSameEachTime() {
    assertThat(printed("completion")).isEqualTo(printed("completion"));
    assertThat(printed("man")).isEqualTo(printed("man"));
  }

  @Test
  void pageHasEveryCommandWithItsOptions() {
    String page = printed("man");

    assertThat(page)
        .startsWith(".TH \"TICKETS\" \"1\" \"\" \"tickets ")
        .containsSubsequence(
            ".SH \"NAME\"\ntickets \\- Tickets for what monitors report",
            ".SH \"SYNOPSIS\"\ntickets [\\-hV]",
            ".SH \"OPTIONS\"\n.TP\n\\-\\-db=FILE\nThe SQLite file",
            ".SH \"COMMANDS\"\n.SS \"tickets observe\"",
            ".SS \"tickets list\"\nList tickets, newest first.",
            ".TP\n\\-\\-status=S\nWith this status: open, acknowledged, diagnosed, resolved.",
            ".TP\n\\-\\-limit=N\nThe maximum, up to 1000. Default: 50.\n",
            ".SS \"tickets schema validate\"",
            ".SH \"EXIT STATUS\"\n.TP\n0\nThe operation succeeded.",
            ".SH \"ENVIRONMENT\"\n.TP\nTICKETS_URL\nThe database, unless")
        .doesNotContain("${", "Default: null", "tickets help")
        .containsOnlyOnce("\\-\\-verbose\n");
    assertThat(page.lines())
        .allMatch(line -> !line.startsWith(".") || line.matches("\\.(TH|SH|SS|TP|PP)( \".*)?"))
        .noneMatch(line -> line.startsWith("'"));
  }
}
