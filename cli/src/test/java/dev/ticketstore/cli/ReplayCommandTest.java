package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.CommandLineRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

  private static final String SAMPLE = Path.of("..", "samples", "tikv-incident.ndjson").toString();

  private static final String FOUND =
      "{\"source\":\"s\",\"started_at\":\"2026-01-24T23:00:00Z\",\"checked\":[\"a\"],"
          + "\"outcome\":\"complete\",\"violations\":[{\"invariant_name\":\"a\","
          + "\"message\":\"m\",\"observed_at\":\"2026-01-24T23:00:00Z\"}]}";

  private static final String WELL =
      "{\"source\":\"s\",\"started_at\":\"2026-01-24T23:01:00Z\",\"checked\":[\"a\"],"
          + "\"outcome\":\"complete\",\"violations\":[]}";

  @TempDir Path folder;

  @Test
  void replaysAFile() {
    assertThat(tickets(folder, "replay", SAMPLE).done().outLines())
        .containsExactly(
            "cycles      120",
            "violations  138",
            "created     10",
            "repeated    128",
            "resolved    9",
            "unresolved  1");
    assertThat(tickets(folder, "list", "--status", "open").done().outLines()).hasSize(2);
  }

  @Test
  void replaysAFileAndPrintsJson() {
    assertThat(tickets(folder, "replay", SAMPLE, "--json").done().out())
        .isEqualToIgnoringNewLines(
            "{\"cycles\":120,\"violations\":138,\"created\":10,\"repeated\":128,"
                + "\"resolved\":9,\"unresolved\":1,\"duplicate\":0,\"late\":0,"
                + "\"applied_before\":0,\"events\":0,\"steps\":0,"
                + "\"unchanged\":0,\"kept\":0,\"unmatched\":0,\"refused\":0}");
  }

  @Test
  void replaysStandardInput() {
    Result result =
        new CommandLineRun()
            .in("\n" + FOUND + "\r\n \t\n" + WELL + "\n" + FOUND.replace("T23:00", "T23:02"))
            .in(folder, "replay", "-", "--json")
            .done();

    assertThat(result.out())
        .isEqualToIgnoringNewLines(
            "{\"cycles\":3,\"violations\":2,\"created\":2,\"repeated\":0,"
                + "\"resolved\":1,\"unresolved\":1,\"duplicate\":0,\"late\":0,"
                + "\"applied_before\":0,\"events\":0,\"steps\":0,"
                + "\"unchanged\":0,\"kept\":0,\"unmatched\":0,\"refused\":0}");
  }

  @Test
  void readsTheLabelsOfAViolation() {
    String labels = "\"labels\":{\"team\":\"storage\",\"dc\":\"1\"},\"message\"";
    new CommandLineRun().in(FOUND.replace("\"message\"", labels)).in(folder, "replay", "-").done();

    assertThat(tickets(folder, "show", "1", "--json").done().json().get("labels"))
        .hasToString("{\"dc\":\"1\",\"team\":\"storage\"}");
    new CommandLineRun()
        .in(FOUND.replace("\"message\"", labels.replace("\"1\"", "1")))
        .in(folder, "replay", "-")
        .failed(1, "standard input, line 1: violations[0].labels.dc: ");
  }

  @Test
  void resolvesAtTheBeginningOfTheCycle() {
    new CommandLineRun().in(FOUND + "\n" + WELL).in(folder, "replay", "-").done();

    assertThat(tickets(folder, "show", "1").done().outLines())
        .contains("resolved_at         2026-01-24T23:01:00Z")
        .anyMatch(line -> line.matches("batch_key +2026-01-24T23:00:00Z#[0-9a-f]{16}"));
  }

  @Test
  void appliesACycleOnce() {
    tickets(folder, "replay", SAMPLE).done();
    String after = tickets(folder, "list", "--json").done().out();

    assertThat(tickets(folder, "replay", SAMPLE).done().outLines())
        .containsExactly(
            "cycles          120",
            "violations      138",
            "created         0",
            "repeated        0",
            "resolved        0",
            "unresolved      1",
            "applied_before  120");
    assertThat(tickets(folder, "list", "--json").done().out()).isEqualTo(after);
  }

  @Test
  void saysWhatDidNotCount() {
    String counted = FOUND.replace("\"message\"", "\"observation_id\":\"o-1\",\"message\"");
    String late = FOUND.replace("\"source\":\"s\"", "\"source\":\"late\"");
    String text =
        String.join(
            "\n",
            counted,
            counted.replaceFirst("T23:00", "T23:00:30").replace(":30:00", ":30"),
            WELL,
            late);

    assertThat(new CommandLineRun().in(text).in(folder, "replay", "-").done().outLines())
        .containsExactly(
            "cycles      4",
            "violations  3",
            "created     1",
            "repeated    0",
            "resolved    1",
            "unresolved  0",
            "duplicate   1",
            "late        1");
  }

  @Test
  void takesABatchKeyAndTheNumberOfCyclesThatMustMissATicket() {
    String patient = WELL.replace("\"checked\"", "\"resolve_after\":2,\"checked\"");
    String text =
        String.join(
            "\n",
            FOUND.replace("\"checked\"", "\"batch_key\":\"run 7\",\"checked\""),
            patient.replace("\"checked\"", "\"batch_key\":\"run 8\",\"checked\""),
            patient.replace("\"checked\"", "\"batch_key\":\"run 8\",\"checked\""));
    CommandLineRun run = new CommandLineRun();
    run.in(text).in(folder, "replay", "-").done();
    assertThat(tickets(folder, "show", "1").done().outLines())
        .contains("batch_key           run 7", "status              open");

    run.in(patient).in(folder, "replay", "-").done();
    assertThat(tickets(folder, "show", "1").done().outLines())
        .contains("status              resolved");
  }

  @Test
  void stopsAtAnObservationIdOfAnotherKey() {
    String counted = FOUND.replace("\"message\"", "\"observation_id\":\"o-1\",\"message\"");

    new CommandLineRun()
        .in(counted + "\n" + counted.replace("\"a\"", "\"b\"").replace("\"s\"", "\"t\""))
        .in(folder, "replay", "-")
        .failed(1, "standard input, line 2: The observation id 'o-1'", "applied before it: 1");
  }

  @Test
  void replaysNothing() {
    assertThat(new CommandLineRun().in(folder, "replay", "-", "--json").done().out())
        .startsWith("{\"cycles\":0,");
  }

  @Test
  void stopsAtAMalformedLineAndKeepsWhatCameBefore() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), FOUND + "\n\n{\"source\":1}\n" + WELL);

    tickets(folder, "replay", file.toString())
        .failed(1, "tickets: " + file + ", line 3: ", "(lines applied before it: 1)");

    assertThat(tickets(folder, "list").done().outLines())
        .hasSize(2)
        .last()
        .asString()
        .contains("open");
  }

  @Test
  void stopsAtWhatTheStoreRefuses() {
    new CommandLineRun()
        .in(FOUND + "\n" + FOUND.replace("\"m\"", "\" \""))
        .in(folder, "replay", "-")
        .failed(1, "standard input, line 2: violations[0].message: expected a text, not ' '");
  }

  @Test
  void refusesAFileThatCannotBeRead() {
    tickets(folder, "replay", "missing.ndjson").failed(1, "missing.ndjson: no such file");
    assertThat(folder).isEmptyDirectory();
    tickets(folder, "replay", folder.toString()).failed(1, folder + " cannot be read");
    tickets(folder, "replay").failed(2, "FILE");
  }

  @Test
  void drawsABarOnATerminalOnly() {
    Result onTerminal = new CommandLineRun().terminal(100).in(folder, "replay", SAMPLE, "--json");
    Result elsewhere = tickets(folder, "replay", SAMPLE, "--json");

    assertThat(onTerminal.exitCode()).isZero();
    assertThat(onTerminal.out()).startsWith("{").doesNotContain("Replay");
    assertThat(onTerminal.err()).contains("\rReplay 100%", "91/91 KiB", "lines/s");
    assertThat(onTerminal.err().split("\r")).allMatch(drawn -> drawn.strip().length() < 100);
    assertThat(elsewhere.err()).isEmpty();
  }

  @Test
  void drawsABarForStandardInputWithoutKnowingItsEnd() {
    Result result = new CommandLineRun().terminal(100).in(FOUND).in(folder, "replay", "-");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("\rReplay  ? %", "lines/s");
  }

  @Test
  void leavesTheBarBeforeItSaysWhatFailed() {
    Result result = new CommandLineRun().terminal(100).in(FOUND + "\n{").in(folder, "replay", "-");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).containsPattern("lines/s\\Rtickets: standard input, line 2: ");
  }
}
