package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.tests.support.JdbcProxy;
import dev.ticketstore.tests.support.TcpProxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** No look at the schema waits for ever for a server that is silent. */
class SilentServerTest extends MigrationContract {

  private static final Duration SHORT = Duration.ofSeconds(1);

  /** Twice the time that a connection has by default, for a slow machine. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** Less than the default. */
  private static final Duration SOON = Duration.ofSeconds(8);

  @BeforeEach
  void requireNetwork() {
    assumeTrue(database.isPostgres(), "a file is not behind a network");
    createMigratedDatabase();
  }

  @Test
  void aPortThatAcceptsAndIsSilentEndsALook() {
    try (TcpProxy proxy = proxy()) {
      proxy.silence();

      SchemaException thrown = failsInTime(() -> migrator(proxy, "").status());

      assertThat(thrown.reason()).isEqualTo(Reason.FAILED);
      assertThat(thrown).hasMessageContaining("The server cannot be reached");
    }
  }

  @Test
  void aPortThatAcceptsAndIsSilentEndsAWait() {
    try (TcpProxy proxy = proxy()) {
      proxy.silence();
      long begin = System.nanoTime();

      SchemaException thrown = failsInTime(() -> migrator(proxy, "").awaitUpToDate(SHORT, e -> {}));

      assertThat(thrown).hasMessageContainingAll("Waited 1000 ms", "The server cannot be reached");
      assertThat(since(begin)).isLessThan(SOON);
    }
  }

  @Test
  void aLimitOfTheUrlsOwnCounts() {
    try (TcpProxy proxy = proxy()) {
      proxy.silence();
      long begin = System.nanoTime();

      failsInTime(() -> migrator(proxy, "?loginTimeout=1").status());

      assertThat(since(begin)).isLessThan(SOON);
    }
  }

  @Test
  void aServerThatFallsSilentEndsALook() {
    try (TcpProxy proxy = proxy()) {
      SchemaException thrown =
          failsInTime(() -> SchemaMigrator.of(fallingSilent(proxy, LONGEST)).status());

      assertThat(thrown).hasMessageContaining("The server cannot be reached");
    }
  }

  @Test
  void aServerThatFallsSilentEndsAWait() {
    try (TcpProxy proxy = proxy()) {
      long begin = System.nanoTime();

      SchemaException thrown =
          failsInTime(
              () -> SchemaMigrator.of(fallingSilent(proxy, SHORT)).awaitUpToDate(SHORT, e -> {}));

      assertThat(thrown).hasMessageContaining("Waited 1000 ms");
      assertThat(since(begin)).isLessThan(SOON);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 500, 60_000})
  void theLimitOfAConnectionsOwnStaysAsItIs(int millis) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setNetworkTimeout(Runnable::run, millis);
      SchemaMigrator given = SchemaMigrator.of(new SingleConnectionDataSource(connection, true));

      given.status();
      given.update();
      given.awaitUpToDate(SHORT, e -> {});

      assertThat(connection.getNetworkTimeout()).isEqualTo(millis);
    }
  }

  /** The call is on a thread of its own, which is left behind if it hangs. */
  private static SchemaException failsInTime(Executable call) {
    return assertTimeoutPreemptively(
        LONGEST, () -> catchThrowableOfType(SchemaException.class, call::execute));
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private SchemaMigrator migrator(TcpProxy proxy, String parameters) {
    return SchemaMigrator.of(
        database.url().replaceFirst("//[^/]+/([^?]*).*", "//localhost:" + proxy.port() + "/$1")
            + parameters,
        database.user(),
        database.password());
  }

  /** Connections whose network falls silent before their first statement. */
  private DataSource fallingSilent(TcpProxy proxy, Duration loginTimeout) {
    PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {proxy.port()});
    source.setLoginTimeout(Math.toIntExact(loginTimeout.toSeconds()));
    return JdbcProxy.of(
        DataSource.class,
        source,
        (method, arguments) -> {
          Connection connection = source.getConnection();
          proxy.silence();
          return connection;
        });
  }

  private TcpProxy proxy() {
    URI address = URI.create(database.url().substring("jdbc:".length()));
    return new TcpProxy(address.getHost(), address.getPort());
  }
}
