package dev.ticketstore.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.tests.support.JdbcProxy;
import dev.ticketstore.tests.support.TcpProxy;
import java.io.Serial;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** No wait for the network lasts longer than the timeout allows. */
@OnlyOn(value = SQLDialect.POSTGRES, because = "a file is not behind a network")
class TimeoutTest extends TicketStoreContract {

  private static final Duration SHORT = Duration.ofSeconds(1);

  /** The timeout, a second for the answer, and patience with a slow machine. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  @Test
  void aPortThatAcceptsAndIsSilentEndsTheOpening() {
    try (TcpProxy proxy = proxy()) {
      proxy.silence();

      DatabaseException thrown = failsInTime(() -> through(proxy).open());

      assertThat(thrown.reason()).isEqualTo(Reason.CONNECTION_REFUSED);
    }
  }

  @Test
  void aNetworkThatFallsSilentEndsACallWhoseOutcomeIsUnknown() {
    try (TcpProxy proxy = proxy();
        TicketStore other = through(proxy).open()) {
      other.observe(storeDown("a", NOW));
      proxy.silence();

      DatabaseException thrown = failsInTime(() -> other.observe(storeDown("a", NOW)));

      assertThat(thrown.reason()).isIn(Reason.CONNECTION_LOST, Reason.CONNECTION_REFUSED);
      proxy.cutAll();
      proxy.resume();
      assertThat(other.observe(storeDown("a", NOW)).ticket().occurrenceCount())
          .isGreaterThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SchemaPolicy.class,
      names = {"UPDATE", "VALIDATE"})
  void aNetworkThatFallsSilentDuringTheLookAtTheSchemaEndsTheOpening(SchemaPolicy policy) {
    try (TcpProxy proxy = proxy()) {
      DataSource source =
          connecting(() -> silentAtTheSchema(sourceThrough(proxy).getConnection(), proxy));

      DatabaseException thrown =
          failsInTime(
              () ->
                  TicketStore.builder()
                      .dataSource(source)
                      .schemaPolicy(policy)
                      .timeout(SHORT)
                      .open());

      assertThat(thrown.reason()).isEqualTo(Reason.CONNECTION_LOST);
    }
  }

  /** The network falls silent with the first query of the catalog. */
  private static Connection silentAtTheSchema(Connection connection, TcpProxy proxy) {
    return JdbcProxy.of(
        Connection.class,
        connection,
        (method, arguments) -> {
          if (method.getName().equals("prepareStatement")
              && String.valueOf(arguments[0]).contains("pg_class")) {
            proxy.silence();
          }
          return method.getName().equals("isWrapperFor")
              ? false
              : JdbcProxy.invoke(connection, method, arguments);
        });
  }

  @Test
  void aDataSourceOfTheDriverOnASilentPortEndsTheOpening() {
    try (TcpProxy proxy = proxy()) {
      proxy.silence();

      DatabaseException thrown =
          failsInTime(
              () -> TicketStore.builder().dataSource(sourceThrough(proxy)).timeout(SHORT).open());

      assertThat(thrown.reason()).isEqualTo(Reason.CONNECTION_REFUSED);
      assertThat(thrown).hasMessageContaining("within 1000 ms");
    }
  }

  @Test
  void aConnectionOfTheDriverThatComesTooLateIsClosed() {
    NotingDataSource source = new NotingDataSource();
    try (TcpProxy proxy = proxy();
        TicketStore other =
            TicketStore.builder().dataSource(through(proxy, source)).timeout(SHORT).open()) {
      source.made.clear();
      proxy.silence();
      DatabaseException thrown = failsInTime(() -> other.observe(storeDown("a", NOW)));
      assertThat(thrown.reason()).isEqualTo(Reason.CONNECTION_REFUSED);

      proxy.resume();

      await(() -> source.made.size() == 1 && source.isEachClosed());
      assertThat(other.observe(storeDown("a", NOW)).outcome())
          .isEqualTo(Observation.Outcome.CREATED);
    }
  }

  @Test
  void connectionsOfTheDriverThatAreLateAreFew() {
    try (TcpProxy proxy = proxy();
        TicketStore other =
            TicketStore.builder()
                .dataSource(sourceThrough(proxy))
                .timeout(Duration.ofMillis(250))
                .open()) {
      proxy.silence();
      for (int i = 0; i < 16; i++) {
        failsInTime(() -> other.find(1));
      }

      DatabaseException thrown = failsInTime(() -> other.find(1));

      assertThat(thrown.reason()).isEqualTo(Reason.CONNECTION_REFUSED);
      assertThat(thrown).hasMessageContainingAll("16 earlier connections", "loginTimeout");
      proxy.resume();
      await(() -> answers(other));
    }
  }

  private static boolean answers(TicketStore store) {
    try {
      return store.find(1).isEmpty();
    } catch (DatabaseException e) {
      return false;
    }
  }

  @Test
  void anInterruptEndsTheWaitForAConnectionOfTheDriver() {
    try (TcpProxy proxy = proxy();
        TicketStore other = TicketStore.open(sourceThrough(proxy))) {
      Thread.currentThread().interrupt();

      DatabaseException thrown =
          catchThrowableOfType(DatabaseException.class, () -> other.observe(storeDown("a", NOW)));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(thrown.reason()).isEqualTo(Reason.INTERRUPTED);
    }
  }

  /** A data source of the driver that knows the connections that it made. */
  private static final class NotingDataSource extends PGSimpleDataSource {

    @Serial private static final long serialVersionUID = 1L;

    private final transient List<Connection> made = new CopyOnWriteArrayList<>();

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      made.add(connection);
      return connection;
    }

    private boolean isEachClosed() throws SQLException {
      for (Connection each : made) {
        if (!each.isClosed()) {
          return false;
        }
      }
      return true;
    }
  }

  private static void await(Callable<Boolean> condition) {
    assertTimeoutPreemptively(
        LONGEST,
        () -> {
          while (!condition.call()) {
            Thread.sleep(10);
          }
        });
  }

  /** The call is on a thread of its own, which is left behind if it hangs. */
  private static DatabaseException failsInTime(Callable<?> call) {
    return assertTimeoutPreemptively(
        LONGEST, () -> catchThrowableOfType(DatabaseException.class, call::call));
  }

  private static DataSource connecting(Callable<Connection> connect) {
    return JdbcProxy.of(
        DataSource.class,
        "a data source",
        (method, arguments) -> {
          assertThat(method.getName()).isEqualTo("getConnection");
          return connect.call();
        });
  }

  private DataSource sourceThrough(TcpProxy proxy) {
    return through(proxy, new PGSimpleDataSource());
  }

  private DataSource through(TcpProxy proxy, PGSimpleDataSource source) {
    source.setUrl(database.url());
    source.setUser(database.user());
    source.setPassword(database.password());
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {proxy.port()});
    return source;
  }

  private TicketStoreBuilder through(TcpProxy proxy) {
    return database
        .store()
        .url(database.url().replaceFirst("//[^/]+/", "//localhost:" + proxy.port() + "/"))
        .timeout(SHORT);
  }

  private TcpProxy proxy() {
    URI address = URI.create(database.url().substring("jdbc:".length()));
    return new TcpProxy(address.getHost(), address.getPort());
  }
}
