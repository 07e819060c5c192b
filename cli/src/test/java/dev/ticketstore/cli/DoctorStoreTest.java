package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The doctor with the schema and the contents of a file. */
class DoctorStoreTest extends DoctorRun {

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
}
