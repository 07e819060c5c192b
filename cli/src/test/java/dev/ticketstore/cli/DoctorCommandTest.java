package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.CommandLineRun.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of SQLite files and of servers that do not answer. */
class DoctorCommandTest {

  private static final int PROBLEM = 8;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("tickets.db");
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void makeStore() {
    tickets(folder, "observe", "x", "--message", "m").done();
  }

  /** The findings that are not as they should be, each with its command. */
  private List<String> wrong(String... options) {
    return wrong(
        new CommandLineRun()
            .in(
                folder,
                Stream.concat(Stream.of("doctor", "--json"), Stream.of(options))
                    .toArray(String[]::new)));
  }

  private static List<String> wrong(Result result) {
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
  void anotherProgramsDatabase() throws Exception {
    execute("create table tickets (id integer)");
    byte[] before = Files.readAllBytes(file());

    assertThat(wrong())
        .hasSize(2)
        .anySatisfy(
            each ->
                assertThat(each)
                    .startsWith(
                        "problem | changes | The database has a table `tickets` of another"));

    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  private void writeAsThePythonProgram(String held) throws SQLException {
    execute(
        "create table tickets (id integer primary key autoincrement, violation_key text not null,"
            + " invariant_name text not null, store_id text, status text not null default 'open',"
            + " held boolean not null default 0, batch_key text,"
            + " occurrence_count integer not null default 1, first_seen_at text not null,"
            + " last_seen_at text not null, resolved_at text, message text not null,"
            + " severity text not null default 'warning', diagnosis text, metric_snapshot text,"
            + " created_at text not null default current_timestamp,"
            + " updated_at text not null default current_timestamp)",
        "insert into tickets (violation_key, invariant_name, message, first_seen_at, last_seen_at, held)"
            + " values ('a', 'a', 'm', '2014-02-14T14:25:00', '2014-02-14T14:30:00', "
            + held
            + ")");
  }

  @Test
  void databaseOfThePythonProgram() throws Exception {
    writeAsThePythonProgram("0");

    assertThat(wrong("--full"))
        .contains(
            "problem | changes | the Python program TicketDB wrote this database, and it has not been adopted"
                + " | tickets schema adopt --dry-run --db "
                + file());
    assertThat(tickets(folder, "doctor", "--full").outLines())
        .anySatisfy(line -> assertThat(line).matches("  ok +adoption +nothing stands against it"));
  }

  @Test
  void rowThatAnAdoptionWouldRefuse() throws Exception {
    writeAsThePythonProgram("'true'");

    assertThat(wrong("--full"))
        .anySatisfy(
            each ->
                assertThat(each)
                    .startsWith("problem | adoption | it would refuse 1, first ticket 1: held: "));
  }

  @Test
  void changesThatArePendingNewerOrEdited() throws Exception {
    makeStore();
    execute("create table kept as select * from databasechangelog");
    execute(
        "delete from databasechangelog where orderexecuted ="
            + " (select max(orderexecuted) from databasechangelog)");
    assertThat(wrong())
        .singleElement()
        .asString()
        .startsWith("problem | changes | The database lacks 1 change(s) of this version")
        .endsWith(" | tickets schema update --db " + file());

    execute(
        "delete from databasechangelog",
        "insert into databasechangelog select * from kept",
        "insert into databasechangelog select 'new', author,"
            + " 'dev/ticketstore/schema/changes/99-later.sql', dateexecuted, 99, exectype,"
            + " '9:00', description, comments, null, liquibase, contexts, labels, deployment_id"
            + " from kept where orderexecuted = 1");
    assertThat(wrong())
        .singleElement()
        .asString()
        .startsWith(
            "problem | changes | The database has 1 change(s) that this version does not know")
        .endsWith(" | tickets --version");

    execute(
        "delete from databasechangelog where orderexecuted = 99",
        "update databasechangelog set md5sum = '9:00' where orderexecuted = 1");
    assertThat(wrong())
        .singleElement()
        .asString()
        .startsWith("problem | changes | 1 change(s) were edited")
        .endsWith(" | tickets schema repair --dry-run --db " + file());
  }

  @Test
  void schemaThatHasDrifted() throws Exception {
    makeStore();
    execute("create table stray (id integer)");
    assertThat(wrong())
        .containsExactly(
            "warning | drift | 1 difference: extra table stray | tickets schema drift --db "
                + file());

    execute("drop index idx_tickets_violation_time");
    assertThat(wrong())
        .containsExactly(
            "problem | drift | 2 differences, such as missing index idx_tickets_violation_time"
                + " | tickets schema drift --db "
                + file());
  }

  @Test
  void lockThatAKilledRunLeft() throws Exception {
    makeStore();
    execute(
        "insert or replace into databasechangeloglock (id, locked, lockgranted, lockedby)"
            + " values (1, 1, '2026-03-01 11:00:00', 'ci-7 (10.0.0.7)')");

    assertThat(wrong())
        .containsExactly(
            "problem | locks | liquibase, of ci-7 (10.0.0.7) since 2026-03-01 11:00:00"
                + " | tickets schema release-locks --db "
                + file());
  }

  @Test
  void fileThatAnotherProcessKeeps() throws Exception {
    makeStore();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("pragma locking_mode = exclusive");
      statement.execute("begin exclusive");

      assertThat(wrong("--timeout", "250ms"))
          .isNotEmpty()
          .allSatisfy(each -> assertThat(each).contains("LOCKED", "fuser -v " + file()));
    }
  }

  private int rootPage(String index) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select rootpage from sqlite_master where name = '" + index + "'")) {
      return row.getInt(1);
    }
  }

  @Test
  void damagedPagesAreFoundByReadingThemAll() throws Exception {
    makeStore();
    try (RandomAccessFile damaged = new RandomAccessFile(file().toFile(), "rw")) {
      damaged.seek((rootPage("idx_tickets_resolved_at") - 1) * 4_096L);
      damaged.write(new byte[4_096]);
    }
    assertThat(wrong()).as("without reading all").isEmpty();

    assertThat(wrong("--full"))
        .anySatisfy(each -> assertThat(each).startsWith("problem | integrity | "));
  }

  @Test
  void rowsWithoutTheirsAreFoundByReadingThemAll() throws Exception {
    makeStore();
    execute("pragma foreign_keys = off", "delete from tickets");

    assertThat(wrong("--full"))
        .anySatisfy(each -> assertThat(each).startsWith("problem | references | 1 rows refer"));
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
