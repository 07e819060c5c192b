package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.CommandLineRun.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The doctor with files and servers that can be opened, and those that cannot. */
class DoctorCommandTest extends DoctorRun {

  @Test
  void nothingIsWrongWithAStore() {
    makeStore();

    Result result = tickets(folder, "doctor").done();

    assertThat(result.outLines())
        .contains("Host", "Database", "Schema", "Settings", "Disk", "Contents")
        .anySatisfy(
            line -> assertThat(line).startsWith("  ok       product ").contains("SQLite 3."))
        .anySatisfy(
            line -> assertThat(line).matches("  ok       changes +\\d+ applied, none pending"))
        .anySatisfy(line -> assertThat(line).matches("  ok       journal +wal"))
        .anySatisfy(line -> assertThat(line).matches("  ok       tickets +1 open, 0 .*"))
        .endsWith("", "No problem, no warning.");
    assertThat(wrong("--full")).isEmpty();
  }

  @Test
  void theFileStaysAsItIs() throws Exception {
    makeStore();
    execute("pragma journal_mode = delete");
    byte[] before = Files.readAllBytes(file());

    assertThat(wrong())
        .containsExactly("warning | journal | delete: a writer waits for each reader | -");

    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  /** A process that was killed left them; the last connection that can write would merge them. */
  @Test
  void aLogThatWaitsStaysAsItIs() throws Exception {
    makeStore();
    Path copy = folder.resolve("copy.db");
    Path log = folder.resolve("copy.db-wal");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute("create table noise (id integer)");
      Files.copy(file(), copy);
      Files.copy(folder.resolve(file().getFileName() + "-wal"), log);
    }
    byte[] before = Files.readAllBytes(copy);
    byte[] logBefore = Files.readAllBytes(log);
    assertThat(logBefore).isNotEmpty();

    Result result = new CommandLineRun().run("doctor", "--full", "--db", copy.toString());

    assertThat(result.out()).contains("noise");
    assertThat(Files.readAllBytes(copy)).isEqualTo(before);
    assertThat(Files.readAllBytes(log)).isEqualTo(logBefore);
  }

  @Test
  void aFileWithAnInterruptedTransactionIsNotOpened() throws Exception {
    makeStore();
    execute("pragma journal_mode = delete");
    Path copy = folder.resolve("copy.db");
    Path journal = folder.resolve("copy.db-journal");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute("pragma cache_spill = 1");
      statement.execute("begin immediate");
      statement.execute("create table noise (id integer)");
      Files.copy(file(), copy);
      Files.copy(folder.resolve(file().getFileName() + "-journal"), journal);
      statement.execute("rollback");
    }
    byte[] before = Files.readAllBytes(copy);
    // As if the pages had been written already.
    byte[] interrupted = Files.readAllBytes(journal);
    interrupted[0] = (byte) 0xd9;
    Files.write(journal, interrupted);

    assertThat(new CommandLineRun().run("doctor", "--db", copy.toString()).out())
        .contains("a transaction is under way or was interrupted");
    assertThat(Files.readAllBytes(copy)).isEqualTo(before);
    assertThat(Files.readAllBytes(journal)).isEqualTo(interrupted);
  }

  @Test
  void missingFileIsNotMade() {
    assertThat(wrong())
        .containsExactly(
            "problem | file | there is no such file | tickets schema update --db " + file());
    assertThat(folder).isEmptyDirectory();
    assertThat(wrong(new CommandLineRun().run("doctor", "--json", "--db", folder + "/no/x.db")))
        .singleElement()
        .asString()
        .startsWith("problem | file | there is no folder " + folder);
    assertThat(wrong(new CommandLineRun().run("doctor", "--json", "--db", folder.toString())))
        .singleElement()
        .asString()
        .startsWith("problem | file | this is no file");
  }

  @Test
  void quotesWhatAShellWouldTakeApart() {
    assertThat(
            wrong(new CommandLineRun().run("doctor", "--json", "--db", folder + "/it's a $x.db")))
        .singleElement()
        .asString()
        .endsWith("tickets schema update --db '" + folder + "/it'\\''s a $x.db'");
  }

  @Test
  void whatIsNoDatabase() throws IOException {
    Files.writeString(
        file(), "no database, and longer than a header of SQLite is, by some letters");

    assertThat(wrong())
        .singleElement()
        .asString()
        .startsWith("problem | connection | NOT_A_DATABASE: ")
        .endsWith(" | file " + file());
    tickets(folder, "list").failed(1, "NOT_A_DATABASE", "Try 'tickets doctor' on the same");
  }

  @Test
  void closedPort() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(
            wrong(
                new CommandLineRun()
                    .variable(
                        "TICKETS_URL",
                        "jdbc:postgresql://localhost:" + port + "/db?user=u&password=s3cret")
                    .run("doctor", "--json")))
        .singleElement()
        .asString()
        .startsWith("problem | connection | CONNECTION_REFUSED: ")
        .endsWith(" | pg_isready -h localhost -p " + port)
        .doesNotContain("s3cret");
  }

  @Test
  @Timeout(30)
  void serverThatSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertThat(
              wrong(
                  new CommandLineRun()
                      .run(
                          "doctor",
                          "--json",
                          "--timeout",
                          "1s",
                          "--url",
                          "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/db")))
          .singleElement()
          .asString()
          .startsWith("problem | connection | ")
          .endsWith(" | pg_isready -h 127.0.0.1 -p " + silent.getLocalPort());
    }
  }

  @Test
  void refusesWhatCannotBeExamined() {
    tickets(folder, "doctor", "--timeout", "1ms").failed(2, "--timeout: expected 250 ms to 1 h");
    new CommandLineRun()
        .run("doctor", "--db", ":memory:")
        .failed(2, "--db: a database in memory ends with its command");
  }

  @Test
  void breaksLinesForATerminalInColour() {
    Result result = new CommandLineRun().terminal(60).in(folder, "doctor");

    assertThat(result.exitCode()).isEqualTo(PROBLEM);
    assertThat(result.out()).contains("  \u001b[1;31mproblem\u001b[0m  file ");
    assertThat(result.outLines())
        .filteredOn(line -> !line.contains("tickets schema update") && !line.contains("\u001b"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    assertThat(
            new CommandLineRun().terminal(60).variable("NO_COLOR", "1").in(folder, "doctor").out())
        .doesNotContain("\u001b");
  }
}
