package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.Adoption;
import dev.ticketstore.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of other people in a file: they work after adoption as before, or are named. */
class AdoptedObjectsTest {

  private static final List<String> OBJECTS =
      List.of(
          "create table log (line text)",
          """
          create table notes (
              id integer primary key,
              ticket_id integer not null references tickets (id) on delete cascade,
              text text)""",
          "create index team on tickets (team)",
          "create unique index Lower_Team on tickets (lower(team), id) where team is not null",
          "create view open_tickets as select id, message, team from tickets where status <> 'resolved'",
          "create view noted as select n.text, t.violation_key from notes n join tickets t on t.id = n.ticket_id",
          "create view open_teams as select distinct team from open_tickets",
          """
          create trigger inserted after insert on tickets begin -- {0} ? :x
              insert into log values ('inserted ' || new.violation_key);
          end""",
          """
          create trigger "on update of" before update of status, held on "tickets" begin
              insert into log values ('status ' || old.status || ' ' || new.status);
          end""",
          """
          create trigger deleted after delete on Tickets begin
              insert into log values ('deleted ' || old.message);
          end""",
          """
          create trigger note_written after insert on notes begin
              update tickets set team = 'noted' where id = new.ticket_id;
              insert into log select 'noted ' || message from tickets where id = new.ticket_id;
          end""",
          """
          create trigger view_written instead of insert on open_tickets begin
              insert into log values ('view ' || new.message);
          end""");

  /** Fires each trigger, the cascade of the foreign key, and the index that is unique. */
  private static final List<String> USES =
      List.of(
          "insert into notes (ticket_id, text) values (1, 'first'), (2, 'second')",
          "insert into tickets (violation_key, invariant_name, message, first_seen_at, last_seen_at, team)"
              + " values ('new', 'new', 'new', '2014-02-14T15:00:00', '2014-02-14T15:00:00', 'X')",
          "update tickets set status = 'acknowledged' where id = 1",
          "update tickets set held = 1 where id = 1",
          "update tickets set message = 'other' where id = 1",
          "insert into open_tickets (message) values ('through the view')",
          "delete from tickets where id = 2",
          "insert or ignore into notes (ticket_id, text) values (3, 'third')");

  private static final List<String> QUERIES =
      List.of(
          "select line from log",
          "select text || ticket_id from notes",
          "select id || message || coalesce(team, '') from open_tickets order by id",
          "select text || violation_key from noted order by 1",
          "select coalesce(team, '') from open_teams order by 1",
          "select \"table\" || rowid from pragma_foreign_key_check",
          "select group_concat(name) from pragma_table_xinfo('open_tickets')",
          "select name || \"unique\" || partial from pragma_index_list('tickets')"
              + " where lower(name) in ('team', 'lower_team') order by 1",
          "select id from tickets indexed by team where team = 'noted'",
          "select name || tbl_name || sql from sqlite_master where lower(name) in ('notes', 'team', 'lower_team',"
              + " 'open_tickets', 'noted', 'open_teams', 'inserted', 'on update of', 'deleted', 'note_written',"
              + " 'view_written', 'log') order by 1");

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void writeFile() throws SQLException {
    file = folder.resolve("tickets.db");
    try (PythonProgram python = new PythonProgram(file)) {
      python.update("ALTER TABLE tickets ADD COLUMN team TEXT");
      for (String store : List.of("a", "b", "c")) {
        python.insert("cpu", store, "m-" + store, "2014-02-14T14:25:00", "2014-02-14T14:30:00");
      }
      python.resolve(3, "2014-02-14T15:00:00");
      python.update("UPDATE tickets SET team = 'T' || id");
    }
  }

