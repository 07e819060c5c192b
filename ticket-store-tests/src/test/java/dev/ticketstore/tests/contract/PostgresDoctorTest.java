package dev.ticketstore.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ticketstore.DatabaseRole;
import dev.ticketstore.StoreDiagnosis;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.Main;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.tests.support.ChildJvm;
import dev.ticketstore.tests.support.TcpProxy;
import dev.ticketstore.tests.support.TcpProxy.Direction;
import dev.ticketstore.tests.support.TcpProxy.Fault;
import java.net.URI;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code tickets doctor} says of a server. */
@Timeout(120)
class PostgresDoctorTest extends RestrictedDatabase {

  private static final int PROBLEM = 8;

  /** The servers of the tests do not wait for the disk, and the doctor says so. */
  private static final String OF_THE_TESTS = "warning | durability | ";

  private List<String> wrong(String... options) throws Exception {
    return wrongAt(database.url(), database.user(), options);
  }

  /** The findings that are not as they should be, each with its command. */
  private List<String> wrongAt(String url, String user, String... options) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (JsonNode each : examine(url, user, options).get("checks")) {
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
    wrong.removeIf(each -> each.startsWith(OF_THE_TESTS));
    return wrong;
  }

  private JsonNode examine(String url, String user, String... options) throws Exception {
    ChildJvm child =
        ChildJvm.run(
            Map.of("TICKETS_USER", user, "TICKETS_PASSWORD", database.password()),
            List.of(),
            Main.class,
            Stream.concat(Stream.of("doctor", "--json", "--url", url), Stream.of(options))
                .toArray(String[]::new));
    JsonNode json = new JsonMapper().readTree(child.output());
    assertThat(child.exitCode())
        .as(child.output())
        .isEqualTo(json.get("problems").intValue() > 0 ? PROBLEM : 0);
    return json;
  }

  private String found(String check) throws Exception {
    for (JsonNode each : examine(database.url(), database.user()).get("checks")) {
      if (each.get("check").textValue().equals(check)) {
        return each.get("found").textValue();
      }
    }
    throw new AssertionError("No check " + check);
  }

  @Test
  void nothingIsWrongWithAStore() throws Exception {
    store.observe(storeDown("a", NOW));

    assertThat(wrong("--full")).isEmpty();
    assertThat(found("product")).startsWith("PostgreSQL 1");
    assertThat(found("tickets")).startsWith("1 open, ");
    assertThat(found("tables")).contains("tickets ", "ticket_events ", "KiB");
    assertThat(found("privileges")).isEqualTo("those of: writer, purger, reader, auditor");
    assertThat(found("connections")).matches("[1-9]\\d* of \\d+ are in use, .*");
  }

  @Test
  void nothingIsMadeInAnEmptyDatabase() throws Exception {
    TestDatabase empty = server.create();
    try {
      assertThat(wrongAt(empty.url(), empty.user()))
          .singleElement()
          .asString()
          .startsWith("problem | changes | The database lacks ")
          .endsWith(" | tickets schema update --url " + empty.url());
      try (Connection connection = empty.connect()) {
        assertThat(empty.dsl(connection).fetchExists(DSL.table("pg_tables"), ofPublic())).isFalse();
      }
    } finally {
      empty.drop();
    }
  }

  private static Condition ofPublic() {
    return DSL.field(DSL.name("schemaname"), String.class).eq("public");
  }

  @Test
  void changesThatArePendingNewerOrDrifted() throws Exception {
    database.execute(
        "create table kept as select * from databasechangelog",
        "delete from databasechangelog where orderexecuted ="
            + " (select max(orderexecuted) from databasechangelog)");
    assertThat(wrong())
        .singleElement()
        .asString()
        .startsWith("problem | changes | The database lacks 1 change(s)");

    database.execute(
        "delete from databasechangelog",
        "insert into databasechangelog select * from kept",
        "insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum)"
            + " values ('new', 'a', 'dev/ticketstore/schema/changes/99-later.sql', now(), 99, 'EXECUTED', '9:00')");
    assertThat(wrong())
        .singleElement()
        .asString()
        .startsWith("problem | changes | ")
        .contains("does not know")
        .endsWith(" | tickets --version");

    database.execute(
        "delete from databasechangelog where orderexecuted = 99",
        "drop table kept",
        "drop index idx_tickets_resolved_at");
    assertThat(wrong())
        .containsExactly(
            "problem | drift | 1 difference: missing index idx_tickets_resolved_at"
                + " | tickets schema drift --url "
                + database.url());
  }

  @Test
  void lockThatAKilledRunLeft() throws Exception {
    database.execute(
        "create table if not exists databasechangeloglock (id integer primary key,"
            + " locked boolean not null, lockgranted timestamp, lockedby varchar(255))",
        "delete from databasechangeloglock",
        "insert into databasechangeloglock (id, locked, lockgranted, lockedby)"
            + " values (1, true, now(), 'ci-7 (' || coalesce(host(inet_client_addr()), '::1') || ')')");

    // The connection of the test's own store may be the holder's, as far as the server knows.
    assertThat(wrong())
        .singleElement()
        .asString()
        .startsWith("warning | locks | liquibase, of ci-7 (")
        .contains(" since 2", ", still connected | tickets schema wait --url ");
    store.close();
    assertThat(wrong())
        .anySatisfy(
            each ->
                assertThat(each)
                    .startsWith("problem | locks | ")
                    .endsWith(" | tickets schema release-locks --url " + database.url()));
  }

