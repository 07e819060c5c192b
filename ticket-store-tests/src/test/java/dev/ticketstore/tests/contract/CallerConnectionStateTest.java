package dev.ticketstore.tests.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation;
import dev.ticketstore.Retention;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.model.TicketStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One connection of the caller's, in whatever state it comes. */
class CallerConnectionStateTest extends TicketStoreContract {

  @Test
  void connectionsGoBackAsTheyCame() throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      DataSource given = given(connection);
      try (TicketStore other = TicketStore.open(given)) {
        long id = other.observe(storeDown("a", NOW)).ticket().id();
        other.read(context -> context.fetchCount(TICKETS));
        other.list(TicketQuery.all());
        try (Stream<Ticket> tickets = other.stream(TicketQuery.all())) {
          assertThat(tickets).hasSize(1);
        }
        assertThat(store.find(id)).isPresent();
      }
      assertThat(connection.getAutoCommit()).isFalse();
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
      connection.rollback();
    }
    assertThat(store.list(TicketQuery.all()).tickets()).hasSize(1);
  }

  /** The driver means its own transactions by it, and the store makes others. */
  @Test
  @OnlyOn(
      value = SQLDialect.POSTGRES,
      because = "its connections are read-only from their beginning")
  void whatAConnectionAcknowledgesThatTheDriverCallsReadOnlyIsCommitted() throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setReadOnly(true);
      try (TicketStore other = TicketStore.open(given(connection))) {
        long id = other.observe(storeDown("a", NOW)).ticket().id();
        other.acknowledge(id);
        assertThat(store.find(id)).map(Ticket::status).contains(TicketStatus.ACKNOWLEDGED);
      }
      assertThat(connection.isReadOnly()).isTrue();
    }
  }

  @Test
  @OnlyOn(
      value = SQLDialect.POSTGRES,
      because = "its connections are read-only from their beginning")
  void aSessionThatTheServerLetsOnlyReadReads() throws SQLException {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    try (Connection connection = database.connect()) {
      execute(connection, "set default_transaction_read_only = on");
      try (TicketStore other = TicketStore.open(given(connection))) {
        assertThat(other.find(id)).isPresent();
        for (ThrowingCallable write :
            List.<ThrowingCallable>of(
                () -> other.observe(storeDown("a", NOW)), () -> other.acknowledge(id))) {
          assertThatExceptionOfType(DatabaseException.class)
              .isThrownBy(write)
              .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.READ_ONLY));
        }
        assertThat(other.find(id)).isEqualTo(store.find(id));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5_000, 60_000})
  @OnlyOn(value = SQLDialect.POSTGRES, because = "a file is not behind a network")
  void theLimitOfTheNetworksSilenceGoesBackAsItCame(int millis) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setNetworkTimeout(Runnable::run, millis);
      try (TicketStore other = TicketStore.open(given(connection))) {
        assertThat(connection.getNetworkTimeout()).isEqualTo(millis);
        other.observe(storeDown("a", NOW));
        assertThat(connection.getNetworkTimeout()).isEqualTo(millis);
        other.read(context -> context.fetchCount(TICKETS));
        assertThat(connection.getNetworkTimeout()).isEqualTo(millis);
        other.purge(Retention.everythingBefore(NOW), rows -> {});
      }
      assertThat(connection.getNetworkTimeout()).isEqualTo(millis);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectionInsideATransactionIsRejectedAndLeftAlone(boolean autoCommit) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(autoCommit);
      if (autoCommit) {
        execute(connection, "begin");
      }
      execute(connection, "create table other_work (id integer)");

      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> TicketStore.open(given(connection)))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IN_TRANSACTION))
          .withMessageContaining("TicketStore.within");
      execute(connection, "insert into other_work values (1)");
      execute(connection, "rollback");
    }
    assertThat(store.<Integer>read(context -> context.meta().getTables("other_work").size()))
        .isZero();
  }

  @Test
  @OnlyOn(value = SQLDialect.POSTGRES, because = "a file has neither schemas nor roles")
  void anotherSearchPathIsWorkedWith() throws SQLException {
    try (Connection connection = database.connect()) {
      execute(connection, "create schema elsewhere");
      execute(connection, "set search_path = elsewhere");
      try (TicketStore other = TicketStore.open(given(connection))) {
        assertThat(other.observe(storeDown("a", NOW)).outcome())
            .isEqualTo(Observation.Outcome.CREATED);
        assertThat(other.list(TicketQuery.all()).tickets()).hasSize(1);
      }
    }
    assertThat(store.list(TicketQuery.all()).tickets()).isEmpty();
  }

  private static DataSource given(Connection connection) {
    return new SingleConnectionDataSource(connection, true);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
