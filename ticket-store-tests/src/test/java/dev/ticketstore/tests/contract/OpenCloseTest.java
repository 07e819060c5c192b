package dev.ticketstore.tests.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.SqliteSynchronous;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.DatabaseOpener;
import dev.ticketstore.internal.database.JdbcUrl;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.TicketStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What opening and closing a store do to the database and its connections. */
class OpenCloseTest extends TicketStoreContract {

  @Test
  void reopenedStoreHasEverything() {
    long resolved = store.observe(storeDown("a", NOW)).ticket().id();
    store.resolve(resolved);
    long diagnosed = store.observe(storeDown("a", NOW.plusSeconds(1))).ticket().id();
    store.hold(diagnosed);
    store.diagnose(diagnosed, "a cause");
    List<Ticket> before = store.list(TicketQuery.all()).tickets();
    store.close();

    try (TicketStore again = database.store().clock(clock).open()) {
      assertThat(again.list(TicketQuery.all()).tickets()).isEqualTo(before).hasSize(2);
      assertThat(again.observe(storeDown("a", NOW.plusSeconds(1))).ticket().id())
          .isEqualTo(diagnosed);
      assertThat(again.observe(storeDown("b", NOW)).ticket().id()).isGreaterThan(diagnosed);
    }
  }

  @Test
  void twoStoresOnOneDatabaseSeeEachOther() {
    try (TicketStore other = database.store().open()) {
      Ticket ticket = store.observe(storeDown("a", NOW)).ticket();

      assertThat(other.find(ticket.id())).contains(ticket);
      assertThat(other.observe(storeDown("a", NOW)).ticket().id()).isEqualTo(ticket.id());
    }
  }

  @Test
  void closingTwiceIsAsGoodAsOnce() {
    store.close();
    store.close();
  }