  @Test
  void roleThatMayReadIsNoWriter() throws Exception {
    TestDatabase reader = as(DatabaseRole.READER);

    assertThat(wrongAt(reader.url(), reader.storeUser()))
        .singleElement()
        .asString()
        .startsWith("warning | locks | not checked");
    assertThat(wrongAt(reader.url(), reader.storeUser(), "--kind", "writer"))
        .anySatisfy(
            each ->
                assertThat(each)
                    .startsWith("problem | privileges | no writer, as it lacks insert on tickets, ")
                    .contains(" | tickets schema grants --role '"));
  }

  @Test
  void roleWithoutPrivileges() throws Exception {
    String role = "none_of_" + database.name();
    database.execute("create role " + role + " login password '" + database.password() + "'");

    assertThat(wrongAt(database.url(), role))
        .anySatisfy(
            each ->
                assertThat(each)
                    .startsWith("problem | changes | PERMISSION_DENIED: ")
                    .endsWith(" | tickets schema grants --role " + role + " --schema public"));
  }

  @Test
  void everyUseKnowsWhatItLacks() {
    for (DatabaseRole each : DatabaseRole.values()) {
      try (TicketStore opened = open(each)) {
        Map<DatabaseRole, List<String>> missing = StoreDiagnosis.of(opened).missingPrivileges();

        assertThat(missing.get(each)).as("%s", each).isEmpty();
        if (each == DatabaseRole.READER) {
          assertThat(missing.get(DatabaseRole.WRITER))
              .contains("insert on tickets", "usage on ticket_events_id_seq")
              .doesNotContain("select on tickets");
        }
      }
    }
    assertThat(StoreDiagnosis.of(store).behindPooler()).isFalse();
    assertThat(StoreDiagnosis.of(store).missingPrivileges().values()).allMatch(List::isEmpty);
  }

  @Test
  void databaseSchemaOrEncodingThatIsNotThere() throws Exception {
    assertThat(wrongAt(database.url() + "_of_nobody", database.user()))
        .singleElement()
        .asString()
        .startsWith("problem | connection | UNKNOWN_DATABASE: ")
        .contains(" | createdb -h localhost -p ")
        .endsWith(" -E UTF8 -T template0 " + database.name() + "_of_nobody");
    assertThat(wrongAt(database.url() + "?currentSchema=of_nobody", database.user()))
        .singleElement()
        .asString()
        .startsWith("problem | connection | UNKNOWN_SCHEMA: ");
    assertThat(wrongAt(database.url(), "nobody"))
        .singleElement()
        .asString()
        .startsWith("problem | connection | AUTHENTICATION: ")
        .contains(" | psql -h localhost -p ");
    String latin = database.name() + "_latin";
    database.execute(
        "create database " + latin + " encoding 'LATIN1' locale 'C' template template0");
    try {
      assertThat(wrongAt(database.url().replace(database.name(), latin), database.user()))
          .singleElement()
          .asString()
          .startsWith("problem | connection | UNSUPPORTED: ")
          .contains("LATIN1");
    } finally {
      database.execute("drop database " + latin + " with (force)");
    }
  }

  @Test
  void settingsThatStandInTheWay() throws Exception {
    String alter = "alter database " + database.name() + " set ";
    database.execute(
        alter + "default_transaction_read_only = on", alter + "statement_timeout = '500ms'");

    assertThat(wrong())
        .satisfiesExactlyInAnyOrder(
            each ->
                assertThat(each)
                    .startsWith("problem | transactions | read-only by default")
                    .contains("default_transaction_read_only"),
            each ->
                assertThat(each)
                    .startsWith("warning | time-outs | statements end after 500 ms | psql -h "));
  }

  @Test
  void eventsThatATransactionHoldsBack() throws Exception {
    store.observe(storeDown("before", NOW));
    try (Connection writer = database.connect()) {
      writer.setAutoCommit(false);
      store
          .within(DSL.using(writer, database.dialect()).configuration())
          .observe(storeDown("slow", NOW));
      store.observe(storeDown("fast", NOW));
      int pid = DSL.using(writer).fetchSingle("select pg_backend_pid()").get(0, Integer.class);

      assertThat(wrong())
          .singleElement()
          .asString()
          .startsWith("warning | change feed | 1 events wait for an open transaction")
          .contains("select pg_terminate_backend(" + pid + ")");
    }
  }

  @Test
  void listenerThatNoServiceCalls() throws Exception {
    store.observe(storeDown("a", NOW));
    database.execute(
        "insert into change_listeners (name, last_event_id, updated_at) values ('pager', 0, '2026-01-24T00:00:00Z')");

    assertThat(wrong())
        .singleElement()
        .asString()
        .startsWith(
            "warning | listener | `pager` is 1 events behind; it was last called 2026-01-24");
  }

  /** The server goes silent in the midst of the examination, which ends nevertheless. */
  @Test
  void serverThatFallsSilent() throws Exception {
    URI server = URI.create(database.url().substring("jdbc:".length()));
    try (TcpProxy proxy = new TcpProxy(server.getHost(), server.getPort())) {
      proxy.arm(Fault.STALL, Direction.TO_CLIENT, 3_000);
      String url = "jdbc:postgresql://127.0.0.1:" + proxy.port() + server.getPath();

      List<String> wrong = wrongAt(url, database.user(), "--timeout", "1s");

      assertThat(proxy.faults()).isEqualTo(1);
      assertThat(wrong)
          .isNotEmpty()
          .anySatisfy(
              each -> assertThat(each).endsWith(" | pg_isready -h 127.0.0.1 -p " + proxy.port()));
    }
  }
}
