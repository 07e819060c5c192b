package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.StoreCopy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.tests.support.ChildJvm;
import dev.ticketstore.tests.support.SqliteFile;
import java.io.BufferedReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/**
 * A copy whose process is killed continues. Each store goes to the database and back, and both
 * SQLite files are compared by plain JDBC. {@code -Dcopy.kills=20} kills more often than a build.
 */
@EveryDatabase
class KilledCopyTest {

  private static final int KILLS = Integer.getInteger("copy.kills", 2);
  private static final int TICKETS = 8_000;
  private static final int OBSERVED = 1_500;

  /** No copy is killed later than this after a transaction. */
  private static final int LONGEST_MILLIS = 60;

  private static final List<String> TABLES =
      List.of("tickets", "ticket_events", "absorbed_tickets", "observation_ids", "check_cycles");

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @Parameter DatabaseServer server;

  private final long seed = Long.getLong("kill.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private int landed;

  @Test
  void thereAndBackNothingIsLostOrChanged() throws Exception {
    TestDatabase source = SqliteFile.createMigrated();
    fill(source);
    TestDatabase there = server.createMigrated();
    TestDatabase back = SqliteFile.createMigrated();

    copyWithKills(source, there);
    copyWithKills(there, back);

    System.out.printf("%s: %d kills in a copy that had begun, seed %d%n", server, landed, seed);
    for (String table : TABLES) {
      List<String> expected = rows(source, table);
      List<String> actual = rows(back, table);
      assertThat(actual).as("%s, seed %d", table, seed).isNotEmpty().hasSameSizeAs(expected);
      for (int i = 0; i < actual.size(); i++) {
        assertThat(actual.get(i)).as("%s, seed %d", table, seed).isEqualTo(expected.get(i));
      }
    }
    assertThat(landed).as("kills that landed, seed %d", seed).isGreaterThanOrEqualTo(KILLS / 2);
  }

  private static void fill(TestDatabase source) throws Exception {
    LargeTable.fill(source, TICKETS - OBSERVED);
    try (TicketStore store = source.store().open()) {
      Instant start = Instant.parse("2026-01-25T12:00:00Z");
      store.reconcile(
          new CheckCycle(
              "monitor",
              start,
              CycleScope.everything(),
              CycleOutcome.COMPLETE,
              IntStream.range(0, OBSERVED)
                  .mapToObj(
                      i ->
                          Violation.of("lag", "message \uD83D\uDE00 " + i)
                              .storeId("s" + i)
                              .observationId("id-" + i)
                              .labels(Map.of("zone", "z" + i % 7))
                              .metricSnapshot("{\"z\": " + i + ".50, \"a\": [100, null]}")
                              .observedAt(start.plusMillis(i))
                              .build())
                  .toList()));
      store.acknowledge(TICKETS);
      store.comment(TICKETS, "we look");
    }
    source.execute(
        "insert into absorbed_tickets values (90000, 1, 'high_latency', '{\"a\": 1}', '2026-01-25T13:00:00.000000Z')");
  }

  private void copyWithKills(TestDatabase from, TestDatabase to) throws Exception {
    for (int kill = 0; kill < KILLS / 2; kill++) {
      Process process = start(from, to);
      try (BufferedReader lines = process.inputReader()) {
        assertThat(lines.readLine()).isEqualTo("begins");
        for (int i = random.nextInt(3); i > 0 && lines.readLine() != null; i--) {
          // A transaction each.
        }
        process.waitFor(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
        process.toHandle().destroyForcibly();
        process.waitFor();
        landed += lines.lines().noneMatch("ends"::equals) ? 1 : 0;
      }
    }
    Process last = start(from, to);
    try (BufferedReader lines = last.inputReader()) {
      assertThat(lines.lines().toList()).as("seed %d", seed).endsWith("ends");
    }
  }

  private static Process start(TestDatabase from, TestDatabase to) throws Exception {
    return new ProcessBuilder(
            ChildJvm.command(
                "-cp",
                System.getProperty("java.class.path"),
                CopyingMain.class.getName(),
                from.url(),
                from.user(),
                from.password(),
                to.url(),
                to.user(),
                to.password()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The rows of a table of a SQLite file, with JSON as its values. */
  private static List<String> rows(TestDatabase file, String table) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = file.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select * from " + table + " order by 1")) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          String value = row.getString(i);
          text.append(value != null && value.startsWith("{") ? sorted(value) : value);
          text.append('|');
        }
        rows.add(text.toString());
      }
    }
    return rows;
  }

  /** PostgreSQL keeps numbers as they were, and sorts the keys of an object. */
  private static String sorted(String object) throws JsonProcessingException {
    return JSON.writeValueAsString(JSON.readValue(object, Object.class));
  }

  /** Copies one store to another; says when it begins, each transaction, and when it has ended. */
  static final class CopyingMain {

    private CopyingMain() {}

    public static void main(String[] args) {
      try (TicketStore from = open(args[0], args[1], args[2]);
          TicketStore to = open(args[3], args[4], args[5])) {
        say("begins");
        StoreCopy.copy(from, to, rows -> say(String.valueOf(rows)));
        say("ends");
      }
    }

    private static TicketStore open(String url, String user, String password) {
      var builder = TicketStore.builder().url(url);
      return (user.isEmpty() ? builder : builder.user(user).password(password)).open();
    }

    private static void say(String line) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
