package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.tests.support.JdbcProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Transactions begin and end by statements, in autocommit mode: sqlite-jdbc's own commit begins the
 * next transaction, and reports that as busy when this one is committed already.
 */
class CommitTrapsTest extends TicketStoreContract {

  private static final Duration SHORT = Duration.ofMillis(250);
  private static final Set<String> OF_DRIVER = Set.of("setAutoCommit", "commit", "rollback");

  /** What takes a transaction on SQLite. */
  private List<Consumer<TicketOperations>> transactions() {
    long id = store.findUnresolved("store_down:a").orElseThrow().id();
    return List.of(
        each -> each.observeAll(List.of(storeDown("a", NOW), storeDown("b", NOW))),
        each -> each.acknowledge(id),
        each -> each.hold(id),
        each ->
            each.reconcile(
                new CheckCycle(
                    "monitor", NOW, CycleScope.everything(), CycleOutcome.FAILED, List.of())));
  }

  @Test
  void autocommitStaysOnAndTheStoreCommitsByAStatement() {
    store.observe(storeDown("a", NOW));
    List<String> ends = new ArrayList<>();
    try (TicketStore recorded = TicketStore.open(recording(ends))) {
      transactions().forEach(each -> each.accept(recorded));
      // The first transaction of its kind in a JVM begins otherwise; see ColdStartTest.
      ends.clear();
      transactions().forEach(each -> each.accept(recorded));
    }

    String begin = database.isSqlite() ? "begin immediate" : "begin isolation level read committed";
    // How the store finds out that a connection is in no transaction.
    String ended = String.join("; ", ends).replace("begin; rollback; ", "");
    assertThat(ended).matches("(" + begin + "[^;]*(; set local [^;]*)?; commit(; )?){3,}");
  }

  /** Without a log of its own, a commit waits for the readers of the file. */
  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "its readers stop no commit")
  void commitThatIsBusyIsNoAcknowledgementAndLeavesNoTransaction() throws SQLException {
    store.observe(storeDown("a", NOW));
    List<Consumer<TicketOperations>> calls = new ArrayList<>(transactions());
    calls.add(each -> each.observe(storeDown("a", NOW)));
    calls.add(each -> each.observe(storeDown("new", NOW)));
    store.close();
    database.execute("pragma journal_mode = delete");
    try (TicketStore blocked =
            database
                .store()
                .clock(clock)
                .schemaPolicy(SchemaPolicy.NONE)
                .maxConnections(1)
                .timeout(SHORT)
                .open();
        Connection reader = database.connect();
        Statement statement = reader.createStatement()) {
      List<Ticket> before = blocked.list(TicketQuery.all()).tickets();
      for (Consumer<TicketOperations> call : calls) {
        statement.execute("begin");
        statement.execute("select count(*) from tickets");
        assertThatExceptionOfType(DatabaseException.class)
            .isThrownBy(() -> call.accept(blocked))
            .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED));
        statement.execute("commit");
        assertThat(blocked.list(TicketQuery.all()).tickets()).isEqualTo(before);
      }
      calls.forEach(call -> call.accept(blocked));
      assertThat(blocked.findUnresolved("store_down:a")).map(Ticket::occurrenceCount).contains(3L);
      assertThat(blocked.list(TicketQuery.all()).tickets()).hasSize(3);
    }
  }

  /** The answer of a commit does not depend on what the driver begins afterwards. */
  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "its driver begins nothing after a commit")
  void busyAfterTheCommitDoesNotTakeTheAcknowledgementBack() {
    DataSource busy =
        proxied(
            database.dataSource(),
            connection -> {
              connection.setAutoCommit(false);
              return JdbcProxy.of(
                  Connection.class,
                  connection,
                  (method, arguments) -> {
                    if (method.getName().equals("setAutoCommit") && arguments[0].equals(false)) {
                      throw new SQLiteException("database is locked", SQLiteErrorCode.SQLITE_BUSY);
                    }
                    return JdbcProxy.invoke(connection, method, arguments);
                  });
            });
    try (TicketStore other = TicketStore.open(busy)) {
      Observation observation = other.observe(storeDown("a", NOW));

      assertThat(observation.outcome()).isEqualTo(Observation.Outcome.CREATED);
      assertThat(store.find(observation.ticket().id())).contains(observation.ticket());
    }
  }

  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "its driver has no such mode")
  void connectionsInImmediateModeKeepNoLockBetweenCalls() {
    try (TicketStore other = TicketStore.open(immediate(true))) {
      other.observeAll(List.of(storeDown("a", NOW), storeDown("b", NOW)));
      assertThat(store.observe(storeDown("a", NOW)).ticket().occurrenceCount()).isEqualTo(2);
    }
  }

  /** Without autocommit the driver begins a transaction before the store has the connection. */
  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "its driver has no such mode")
  void connectionsThatComeWithTheWriteLockAreRefusedByName() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> TicketStore.open(immediate(false)))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IN_TRANSACTION));
    assertThat(store.observe(storeDown("a", NOW)).outcome()).isEqualTo(Observation.Outcome.CREATED);
  }

  private DataSource immediate(boolean autoCommit) {
    SQLiteConfig config = new SQLiteConfig();
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(database.url());
    return proxied(
        source,
        connection -> {
          connection.setAutoCommit(autoCommit);
          return connection;
        });
  }

  private DataSource recording(List<String> ends) {
    return proxied(
        database.dataSource(),
        connection ->
            JdbcProxy.of(
                Connection.class,
                connection,
                (method, arguments) -> {
                  if (OF_DRIVER.contains(method.getName())) {
                    ends.add("Connection." + method.getName());
                  } else if (method.getName().equals("prepareStatement")) {
                    Stream.of(String.valueOf(arguments[0]))
                        .filter(sql -> sql.matches("(?s)(begin|commit|end|rollback)\\b.*"))
                        .forEach(ends::add);
                  }
                  return method.getName().equals("isWrapperFor")
                      ? false
                      : JdbcProxy.invoke(connection, method, arguments);
                }));
  }

  private interface Change {
    Connection of(Connection connection) throws SQLException;
  }

  private static DataSource proxied(DataSource given, Change change) {
    return JdbcProxy.of(
        DataSource.class,
        given,
        (method, arguments) -> {
          Object result = JdbcProxy.invoke(given, method, arguments);
          return result instanceof Connection connection ? change.of(connection) : result;
        });
  }
}