  private static void execute(Path file, Iterable<String> statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma foreign_keys = on");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<List<String>> query(Path file) throws SQLException {
    List<List<String>> results = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : QUERIES) {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
          while (rows.next()) {
            lines.add(rows.getString(1));
          }
        }
        results.add(lines);
      }
    }
    return results;
  }

  private void adopt() {
    Adoption.adopt(file, rows -> {});
  }

  @Test
  void objectsOfOthersWorkAsBefore() throws Exception {
    execute(file, OBJECTS);
    Path before = Files.copy(file, folder.resolve("before.db"));
    execute(before, USES);

    adopt();
    assertThat(query(file).get(0)).as("the adoption fires no trigger").isEmpty();
    execute(file, USES);

    List<List<String>> expected = query(before);
    assertThat(expected.get(0))
        .hasSize(8)
        .contains("inserted new", "status open acknowledged", "deleted m-b", "noted m-a")
        .contains("view through the view");
    assertThat(query(file)).isEqualTo(expected);
  }

  @Test
  void aViewThatHadFailedBeforeMayFailAfterwards() throws Exception {
    execute(
        file,
        List.of(
            "create table gone (id integer)",
            "create view dangling as select * from gone",
            "create trigger dangling_too after delete on tickets begin delete from gone; end",
            "drop table gone"));

    adopt();

    assertThatThrownBy(() -> execute(file, List.of("select * from dangling")))
        .hasMessageContaining("no such table: main.gone");
    assertThatThrownBy(() -> execute(file, List.of("delete from tickets")))
        .hasMessageContaining("no such table: main.gone");
  }

  @Test
  void aViolationOfBeforeStaysAndIsNoReason() throws Exception {
    execute(file, OBJECTS);
    execute(
        file,
        List.of(
            "pragma foreign_keys = off",
            "insert into notes (ticket_id, text) values (99, 'lost')"));

    adopt();

    assertThat(query(file).get(5)).containsExactly("notes1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "view `everything`; create view everything as select * from tickets",
        "view `ambiguous`; create table deploys (version, ticket_id) / create view ambiguous as"
            + " select version, message from tickets join deploys on ticket_id = tickets.id",
        "it would have other columns; create view everything as select * from tickets",
        "foreign keys; create table notes (message text references tickets (message))",
        "index `once`; update tickets set first_seen_at = '2014-02-14T14:25:00.000000' where id = 1 / update tickets"
            + " set first_seen_at = '2014-02-14T14:26:00' where id = 2 / create unique index once on tickets (first_seen_at)",
        "trigger `audit`; create trigger audit after update on tickets begin select 1 / end",
        "trigger `seen`; create trigger seen after update of team, 'last_seen_at' on tickets begin select 1 / end",
        "trigger `archived`; create table archive as select * from tickets / create trigger archived after delete"
            + " on tickets begin insert into archive select * from tickets where id = old.id / end",
        "trigger `copied`; create table other (id) / create table archive as select * from tickets / create trigger"
            + " copied after delete on other begin insert into archive select * from tickets / end",
        "table `notes`; create table notes (id integer primary key, t integer references tickets (id)) /"
            + " insert into notes values (7, 2) / update tickets set violation_key = 'cpu:a', store_id = 'a'",
        "column `day`; alter table tickets add column day as (substr(first_seen_at, 1, 10))",
        "column `Labels`; alter table tickets add column Labels text",
        "column `severity_rank`; alter table tickets add column severity_rank integer",
        "has check; alter table tickets add column n integer check (n > 0)",
        "has collate; alter table tickets add column n text collate nocase",
        "has references; create table teams (id integer primary key) / alter table tickets add column n references teams",
        "table `Ticket_Events`; create table Ticket_Events (id integer)",
        "index `idx_tickets_episode`; create index idx_tickets_episode on tickets (team)",
        "index `idx_tickets_violation_time`; drop index idx_tickets_violation_time /"
            + " create index idx_tickets_violation_time on tickets (team)",
        "trigger `tickets_updated_at`; drop trigger tickets_updated_at / create trigger tickets_updated_at"
            + " after update on tickets begin update tickets set updated_at = 'now' where id = new.id / end",
        "trigger `tickets_resolved_is_final`; create trigger tickets_resolved_is_final after insert on tickets"
            + " begin select 1 / end",
        "index `once`; delete from tickets where id > 2 / update tickets set created_at = '2014-01-01 00:00:00' /"
            + " update tickets set created_at = '2014-01-01T00:00:00' where id = 2 / create unique index once on"
            + " tickets (created_at)",
        "table `search`; create virtual table search using fts5 (message, content='tickets', content_rowid='id')"
      })
  void anObjectThatCannotStayIsNamed(String name, String sql) throws Exception {
    execute(
        file,
        List.of(sql.replace(" / end", "\u0001 end").split(" / ")).stream()
            .map(each -> each.replace("\u0001", ";"))
            .toList());
    byte[] bytes = Files.readAllBytes(file);

    assertThatThrownBy(this::adopt)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(name);

    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(folder.toFile().list()).containsExactly("tickets.db");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "DEFAULT 'warning'; DEFAULT 'info'; its default is 'info'",
        "id INTEGER PRIMARY KEY AUTOINCREMENT; id INTEGER; expected `id integer` alone as the primary key",
        "id INTEGER PRIMARY KEY AUTOINCREMENT; id INT PRIMARY KEY; expected `id integer` alone as the primary key",
        "message TEXT NOT NULL; note TEXT; lacks the columns [message]"
      })
  void anotherDefinitionOfTheTableIsNamed(String part, String instead, String named)
      throws Exception {
    String sql = definition();
    assertThat(sql).contains(part);
    execute(file, List.of("drop table tickets", sql.replace(part, instead)));
    byte[] bytes = Files.readAllBytes(file);

    assertThatThrownBy(this::adopt)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(named);

    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void theSameDefaultsInOtherLettersAreTheProgramsOwn() throws Exception {
    String sql = definition().replace("DEFAULT CURRENT_TIMESTAMP", "default current_timestamp");
    execute(file, List.of("drop table tickets", sql));

    adopt();
  }

  private String definition() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select sql from sqlite_master where name = 'tickets'")) {
      row.next();
      return row.getString(1);
    }
  }
}