  @Test
  @OnlyOn(value = SQLDialect.POSTGRES, because = "no server counts its connections")
  void closedStoreHasNoConnectionToTheServer() throws SQLException {
    assumeFalse(server.isPooled(), "the pooler keeps them");
    store.observe(storeDown("a", NOW));
    store.read(context -> context.fetchCount(TICKETS));
    store.close();

    try (Connection connection = database.connect()) {
      String others =
          "select count(*) from pg_stat_activity"
              + " where datname = current_database() and pid <> pg_backend_pid()";
      // A server may take a moment to notice.
      assertThat(
              Stream.generate(
                      () -> database.dsl(connection).fetchSingle(others).get(0, Integer.class))
                  .limit(10_000)
                  .anyMatch(count -> count == 0))
          .isTrue();
    }
  }

  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "its files are the server's")
  void closedStoreLeavesOneFile() throws IOException {
    store.observe(storeDown("a", NOW));
    store.read(context -> context.fetchCount(TICKETS));
    Path file = Path.of(database.name());
    assertThat(file.resolveSibling(file.getFileName() + "-wal")).exists();
    store.close();

    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void dataSourceStaysTheCallersToClose() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.dataSource());
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      for (int i = 0; i < 2; i++) {
        try (TicketStore other = TicketStore.open(pool)) {
          Ticket ticket = other.observe(storeDown("a", NOW)).ticket();
          assertThat(store.find(ticket.id())).contains(ticket);
        }
        assertThat(pool.isClosed()).isFalse();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      }
    }
  }

  @Test
  void urlAndDataSourceTogetherOrNeitherAreRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> TicketStore.builder().open())
        .satisfies(e -> assertThat(e.field()).isEqualTo("url"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> database.store().dataSource(database.dataSource()).open());
  }

  @ParameterizedTest
  @CsvSource({"249", "0", "-1", "3600001"})
  void timeoutOutOfRangeIsRefused(long millis) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> TicketStore.builder().timeout(Duration.ofMillis(millis)))
        .satisfies(e -> assertThat(e.field()).isEqualTo("timeout"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001})
  void numberOfConnectionsOutOfRangeIsRefused(int connections) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> TicketStore.builder().maxConnections(connections))
        .satisfies(e -> assertThat(e.field()).isEqualTo("maxConnections"));
  }

  @Test
  void storeWorksAtEitherEndOfEachLimit() {
    List<TicketStoreBuilder> ends =
        List.of(
            database
                .store()
                .maxConnections(1)
                .timeout(Duration.ofMillis(250))
                .maxClockSkew(Duration.ZERO)
                .maxPending(1)
                .sqliteLogLimit(64L << 10)
                .flapping(2, Duration.ofSeconds(1)),
            database
                .store()
                .maxConnections(1_000)
                .timeout(Duration.ofHours(1))
                .maxClockSkew(Duration.ofDays(3_650))
                .maxPending(1_000_000)
                .sqliteLogLimit(1L << 30)
                .flapping(1_000, Duration.ofDays(7)));
    for (TicketStoreBuilder end : ends) {
      try (TicketStore other = end.clock(clock).open()) {
        long id = other.observe(storeDown("a", NOW)).ticket().id();
        other.observeAll(List.of(storeDown("a", NOW), storeDown("b", NOW)));
        assertThat(other.resolve(id).ticket()).isEqualTo(store.find(id).orElseThrow());
      }
    }
  }

  @Test
  void databaseInMemoryLastsAsLongAsTheStore() {
    for (int i = 0; i < 2; i++) {
      try (TicketStore memory =
          TicketStore.builder().url("jdbc:sqlite::memory:").clock(clock).open()) {
        Ticket ticket = memory.observe(storeDown("a", NOW)).ticket();
        memory.observeAll(List.of(storeDown("a", NOW), storeDown("b", NOW)));
        memory.reconcile(
            new CheckCycle(
                "monitor-1", NOW, CycleScope.everything(), CycleOutcome.COMPLETE, List.of()));
        assertThat(memory.find(ticket.id()).map(Ticket::status)).contains(TicketStatus.RESOLVED);
        assertThat(memory.count()).containsEntry(TicketStatus.RESOLVED, 2L);
        assertThat(memory.<Integer>read(context -> context.fetchCount(TICKETS))).isEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"with blanks.db", "größer-票.db", "100%.db", "a%20b.db", "a&b=c;d#e.db", "'q'.db"})
  void fileMayHaveAnyName(String name, @TempDir Path folder) throws IOException {
    Path files = Files.createDirectory(folder.resolve("data files"));
    // Not as a path, which Java cannot make of every name in every locale.
    String url = "jdbc:sqlite:" + files + "/" + name;

    try (TicketStore other = TicketStore.open(url)) {
      other.observe(storeDown("a", NOW));
    }
    try (TicketStore again = TicketStore.open(url)) {
      assertThat(again.count()).containsEntry(TicketStatus.OPEN, 1L);
    }

    try (var made = Files.list(files)) {
      assertThat(made).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"FULL, 2", "NORMAL, 1", "OFF, 0"})
  @OnlyOn(value = SQLDialect.SQLITE, because = "it has no such settings")
  void connectionsToAFileAreSetUpAsPromised(SqliteSynchronous synchronous, String stored)
      throws SQLException {
    DatabaseOpener connections =
        new DatabaseOpener(null, null, 2, Duration.ofMillis(1_234), synchronous, 16L << 20, true);
    try (Database file = connections.open(JdbcUrl.parse(database.url()));
        Connection writer = file.writer().getConnection()) {
      assertThat(pragma(writer, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(writer, "synchronous")).isEqualTo(stored);
      assertThat(pragma(writer, "foreign_keys")).isEqualTo("1");
      assertThat(pragma(writer, "busy_timeout")).isEqualTo("1234");
      assertThat(pragma(writer, "cache_size")).as("KiB").isEqualTo("-65536");
      assertThat(writer.getAutoCommit()).isTrue();
      assertThat(
              file.<String>snapshot(
                  reader -> reader.fetchSingle("pragma busy_timeout").get(0, String.class)))
          .isEqualTo("1234");
    }
  }

  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "its journal is the server's")
  void fileOfAnotherProgramStaysAsItIs() throws Exception {
    TestDatabase foreign = server.create();
    try (Connection connection = foreign.connect()) {
      foreign.dsl(connection).execute("create table tickets (id integer)");
    }
    byte[] before = Files.readAllBytes(Path.of(foreign.name()));

    assertThatThrownBy(() -> TicketStore.open(foreign.url()))
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> assertThat(e.reason()).isEqualTo(DatabaseException.Reason.SCHEMA_FOREIGN));

    assertThat(Files.readAllBytes(Path.of(foreign.name()))).isEqualTo(before);
  }

  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "it has no such settings")
  void storeOpensAFileWithSynchronousFullUnlessToldOtherwise() {
    try (TicketStore memory = TicketStore.open("jdbc:sqlite::memory:")) {
      assertThat(
              memory.<String>read(
                  context -> context.fetchSingle("pragma synchronous").get(0, String.class)))
          .isEqualTo("2");
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma " + name)) {
      row.next();
      return row.getString(1);
    }
  }
}
