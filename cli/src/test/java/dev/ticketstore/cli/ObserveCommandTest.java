package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.CommandLineRun.Result;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObserveCommandTest {

  @TempDir Path folder;

  @Test
  void saysThatItCreatedATicketAndPrintsIt() {
    Result result = tickets(folder, "observe", "store_down", "--message", "no heartbeat").done();

    assertThat(result.outLines())
        .containsExactly(
            "Created ticket 1.",
            "id                  1",
            "violation_key       store_down",
            "invariant_name      store_down",
            "store_id            -",
            "status              open",
            "held                false",
            "batch_key           -",
            "occurrence_count    1",
            "first_seen_at       2026-03-01T12:00:00Z",
            "last_seen_at        2026-03-01T12:00:00Z",
            "acknowledged_at     -",
            "diagnosed_at        -",
            "resolved_at         -",
            "resolved_by         -",
            "message             no heartbeat",
            "severity            warning",
            "diagnosis           -",
            "metric_snapshot     -",
            "labels              {}",
            "assignee            -",
            "held_since          -",
            "held_micros         0",
            "episode             1",
            "previous_id         -",
            "occurrences_before  0",
            "flapping            false",
            "source              -",
            "version             1",
            "created_at          2026-03-01T12:00:00Z",
            "updated_at          2026-03-01T12:00:00Z");
  }

  @Test
  void saysThatItRepeatedATicket() {
    tickets(folder, "observe", "store_down", "--message", "first").done();

    Result result = tickets(folder, "observe", "store_down", "--message", "second").done();

    assertThat(result.outLines())
        .contains("Repeated ticket 1, now seen 2 times.", "message             second");
  }

  @Test
  void printsOneObjectWithTheOutcomeAsJson() {
    String[] command = {
      "observe",
      "store_down",
      "--store",
      "tikv-3:20160",
      "--message",
      "no heartbeat",
      "--severity",
      "critical",
      "--metrics",
      "{\"seconds\": 1.50, \"big\": 12345678901234567890}",
      "--batch",
      "run 7",
      "--at",
      "2026-01-24T23:08:17.123456789+01:00",
      "--json"
    };

    Result created = tickets(folder, command).done();
    Result repeated = tickets(folder, command).done();

    assertThat(created.out())
        .isEqualToIgnoringNewLines(
            "{\"id\":1,\"violation_key\":\"store_down:tikv-3:20160\","
                + "\"invariant_name\":\"store_down\",\"store_id\":\"tikv-3:20160\","
                + "\"status\":\"open\",\"held\":false,\"batch_key\":\"run 7\","
                + "\"occurrence_count\":1,\"first_seen_at\":\"2026-01-24T22:08:17.123456Z\","
                + "\"last_seen_at\":\"2026-01-24T22:08:17.123456Z\","
                + "\"acknowledged_at\":null,\"diagnosed_at\":null,\"resolved_at\":null,"
                + "\"resolved_by\":null,"
                + "\"message\":\"no heartbeat\",\"severity\":\"critical\",\"diagnosis\":null,"
                + "\"metric_snapshot\":{\"seconds\":1.50,\"big\":12345678901234567890},"
                + "\"labels\":{},\"assignee\":null,\"held_since\":null,\"held_micros\":0,"
                + "\"episode\":1,\"previous_id\":null,"
                + "\"occurrences_before\":0,\"flapping\":false,\"source\":null,"
                + "\"version\":1,\"created_at\":\"2026-03-01T12:00:00Z\","
                + "\"updated_at\":\"2026-03-01T12:00:00Z\",\"outcome\":\"created\"}");
    JsonNode again = repeated.json();
    assertThat(again.get("outcome").textValue()).isEqualTo("repeated");
    assertThat(again.get("occurrence_count").longValue()).isEqualTo(2);
  }

  @Test
  void keepsTheLabelsOfTheNewestObservation() {
    String[] command = {"observe", "x", "--message", "m", "--label", "team=storage"};
    tickets(folder, command).done();
    assertThat(tickets(folder, "show", "1").done().outLines())
        .contains("labels              {\"team\":\"storage\"}");

    tickets(folder, "observe", "x", "--message", "m", "--label", "zone=a=b", "--label", "dc=")
        .done();

    assertThat(tickets(folder, "show", "1", "--json").done().json().get("labels"))
        .hasToString("{\"dc\":\"\",\"zone\":\"a=b\"}");
  }

  @Test
  void countsAnObservationIdOnce() {
    String[] command = {"observe", "store_down", "--message", "m", "--id", "o-1"};
    tickets(folder, command).done();

    assertThat(tickets(folder, command).done().outLines())
        .startsWith("Counted before, on ticket 1.")
        .contains("occurrence_count    1");
    assertThat(outcome("observe", "store_down", "--message", "m", "--id", "o-1"))
        .isEqualTo("duplicate");
    assertThat(outcome("observe", "store_down", "--message", "m", "--id", "o-2"))
        .isEqualTo("repeated");
  }

  @Test
  void refusesAnObservationIdOfAnotherKey() {
    tickets(folder, "observe", "store_down", "--message", "m", "--id", "o-1").done();

    tickets(folder, "observe", "high_latency", "--message", "m", "--id", "o-1")
        .failed(1, "tickets: The observation id 'o-1' was counted for 'store_down'");
  }

  @Test
  void saysThatAnObservationIsLate() {
    tickets(folder, "observe", "store_down", "--message", "m").done();
    tickets(folder, "resolve", "1").done();
    String[] command = {
      "observe", "store_down", "--message", "old", "--at", "2026-03-01T11:59:59Z"
    };

    assertThat(tickets(folder, command).done().outLines())
        .startsWith(
            "Late: ticket 1, last seen at 2026-03-01T12:00:00Z and resolved at 2026-03-01T12:00:00Z,"
                + " covers it.")
        .contains("message             m", "occurrence_count    1");
    assertThat(outcome(command)).isEqualTo("late");
    command[5] = "2026-03-01T12:00:00Z";
    assertThat(outcome(command)).as("not after the last observation").isEqualTo("late");
    command[5] = "2026-03-01T12:00:01Z";
    assertThat(outcome(command)).isEqualTo("created");
  }

  private String outcome(String... command) {
    String[] line = Arrays.copyOf(command, command.length + 1);
    line[command.length] = "--json";
    return tickets(folder, line).done().json().get("outcome").textValue();
  }

  @Test
  void takesAMessageThatLooksLikeAFileOfArguments() {
    Result result = tickets(folder, "observe", "x", "--message", "@oncall", "--json").done();

    assertThat(result.json().get("message").textValue()).isEqualTo("@oncall");
  }

  @Test
  void refusesAWrongValueByTheNameOfItsOption() {
    refused("--severity", "bad", "'--severity'", "info, warning, critical", "'bad'");
    refused("--at", "yesterday", "'--at'", "ISO 8601", "'yesterday'");
    refused("--at", "2026-01-24T23:08:17", "'--at'", "'2026-01-24T23:08:17'");
    refused("--at", "+12026-01-24T23:08:17Z", "--at: expected an instant from year 0001 to 9999");
    refused("--metrics", "[1]", "--metrics: expected a JSON object, not '[1]'");
    refused("--store", " ", "--store: expected a name, not ' '");
    refused("--batch", "", "--batch: expected a name, not ''");
    refused("--id", "", "--id: expected a name, not ''");
    refused("--label", "storage", "--label", "storage");
    refused("--label", "a b=c", "--label: ", "a b");
  }

  private void refused(String option, String value, String... inMessage) {
    tickets(folder, "observe", "x", "--message", "m", option, value).failed(2, inMessage);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAWrongInvariantOrMessage() {
    tickets(folder, "observe", "a:b", "--message", "m").failed(2, "INVARIANT: expected no colon");
    tickets(folder, "observe", "a", "--message", " ").failed(2, "--message: expected a text");
    tickets(folder, "observe", "a").failed(2, "--message", "Try 'tickets observe --help'.");
    tickets(folder, "observe", "--message", "m").failed(2, "INVARIANT");
    assertThat(folder).isEmptyDirectory();
  }
}
