package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.CommandLineRun.Result;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportCommandTest {

  private static final String SAMPLE =
      Path.of("..", "samples", "alertmanager-webhooks.ndjson").toString();

  private static final String FIRING =
      "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"Lag\","
          + "\"node\":\"n1\",\"prio\":\"P3\"},\"annotations\":{\"summary\":\"slow\"},"
          + "\"startsAt\":\"2026-01-24T23:00:00Z\"}]}\n";

  private static final String WELL =
      FIRING
          .replace("firing", "resolved")
          .replace("]}\n", "]}\n")
          .replace("\"startsAt\"", "\"endsAt\":\"2026-01-24T23:09:00Z\",\"startsAt\"");

  @TempDir Path folder;

  private Result in(String text, String... options) {
    return new CommandLineRun()
        .in(text)
        .in(
            folder,
            Stream.concat(Stream.of("import", "--format", "alertmanager", "-"), Stream.of(options))
                .toArray(String[]::new));
  }

  @Test
  void importsAFileOnce() {
    assertThat(tickets(folder, "import", "--format", "alertmanager", SAMPLE).done().outLines())
        .containsExactly(
            "items       6",
            "created     3",
            "repeated    0",
            "resolved    1",
            "unresolved  2",
            "duplicate   1",
            "unmatched   1");
    String after = tickets(folder, "list", "--json").done().out();

    assertThat(tickets(folder, "import", "--format", "alertmanager", SAMPLE).done().outLines())
        .containsExactly(
            "items       6",
            "created     0",
            "repeated    0",
            "resolved    0",
            "unresolved  2",
            "duplicate   4",
            "unmatched   2");
    assertThat(tickets(folder, "list", "--json").done().out()).isEqualTo(after);
  }

  @Test
  void importsStandardInputAndPrintsJson() {
    assertThat(in(FIRING + WELL, "--json").done().out())
        .isEqualToIgnoringNewLines(
            "{\"items\":2,\"created\":1,\"repeated\":0,\"resolved\":1,\"unresolved\":0,"
                + "\"duplicate\":0,\"late\":0,\"kept\":0,\"acknowledged\":0,\"unchanged\":0,"
                + "\"unmatched\":0,\"ignored\":0,\"unreadable\":0}");
    assertThat(tickets(folder, "show", "1").done().outLines())
        .contains(
            "violation_key       Lag:node=n1,prio=P3",
            "resolved_at         2026-01-24T23:09:00Z",
            "source              alertmanager");
  }

  @Test
  void reportsWhatCannotBeReadAndAppliesTheRest() {
    Result result = in(FIRING.replace("firing", "x") + "oops\n" + FIRING);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "tickets: standard input, line 1, alerts[0]: status: expected one of"
                            + " firing, resolved, not 'x'"),
            line -> assertThat(line).startsWith("tickets: standard input, line 2: expected JSON"),
            line ->
                assertThat(line).isEqualTo("tickets: 2 items of standard input could not be read"));
    assertThat(result.outLines()).contains("items       3", "created     1", "unreadable  2");
  }

  @Test
  void reportsTheFirstOnesOfManyOnly() {
    Result result = in("oops\n".repeat(100));

    assertThat(result.err().lines()).hasSize(21).last().asString().contains("100 items");
  }

  @Test
  void strictStopsAtTheFirstThatCannotBeRead() {
    in(FIRING + "oops\n" + FIRING.replace("n1", "n2"), "--strict")
        .failed(1, "standard input, line 2: expected JSON", "(items applied before it: 1)");
    assertThat(tickets(folder, "list").done().outLines()).hasSize(2);
  }

  @Test
  void dryRunShowsTheItemsAndOpensNoStore() {
    Result result = in(FIRING + WELL, "--dry-run");

    assertThat(result.done().outLines())
        .containsExactly(
            "firing  Lag:node=n1,prio=P3  warning  slow", "resolved  Lag:node=n1,prio=P3");
    assertThat(in(FIRING, "--dry-run", "--json").done().out())
        .isEqualToIgnoringNewLines(
            "{\"kind\":\"firing\",\"violation_key\":\"Lag:node=n1,prio=P3\","
                + "\"at\":\"2026-01-24T23:00:00Z\",\"severity\":\"warning\",\"message\":\"slow\","
                + "\"position\":\"line 1, alerts[0]\"}");
    Result bad = in("oops\n" + FIRING, "--dry-run");
    assertThat(bad.exitCode()).isEqualTo(1);
    assertThat(bad.outLines()).hasSize(2).first().asString().startsWith("unreadable  expected");
    assertThat(in("oops\n" + FIRING, "--dry-run", "--strict").outLines()).hasSize(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void optionsChooseKeySeverityAndSource() {
    in(
            FIRING,
            "--key-label",
            "node",
            "--severity-label",
            "prio",
            "--severity",
            "P3=info",
            "--source",
            "eu")
        .done();

    assertThat(tickets(folder, "show", "1").done().outLines())
        .contains(
            "violation_key       Lag:n1", "severity            info", "source              eu");
    in(FIRING.replace("P3", "P9"), "--key-label", "prio", "--default-severity", "critical").done();
    assertThat(tickets(folder, "show", "2").done().outLines())
        .contains("violation_key       Lag:P9", "severity            critical");
  }

  /** The sender decides when it is well, and says so once. */
  @Test
  void keyThatFlapsIsResolved() {
    StringBuilder feed = new StringBuilder();
    for (int minute = 10; minute < 16; minute++) {
      feed.append(FIRING.replace("T23:00", "T23:" + minute));
      feed.append(
          WELL.replace("T23:00", "T23:" + minute).replace("23:09:00", "23:" + minute + ":30"));
    }

    assertThat(in(feed.toString()).done().outLines())
        .contains("created     6", "resolved    6", "unresolved  0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import - | --format",
        "import --format xml - | expected one of alertmanager, grafana, cloudwatch, pagerduty",
        "import --format alertmanager | FILE",
        "import --format alertmanager --severity P1=bad - | expected one of info, warning, critical",
        "import --format alertmanager --source '' - | --source: expected a name",
        "import --format alertmanager --key-label '' - | --key-label: expected the name"
      })
  void wrongCommandLineIsRefused(String command, String message) {
    String[] words =
        Stream.of(command.split(" ", -1))
            .map(word -> word.equals("''") ? "" : word)
            .toArray(String[]::new);

    tickets(folder, words).failed(2, message);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFileThatCannotBeRead() {
    tickets(folder, "import", "--format", "nagios", "missing.log")
        .failed(1, "missing.log: no such file");
    tickets(folder, "import", "--format", "nagios", folder.toString())
        .failed(1, folder + " cannot be read");
  }

  @Test
  void drawsABarOnATerminalOnly() {
    Result result =
        new CommandLineRun()
            .terminal(100)
            .in(folder, "import", "--format", "alertmanager", SAMPLE, "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("\rImport 100%", "items/s");
  }
}
