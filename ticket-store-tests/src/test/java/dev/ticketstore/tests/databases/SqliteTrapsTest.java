package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.tests.support.JdbcProxy;
import dev.ticketstore.tests.support.SqliteFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** What only SQLite can get wrong. */
class SqliteTrapsTest {

  private static final Violation VIOLATION = Violation.of("a", "m").build();

  private static final Instant SEEN = Instant.parse("2026-01-24T23:08:17Z");

  private TestDatabase database;

  @BeforeEach
  void create() {
    database = SqliteFile.create();
  }

  /** Two connections that write at once may damage the file with an older library. */
  @ParameterizedTest
  @ValueSource(strings = {"3.51.2", "3.51", "3.50.10", "3.9.9", "2.99.99"})
  void olderLibraryIsRefused(String version) {
    assertThatThrownBy(() -> TicketStore.open(reporting(version)))
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED);
              assertThat(e).hasMessageContaining(version);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.51.3", "3.51.10", "3.53.4", "3.100.0", "4.0.0"})
  void newerLibraryIsTaken(String version) {
    try (TicketStore store = TicketStore.open(reporting(version))) {
      assertThat(store.count()).isNotEmpty();
    }
  }

  /** It fails at once, whatever the busy timeout, and nothing but a new transaction helps. */
  @Test
  void transactionThatReadsBeforeItWritesIsAConflict() throws SQLException {
    try (TicketStore store = database.store().open();
        Connection deferred = database.connect();
        Connection immediate = database.connectForTransactions()) {
      deferred.setAutoCommit(false);
      TicketOperations within = store.within(database.dsl(deferred).configuration());
      within.findUnresolved("a");
      store.observe(VIOLATION);

      assertThatThrownBy(() -> within.observe(VIOLATION))
          .isInstanceOfSatisfying(
              DatabaseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
      deferred.rollback();
      immediate.setAutoCommit(false);
      TicketOperations writing = store.within(database.dsl(immediate).configuration());
      writing.findUnresolved("a");
      assertThat(writing.observe(VIOLATION).outcome()).isEqualTo(Observation.Outcome.REPEATED);
      immediate.commit();
    }
  }

  @Test
  void fileIsInWalModeForEveryProgram() throws SQLException {
    database.store().open().close();
    try (Connection connection = database.connect()) {
      assertThat(database.dsl(connection).fetchSingle("pragma journal_mode").get(0))
          .isEqualTo("wal");
    }
  }

  @Test
  void readerOfAStoreCannotWrite() {
    try (TicketStore store = database.store().open()) {
      store.observe(VIOLATION);
      assertThatThrownBy(() -> store.<Integer>read(dsl -> dsl.deleteFrom(TICKETS).execute()))
          .isInstanceOfSatisfying(
              DatabaseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRITE_IN_READ));
      assertThat(store.<Integer>read(dsl -> dsl.fetchCount(TICKETS))).isEqualTo(1);
    }
  }

  /**
   * After {@code analyze} SQLite knows the values of an indexed column, and would choose another
   * plan, and compile the statement again, for each value that is bound.
   */
  @Test
  void noPlanDependsOnValuesThatAreBound() throws SQLException {
    List<String> statements = new ArrayList<>();
    try (TicketStore store = database.store().open();
        Connection connection = database.connect()) {
      for (int i = 0; i < 200; i++) {
        store.observe(Violation.of("a", "m").storeId("s" + i).observedAt(SEEN).build());
      }
      DSLContext dsl = database.dsl(connection);
      dsl.execute("analyze");
      connection.setAutoCommit(false);
      Connection listening = JdbcProxy.noting(connection, statements);
      store.within(database.dsl(listening).configuration()).observe(VIOLATION);
      connection.rollback();

      assertThat(statements).hasSize(2);
      for (String sql : statements) {
        assertThat(planWithTextsBound(connection, sql, "2000-01-01T00:00:00.000000Z"))
            .isEqualTo(planWithTextsBound(connection, sql, "2030-01-01T00:00:00.000000Z"))
            .contains("(violation_key=?)");
      }
    }
  }

  private static String planWithTextsBound(Connection connection, String sql, String text)
      throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement explain = connection.prepareStatement("explain query plan " + sql)) {
      for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
        explain.setString(i, text);
      }
      try (ResultSet rows = explain.executeQuery()) {
        while (rows.next()) {
          plan.append(rows.getString("detail")).append('\n');
        }
      }
    }
    return plan.toString();
  }

  /** A data source of a library that says it has this version. */
  private DataSource reporting(String version) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl(database.url());
    return replacing(DataSource.class, source, version);
  }

  private static <T> T replacing(Class<T> type, T original, String version) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              Object[] given = args == null ? new Object[0] : args.clone();
              if (given.length > 0 && "select sqlite_version()".equals(given[0])) {
                given[0] = "select '" + version + "'";
              }
              try {
                Object result = method.invoke(original, given);
                if (result instanceof Connection connection) {
                  return replacing(Connection.class, connection, version);
                }
                return method.getReturnType() == Statement.class
                    ? replacing(Statement.class, (Statement) result, version)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
