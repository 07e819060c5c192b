package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.CommandLineRun.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PurgeCommandTest {

  private static final String CYCLE =
      "{\"source\":\"s\",\"started_at\":\"2026-03-01T12:00:01Z\",\"checked\":[\"y\"],"
          + "\"outcome\":\"complete\",\"violations\":[]}";

  @TempDir Path folder;

  /** Two resolved tickets of one key, of which the last one stays, and 2 events of that. */
  @BeforeEach
  void fill() {
    for (int id = 1; id <= 2; id++) {
      tickets(folder, "observe", "x", "--message", "m", "--id", "o-" + id).done();
      tickets(folder, "resolve", Integer.toString(id)).done();
    }
    new CommandLineRun().in(CYCLE).in(folder, "replay", "-").done();
  }

  private Result later(String howMuch, String... args) {
    String[] command = new String[args.length + 1];
    command[0] = "purge";
    System.arraycopy(args, 0, command, 1, args.length);
    return new CommandLineRun().later(howMuch).in(folder, command);
  }

  @Test
  void removesAllThatIsOlder() {
    assertThat(later("P90D", "--older-than", "90d").done().outLines())
        .containsExactly(
            "Removed:",
            "tickets          0",
            "events           0",
            "observation_ids  0",
            "cycles           0");
    assertThat(later("P90DT0.001S", "--older-than", "90d").done().outLines())
        .containsExactly(
            "Removed:",
            "tickets          1",
            "events           2",
            "observation_ids  2",
            "cycles           1");
    assertThat(tickets(folder, "list", "--json").done().outLines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("{\"id\":2,");
  }

  @Test
  void removesOnlyWhatIsNamed() {
    assertThat(counts("--cycles", "12h")).isEqualTo("0 0 0 1");
    assertThat(counts("--ids", "1d")).isEqualTo("0 0 2 0");
    assertThat(counts("--tickets", "PT12H")).isEqualTo("1 0 0 0");
    assertThat(counts("--events", "1d12h")).isEqualTo("0 2 0 0");
    assertThat(counts("--events", "1d", "--tickets", "1d", "--ids", "1d", "--cycles", "1d"))
        .isEqualTo("0 0 0 0");
  }

  @Test
  void comparesEachWithItsOwnAge() {
    assertThat(counts("--tickets", "3d", "--events", "1d", "--ids", "3d", "--cycles", "1d"))
        .isEqualTo("0 4 0 1");
  }

  private String counts(String... args) {
    String[] command = new String[args.length + 1];
    System.arraycopy(args, 0, command, 0, args.length);
    command[args.length] = "--json";
    var json = later("P2D", command).done().json();
    return String.join(
        " ",
        json.get("tickets").asText(),
        json.get("events").asText(),
        json.get("observation_ids").asText(),
        json.get("cycles").asText());
  }

  @Test
  void countsOnlyOnADryRun() {
    for (int run = 1; run <= 2; run++) {
      assertThat(later("P91D", "--older-than", "90d", "--dry-run").done().outLines())
          .containsExactly(
              "Nothing has changed. A purge would remove:",
              "tickets          1",
              "events           2",
              "observation_ids  2",
              "cycles           1");
    }
    assertThat(later("P91D", "--older-than", "90d", "--dry-run", "--json").done().out())
        .isEqualToIgnoringNewLines(
            "{\"tickets\":1,\"events\":2,\"observation_ids\":2,\"cycles\":1,\"dry_run\":true}");
    assertThat(later("P91D", "--older-than", "90d", "--json").done().out())
        .isEqualToIgnoringNewLines(
            "{\"tickets\":1,\"events\":2,\"observation_ids\":2,\"cycles\":1,\"dry_run\":false}");
  }

  @Test
  void drawsABarOnATerminal() {
    Result result =
        new CommandLineRun()
            .terminal(100)
            .later("P91D")
            .in(folder, "purge", "--older-than", "90d", "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("{\"tickets\":1,");
    assertThat(result.err()).contains("\rPurge 100%", "6/6 rows", "rows/s");
  }

  @Test
  void refusesWrongCommandLines() {
    later("P91D").failed(2, "expected --older-than TIME, or an age", "purge --help");
    later("P91D", "--dry-run").failed(2, "expected --older-than TIME, or an age");
    later("P91D", "--older-than", "1d", "--ids", "2d").failed(2, "--older-than names everything");
    for (String age : new String[] {"90", "0d", "-1d", "x", "d", "1dT2h", "36501d", "1h1d", ""}) {
      later("P91D", "--tickets", age)
          .failed(2, "'--tickets'", "expected 1ms to 36500d", "'" + age + "'");
    }
    assertThat(tickets(folder, "list").done().outLines()).hasSize(3);
  }

  @Test
  void takesTheLongestAge() {
    later("P91D", "--older-than", "36500d").done();
  }
}
