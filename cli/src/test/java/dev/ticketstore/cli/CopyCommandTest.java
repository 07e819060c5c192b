package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.CommandLineRun.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyCommandTest {

  @TempDir Path folder;

  private String url(String name) {
    return "jdbc:sqlite:" + folder.resolve(name);
  }

  private Result copy(CommandLineRun run, String... more) {
    String[] args = new String[5 + more.length];
    args[0] = "copy";
    args[1] = "--from";
    args[2] = url("tickets.db");
    args[3] = "--to";
    args[4] = url("copy.db");
    System.arraycopy(more, 0, args, 5, more.length);
    return run.run(args);
  }

  private void observe() {
    tickets(folder, "observe", "a", "--message", "m").done();
    tickets(folder, "observe", "b", "--message", "m").done();
  }

  @Test
  void copies() {
    observe();

    assertThat(copy(new CommandLineRun()).done().outLines())
        .hasSize(3)
        .startsWith("copied    2", "tickets   2")
        .last()
        .asString()
        .matches("checksum  [0-9a-f]{64}");
    JsonNode again = copy(new CommandLineRun(), "--json").done().json();

    assertThat(again.get("copied").longValue()).isZero();
    assertThat(again.get("tickets").longValue()).isEqualTo(2);
    assertThat(again.get("checksum").textValue()).hasSize(64);
    assertThat(new CommandLineRun().run("list", "--url", url("copy.db")).done().out())
        .isEqualTo(tickets(folder, "list").done().out());
  }

  @Test
  void drawsABarOnATerminal() {
    observe();

    Result result = copy(new CommandLineRun().terminal(100));

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("\rCopy 100%", "2/2 rows", "rows/s");
  }

  @Test
  void refusesAStoreWithOtherTickets() {
    observe();
    new CommandLineRun().run("observe", "x", "--message", "m", "--url", url("copy.db")).done();

    copy(new CommandLineRun()).failed(1, "--to: expected an empty store");
  }

  @Test
  void needsASource() {
    copy(new CommandLineRun()).failed(1, "no store at", "or check --from");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesWrongCommandLines() {
    copy(new CommandLineRun(), "--db", "x").failed(2, "--db and --url do not apply");
    copy(new CommandLineRun(), "--url", url("x")).failed(2, "--db and --url do not apply");
    new CommandLineRun().run("copy", "--from", url("x")).failed(2, "--to");
    new CommandLineRun().run("copy", "--to", url("x")).failed(2, "--from");
    new CommandLineRun().run("copy", "--from", url("x"), "--to", url("x")).failed(2, "the same");
    new CommandLineRun()
        .run("copy", "--from", "tickets.db", "--to", url("x"))
        .failed(2, "--from: expected jdbc:sqlite:FILE");
    assertThat(folder).isEmptyDirectory();
  }
}
