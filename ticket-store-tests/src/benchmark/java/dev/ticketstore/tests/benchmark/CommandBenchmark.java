package dev.ticketstore.tests.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A command of the command line as a whole process. */
@State(Scope.Benchmark)
public class CommandBenchmark {

  /** Which one. */
  public enum Command {
    LIST,
    OBSERVE
  }

  /** How. */
  public enum Way {
    /** The script {@code tickets}. */
    TICKETS,
    /** A Java with the same options that loads the driver and runs one statement. */
    BARE
  }

  @Param("LIST")
  Command command;

  @Param("TICKETS")
  Way way;

  @Param("SQLITE")
  Place place;

  private BenchmarkDatabase database;
  private List<String> arguments;

  @Setup(Level.Trial)
  public void prepare() throws IOException, InterruptedException {
    database = BenchmarkDatabase.copy(place, Content.EMPTY);
    String file = database.url().substring("jdbc:sqlite:".length());
    List<String> tickets = new ArrayList<>(List.of("../tickets", "--db", file));
    List<String> observe = List.of("observe", "store_down", "--message", "silent");
    // Opens a ticket, and makes the command if it is not there.
    run(concat(tickets, observe));
    arguments =
        way == Way.TICKETS
            ? concat(tickets, command == Command.LIST ? List.of("list") : observe)
            : bare();
  }

  private List<String> bare() {
    String driver =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> path.matches(".*(sqlite-jdbc|test-classes).*"))
            .collect(Collectors.joining(File.pathSeparator));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        driver,
        OneStatement.class.getName(),
        database.url(),
        command == Command.LIST
            ? "select * from tickets order by id desc limit 50"
            : "update tickets set occurrence_count = occurrence_count + 1, version = version + 1"
                + " where violation_key = 'store_down' and status <> 'resolved'");
  }

  /** The whole of a program. */
  static final class OneStatement {

    private OneStatement() {}

    /** Takes a URL and a statement. */
    public static void main(String[] args) throws SQLException {
      try (Connection connection = DriverManager.getConnection(args[0]);
          Statement statement = connection.createStatement()) {
        System.out.println(statement.execute(args[1]));
      }
    }
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    database.close();
  }

  @Benchmark
  public void run() throws IOException, InterruptedException {
    run(arguments);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed");
    }
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
