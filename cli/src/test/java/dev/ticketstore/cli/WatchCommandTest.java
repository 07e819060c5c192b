package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.CommandLineRun.Result;
import dev.ticketstore.cli.output.PrintableText;
import dev.ticketstore.cli.output.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchCommandTest {

  private static final String OPENED = "2026-03-01T12:00:00Z  1  store_down:s3  opened  open";

  @TempDir Path folder;

  @BeforeEach
  void observe() {
    tickets(folder, "observe", "store_down", "--store", "s3", "--message", "m").done();
  }

  private Result watch(CommandLineRun run, String... args) {
    String[] command = new String[args.length + 3];
    command[0] = "watch";
    command[1] = "--for";
    command[2] = "1ms";
    System.arraycopy(args, 0, command, 3, args.length);
    Result result = run.in(folder, command);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  @Test
  void printsOneEventALineAndThenTheCursorOnStandardError() {
    tickets(folder, "acknowledge", "1", "--by", "alice", "--note", "on\nit").done();
    tickets(folder, "assign", "1", "bob", "--by", "alice").done();
    tickets(folder, "assign", "1", "--none").done();

    Result result = watch(new CommandLineRun());

    assertThat(result.outLines())
        .containsExactly(
            OPENED,
            "2026-03-01T12:00:00Z  1  store_down:s3  status  open -> acknowledged"
                + "  by alice: on\\nit",
            "2026-03-01T12:00:00Z  1  store_down:s3  assignee  bob  by alice",
            "2026-03-01T12:00:00Z  1  store_down:s3  assignee  bob -> -");
    assertThat(result.err()).isEqualToIgnoringNewLines("Next: --after 4");
  }

  @Test
  void printsCloudEventsThatImportReads() throws IOException {
    tickets(folder, "resolve", "1", "--by", "alice").done();

    Result result =
        watch(new CommandLineRun(), "--format", "cloudevents", "--source", "/clusters/a");

    assertThat(result.outLines()).hasSize(2);
    assertThat(result.outLines().get(0))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/clusters/a\","
                + "\"type\":\"dev.ticketstore.event\",\"subject\":\"store_down:s3\","
                + "\"time\":\"2026-03-01T12:00:00Z\",\"datacontenttype\":\"application/json\","
                + "\"data\":{\"id\":1,\"ticket_id\":1,\"violation_key\":\"store_down:s3\","
                + "\"kind\":\"opened\",\"old_value\":null,\"new_value\":\"open\","
                + "\"effective_at\":\"2026-03-01T12:00:00Z\","
                + "\"recorded_at\":\"2026-03-01T12:00:00Z\",\"actor\":null,\"note\":null,"
                + "\"batch_key\":null}}");
    Path feed = Files.write(folder.resolve("feed.ndjson"), result.outLines());
    String other = folder.resolve("other.db").toString();
    new CommandLineRun()
        .in(folder, "--db", other, "import", "--format", "cloudevents", feed.toString())
        .done();
    assertThat(new CommandLineRun().in(folder, "--db", other, "list").out())
        .contains("resolved", "store_down:s3");
  }

  @Test
  void refusesASourceThatIsNoUri() {
    new CommandLineRun()
        .in(folder, "watch", "--for", "1ms", "--source", "not a uri")
        .failed(2, "--source: expected a URI, not 'not a uri'");
  }

  @Test
  void printsOneObjectALineAsJson() {
    tickets(folder, "hold", "1").done();

    Result result = watch(new CommandLineRun(), "--json");

    assertThat(result.outLines())
        .containsExactly(
            "{\"id\":1,\"ticket_id\":1,\"violation_key\":\"store_down:s3\",\"kind\":\"opened\","
                + "\"old_value\":null,\"new_value\":\"open\","
                + "\"effective_at\":\"2026-03-01T12:00:00Z\",\"recorded_at\":\"2026-03-01T12:00:00Z\",\"actor\":null,\"note\":null,"
                + "\"batch_key\":null,\"cursor\":\"2\"}",
            "{\"id\":2,\"ticket_id\":1,\"violation_key\":\"store_down:s3\",\"kind\":\"held\","
                + "\"old_value\":\"false\",\"new_value\":\"true\","
                + "\"effective_at\":\"2026-03-01T12:00:00Z\",\"recorded_at\":\"2026-03-01T12:00:00Z\",\"actor\":null,\"note\":null,"
                + "\"batch_key\":null,\"cursor\":\"2\"}");
    assertThat(result.err()).isEqualToIgnoringNewLines("Next: --after 2");
  }

  @Test
  void cutsLinesToTheTerminal() {
    tickets(folder, "diagnose", "1", "x".repeat(200)).done();

    assertThat(watch(new CommandLineRun().terminal(80)).outLines())
        .hasSize(3)
        .contains(OPENED)
        .allMatch(line -> PrintableText.width(line) <= 80)
        .last()
        .asString()
        .hasSize(80)
        .endsWith("x…");
  }

  @Test
  void goesOnFromACursor() {
    String cursor = watch(new CommandLineRun()).err().strip().replace("Next: --after ", "");
    tickets(folder, "hold", "1").done();

    Result second = watch(new CommandLineRun(), "--after", cursor);

    assertThat(second.outLines())
        .containsExactly("2026-03-01T12:00:00Z  1  store_down:s3  held  false -> true");
    assertThat(second.err()).isEqualToIgnoringNewLines("Next: --after 2");
    Result third = watch(new CommandLineRun(), "--after", "2");
    assertThat(third.out()).isEmpty();
    assertThat(third.err()).isEqualToIgnoringNewLines("Next: --after 2");
  }

  @Test
  void leavesOutWhatWasBefore() {
    Result result = watch(new CommandLineRun(), "--from-now");

    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualToIgnoringNewLines("Next: --after 1");
  }

  @Test
  void refusesWrongCommandLines() {
    tickets(folder, "watch", "--after", "1", "--from-now")
        .failed(2, "--after and --from-now exclude each other", "watch --help");
    tickets(folder, "watch", "--after", "x").failed(2, "--after: expected a cursor", "'x'");
    tickets(folder, "watch", "--for", "0s").failed(2, "'--for'", "'0s'");
  }

  @Test
  void printsEventsAsTheyComeUntilItsThreadIsInterrupted() throws Exception {
    PipedReader pipe = new PipedReader();
    StringWriter err = new StringWriter();
    Thread watching = watchInto(new PipedWriter(pipe), err);
    try (BufferedReader out = new BufferedReader(pipe)) {
      assertThat(out.readLine()).isEqualTo(OPENED);
      tickets(folder, "hold", "1").done();
      assertThat(out.readLine()).endsWith("held  false -> true");

      watching.interrupt();
      watching.join();

      assertThat(err).hasToString("Next: --after 2" + System.lineSeparator());
    }
  }

  @Test
  void endsWithoutAReaderAndDoesNotPassOverWhatNobodyRead() throws Exception {
    StringWriter err = new StringWriter();
    Thread watching = watchInto(new NoReader(), err, "--after", "0");

    watching.join();

    assertThat(err).hasToString("Next: --after 0" + System.lineSeparator());
  }

  @Test
  void printsTheCursorBeforeItSaysWhatFailed() throws Exception {
    PipedReader pipe = new PipedReader();
    StringWriter err = new StringWriter();
    Thread watching = watchInto(new PipedWriter(pipe), err);
    try (BufferedReader out = new BufferedReader(pipe);
        Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tickets.db"));
        Statement statement = connection.createStatement()) {
      assertThat(out.readLine()).isEqualTo(OPENED);

      statement.execute("drop table ticket_events");
      watching.join();
    }

    assertThat(err.toString().lines()).hasSize(2).first().isEqualTo("Next: --after 1");
    assertThat(err.toString().lines()).last().asString().startsWith("tickets: ");
  }

  private Thread watchInto(Writer out, StringWriter err, String... args) {
    String[] command = new String[args.length + 3];
    command[0] = "watch";
    command[1] = "--db";
    command[2] = folder.resolve("tickets.db").toString();
    System.arraycopy(args, 0, command, 3, args.length);
    Environment environment =
        new Environment(
            InputStream.nullInputStream(),
            new PrintWriter(out),
            new PrintWriter(err),
            Map.of(),
            new Terminal(Terminal.Kind.PIPE, Terminal.Kind.OTHER, 80),
            Clock.systemUTC());
    Thread thread = new Thread(() -> Main.run(environment, command));
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void printsTheCursorWhenTheProcessIsToEnd() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "watch",
                "--db",
                folder.resolve("tickets.db").toString())
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo(OPENED);
      tickets(folder, "hold", "1").done();
      assertThat(out.readLine()).endsWith("held  false -> true");

      // Unlike the process itself, its handle leaves the streams open.
      process.toHandle().destroy();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
          .containsExactly("Next: --after 2");
    } finally {
      process.destroyForcibly();
    }
  }

  /** A pipe whose reader went away. */
  private static final class NoReader extends Writer {
    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      throw new IOException("broken pipe");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
