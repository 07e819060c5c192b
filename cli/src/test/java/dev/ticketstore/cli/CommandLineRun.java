package dev.ticketstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.output.Terminal;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs commands in this process, at a fixed time, and keeps what they print. */
public final class CommandLineRun {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** What a command did. */
  public record Result(int exitCode, String out, String err) {

    public Result done() {
      assertThat(this).extracting(Result::exitCode, Result::err).containsExactly(0, "");
      return this;
    }

    public Result failed(int code, String... inMessage) {
      assertThat(exitCode).as(err).isEqualTo(code);
      assertThat(out).isEmpty();
      assertThat(err).startsWith("tickets: ").contains(inMessage).doesNotContain("\tat ");
      return this;
    }

    public JsonNode json() {
      try {
        return Json.parse(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError(out, e);
      }
    }

    public List<String> outLines() {
      return out.lines().toList();
    }
  }

  private final Map<String, String> variables = new HashMap<>();
  private Terminal terminal = Terminal.none();
  private byte[] in = new byte[0];
  private Instant now = NOW;

  public CommandLineRun variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Both outputs lead to a terminal. */
  public CommandLineRun terminal(int columns) {
    terminal = new Terminal(Terminal.Kind.TERMINAL, Terminal.Kind.TERMINAL, columns);
    return this;
  }

  /** Only standard output leads to a terminal, so that no progress is shown. */
  CommandLineRun outputOnTerminal(int columns) {
    terminal = new Terminal(Terminal.Kind.TERMINAL, Terminal.Kind.OTHER, columns);
    return this;
  }

  public CommandLineRun in(String text) {
    in = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** At another time, such as {@code P1D} after the usual one. */
  CommandLineRun later(String duration) {
    now = NOW.plus(Duration.parse(duration));
    return this;
  }

  public Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Environment environment =
        new Environment(
            new ByteArrayInputStream(in),
            new PrintWriter(out),
            new PrintWriter(err),
            variables,
            terminal,
            Clock.fixed(now, ZoneOffset.UTC));
    int exitCode = Main.run(environment, args);
    return new Result(exitCode, out.toString(), err.toString());
  }

  /** Runs a command on the file {@code tickets.db} in a folder. */
  public Result in(Path folder, String... args) {
    return run(
        Stream.concat(Arrays.stream(args), Stream.of("--db", folder.resolve("tickets.db") + ""))
            .toArray(String[]::new));
  }

  /** The same with nothing special about it. */
  public static Result tickets(Path folder, String... args) {
    return new CommandLineRun().in(folder, args);
  }
}
