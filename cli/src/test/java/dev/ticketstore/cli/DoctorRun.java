package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.CommandLineRun.Result;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The file that a doctor examines, and its findings. */
abstract class DoctorRun {

  static final int PROBLEM = 8;

  @TempDir Path folder;

  final Path file() {
    return folder.resolve("tickets.db");
  }

  final void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  final void makeStore() {
    tickets(folder, "observe", "x", "--message", "m").done();
  }

  /** The findings that are not as they should be, each with its command. */
  final List<String> wrong(String... options) {
    return wrong(
        new CommandLineRun()
            .in(
                folder,
                Stream.concat(Stream.of("doctor", "--json"), Stream.of(options))
                    .toArray(String[]::new)));
  }

  static List<String> wrong(Result result) {
    JsonNode json = result.json();
    List<String> wrong = new ArrayList<>();
    for (JsonNode each : json.get("checks")) {
      if (!each.get("state").textValue().equals("ok")) {
        assertThat(each.get("remedy").textValue()).as("%s", each).isNotBlank();
        wrong.add(
            String.join(
                " | ",
                each.get("state").textValue(),
                each.get("check").textValue(),
                each.get("found").textValue(),
                each.get("command").asText("-")));
      }
    }
    assertThat(result.exitCode())
        .as(result.out())
        .isEqualTo(json.get("problems").intValue() > 0 ? PROBLEM : 0);
    assertThat(wrong).hasSize(json.get("problems").intValue() + json.get("warnings").intValue());
    assertThat(result.err()).isEmpty();
    return wrong;
  }
}
