package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.CommandLineRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The summary and the page of what happened; the tests of {@code report} look at the page. */
class ReportCommandTest {

  @TempDir Path folder;

  @BeforeEach
  void observe() {
    observe("lag", "info", "2026-02-20T10:00:00Z");
    observe("disk", "critical", "2026-02-24T10:00:00Z");
    observe("disk", "critical", "2026-02-25T10:00:00Z");
    observe("</script>", "warning", "2026-02-28T23:30:00Z");
  }

  private void observe(String invariant, String severity, String at) {
    tickets(folder, "observe", invariant, "--severity", severity, "--message", "m", "--at", at)
        .done();
  }

  private Result report(String... args) {
    return tickets(
        folder, Stream.concat(Stream.of("report"), Arrays.stream(args)).toArray(String[]::new));
  }

  @Test
  void withoutAFileItPrintsASummaryOfTheLastWeek() {
    assertThat(report().done().out())
        .startsWith("Tickets, 2026-02-22 12:00 to 2026-03-01 12:00, UTC")
        .containsPattern("Opened +2 +\\+100 %")
        .containsPattern("Unresolved at the end +3 +2 more")
        .contains("Unresolved now: 3")
        .containsPattern("critical +5 d 2 h +disk +m")
        .containsPattern("disk +2 observations +1 ticket +unresolved for 5 d 2 h")
        .containsSubsequence("Keys that came back within a day", "none");
  }

  @Test
  void datesAreThoseOfTheZone() {
    JsonNode utc = report("--json", "--from", "2026-02-28", "--to", "2026-03-01").done().json();
    JsonNode berlin =
        report("--json", "--from", "2026-02-28", "--to", "2026-03-01", "--zone", "Europe/Berlin")
            .done()
            .json();

    assertThat(utc.get("flow")).hasSize(24);
    assertThat(utc.get("flow").get(23).get("opened").asInt()).isOne();
    assertThat(berlin.get("from").asText()).isEqualTo("2026-02-27T23:00:00Z");
    assertThat(berlin.get("flow").findValuesAsText("opened")).containsOnly("0");
    assertThat(berlin.get("unresolved").get(0).get("violation_key").asText()).isEqualTo("disk");
    assertThat(utc.get("heat").get(5).get(23).asInt()).isOne();
  }

  @Test
  void withAFileItWritesAPageThatIsWhole() throws IOException {
    Path page = folder.resolve("report.html");
    Files.writeString(page, "before");

    assertThat(report("--out", page.toString()).done().out())
        .isEqualTo("Wrote " + page + "." + System.lineSeparator());

    assertThat(Files.readString(page))
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>" + "\n")
        .contains("&lt;/script&gt;", "\\u003c/script>")
        .contains("default-src 'none'");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .extracting(Path::getFileName)
          .extracting(Path::toString)
          .noneMatch(name -> name.endsWith(".part"));
    }
    assertThat(report("--out", "-").done().out()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void wrongOptionsAreNamedAndNothingIsWritten() {
    report("--zone", "Mars")
        .failed(2, "--zone: expected a time zone such as Europe/Berlin, not 'Mars'");
    report("--from", "yesterday")
        .failed(2, "--from: expected a date such as 2026-01-24", "'yesterday'");
    report("--from", "2026-03-02").failed(2, "--to: expected a time after --from");
    Path missing = folder.resolve("no").resolve("report.html");
    report("--out", missing.toString()).failed(1, "--out: " + missing, "there is no such folder");
    report("--out", folder.resolve("tickets.db").toString()).failed(2, "is the store");
  }
}
