package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {

  private static final String DANGEROUS = "a\nb\u001b[31mred\u0007 \u009b1m \u007f \u202etext";

  @TempDir Path folder;

  @Test
  void printsOneFieldALine() {
    tickets(folder, "observe", "x", "--message", "m", "--metrics", "{ \"a\" : [1, null] }").done();

    assertThat(tickets(folder, "show", "1").done().outLines())
        .hasSize(30)
        .contains("id                  1", "metric_snapshot     {\"a\":[1,null]}");
  }

  @Test
  void printsNumbersWithAllTheDigitsThatPostgresWrites() throws Exception {
    tickets(folder, "observe", "x", "--message", "m", "--metrics", "{\"v\":1e100000}").done();
    String digits = "1" + "0".repeat(100_000);
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tickets.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("update tickets set metric_snapshot = '{\"v\":" + digits + "}'");
    }

    for (String[] command : List.of(new String[] {"show", "1"}, new String[] {"list", "--json"})) {
      assertThat(tickets(folder, command).done().out()).contains("{\"v\":" + digits + "}");
    }
  }

  @Test
  void printsOneObjectAsJson() {
    tickets(folder, "observe", "x", "--message", "m").done();

    JsonNode json = tickets(folder, "show", "1", "--json").done().json();

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "violation_key",
            "invariant_name",
            "store_id",
            "status",
            "held",
            "batch_key",
            "occurrence_count",
            "first_seen_at",
            "last_seen_at",
            "acknowledged_at",
            "diagnosed_at",
            "resolved_at",
            "resolved_by",
            "message",
            "severity",
            "diagnosis",
            "metric_snapshot",
            "labels",
            "assignee",
            "held_since",
            "held_micros",
            "episode",
            "previous_id",
            "occurrences_before",
            "flapping",
            "source",
            "version",
            "created_at",
            "updated_at");
  }

  @Test
  void printsWhatTheKeyHadBefore() {
    String cycle =
        "{\"source\":\"monitor\",\"started_at\":\"2026-02-%sT00:00:00Z\",\"checked\":[\"x\"],"
            + "\"outcome\":\"complete\",\"violations\":[{\"invariant_name\":\"x\","
            + "\"message\":\"m\",\"observed_at\":\"2026-02-%<sT00:00:00Z\"}]}\n";
    String well = cycle.replaceAll("\\{\"invariant_name.*\\}(?=])", "");
    String lines =
        String.format(
            Locale.ROOT,
            "%s%s%s%s",
            cycle.formatted("01"),
            cycle.formatted("02"),
            well.formatted("03"),
            cycle.formatted("04"));
    new CommandLineRun().in(lines).in(folder, "replay", "-").done();
    tickets(folder, "assign", "2", "alice").done();

    assertThat(tickets(folder, "show", "2").done().outLines())
        .endsWith(
            "assignee            alice",
            "held_since          -",
            "held_micros         0",
            "episode             2",
            "previous_id         1",
            "occurrences_before  2",
            "flapping            false",
            "source              monitor",
            "version             2",
            "created_at          2026-03-01T12:00:00Z",
            "updated_at          2026-03-01T12:00:00Z");
  }

  @Test
  void escapesWhatATerminalWouldObey() {
    String metrics = "{\"\u009b\": \"\u007f\"}";
    tickets(folder, "observe", "x", "--message", DANGEROUS, "--metrics", metrics).done();

    assertThat(tickets(folder, "show", "1").done().outLines())
        .hasSize(30)
        .contains(
            "message             a\\nb\\u001b[31mred\\u0007 \\u009b1m \\u007f \\u202etext",
            "metric_snapshot     {\"\\u009b\":\"\\u007f\"}");
    assertThat(tickets(folder, "list").done().outLines())
        .hasSize(2)
        .last()
        .asString()
        .endsWith("a\\nb\\u001b[31mred\\u0007 \\u009b1m \\u007f \\u202etext");
  }

  @Test
  void escapesInJsonToo() {
    tickets(folder, "observe", "x", "--message", DANGEROUS).done();

    CommandLineRun.Result result = tickets(folder, "show", "1", "--json").done();

    assertThat(result.out().strip()).doesNotContainPattern("\\p{Cntrl}|[\\x7f-\\x9f]");
    assertThat(result.json().get("message").textValue()).isEqualTo(DANGEROUS);
  }

  @Test
  void escapesInErrorsToo() {
    tickets(folder, "show", "1\u001b[31m").failed(2, "1\\u001b[31m");
  }
}
