package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.extract;
import static org.jooq.impl.DSL.field;

import dev.ticketstore.SqliteSynchronous;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.DatabaseOpener;
import dev.ticketstore.internal.database.JdbcUrl;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.DatePart;
import org.jooq.Record1;
import org.jooq.Record3;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Days and hours are UTC's, whatever the zone of the JVM, which PostgreSQL's driver sends. */
class TimeZoneTest extends TicketStoreContract {

  private static final String ZONE = "Asia/Tokyo";

  private final TimeZone before = TimeZone.getDefault();

  /** Before the store is opened. */
  @Override
  @BeforeEach
  protected void openStore() {
    TimeZone.setDefault(TimeZone.getTimeZone(ZONE));
    super.openStore();
    // The 25th in Tokyo.
    store.observe(storeDown("a", Instant.parse("2026-01-24T23:08:17Z")));
  }

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(before);
  }

  @Test
  void daysAndHoursOfThePoolAreThoseOfUtc() {
    assertUtc(store);
  }

  @Test
  void daysAndHoursOnConnectionsOfTheCallersAreThoseOfUtc() {
    try (TicketStore other = TicketStore.open(database.dataSource())) {
      assertUtc(other);
    }
  }

  private static void assertUtc(TicketStore store) {
    Record3<LocalDate, Integer, LocalDate> row =
        store.read(
            context ->
                context
                    .select(
                        TICKETS.FIRST_SEEN_AT.cast(LocalDate.class),
                        extract(TICKETS.FIRST_SEEN_AT, DatePart.HOUR),
                        field(
                            context
                                .select(TICKETS.LAST_SEEN_AT.cast(LocalDate.class))
                                .from(TICKETS)))
                    .from(TICKETS)
                    .fetchSingle());

    assertThat(row.value1()).isEqualTo(LocalDate.of(2026, 1, 24));
    assertThat(row.value2()).isEqualTo(23);
    try (var hours =
        store.stream(
            ctx -> ctx.select(extract(TICKETS.FIRST_SEEN_AT, DatePart.HOUR)).from(TICKETS))) {
      assertThat(hours).extracting(Record1::value1).containsExactly(23);
    }
    assertThat(row.value3()).isEqualTo(LocalDate.of(2026, 1, 24));
  }

  @Test
  @OnlyOn(value = SQLDialect.POSTGRES, because = "a connection has no time zone")
  void statementsOfThePoolOutsideOfATransactionHaveUtcToo() {
    DatabaseOpener opener =
        new DatabaseOpener(
            database.user(),
            database.password(),
            1,
            Duration.ofSeconds(5),
            SqliteSynchronous.FULL,
            16L << 20,
            true);
    try (Database pool = opener.open(JdbcUrl.parse(database.url()))) {
      assertThat(pool.<String>query(TimeZoneTest::zone)).isEqualTo("UTC");
      assertThat(
              pool.<String>query(
                  context -> context.fetchSingle("show lock_timeout").into(String.class)))
          .isEqualTo("5s");
    }
  }

  private static String zone(DSLContext context) {
    return context.fetchSingle("show timezone").into(String.class);
  }

  @Test
  @OnlyOn(value = SQLDialect.POSTGRES, because = "a connection has no time zone")
  void connectionOfTheCallersHasItsZoneAgain() throws SQLException {
    OneConnection source = new OneConnection();
    source.setUrl(database.url());
    source.setUser(database.user());
    source.setPassword(database.password());
    try (TicketStore other = TicketStore.open(source)) {
      other.observe(storeDown("b", NOW));
      assertThat(source.zone()).isEqualTo(ZONE);

      assertThat(other.<String>read(TimeZoneTest::zone)).isEqualTo("UTC");
      assertThat(source.zone()).isEqualTo(ZONE);

      try (Stream<Ticket> tickets = other.stream(TicketQuery.all())) {
        List<Ticket> one = tickets.limit(1).toList();
        assertThat(one).hasSize(1);
        assertThat(source.zone()).isEqualTo("UTC");
      }
      assertThat(source.zone()).isEqualTo(ZONE);
    } finally {
      source.disconnect();
    }
  }

  /** Gives out the same connection each time, which stays open. */
  private static final class OneConnection extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    private transient @Nullable Connection connection;

    @Override
    public Connection getConnection() throws SQLException {
      if (connection == null) {
        connection = super.getConnection();
      }
      Connection kept = connection;
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("close")) {
                  return null;
                }
                try {
                  return method.invoke(kept, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    String zone() throws SQLException {
      try (Statement statement = Objects.requireNonNull(connection).createStatement();
          ResultSet row = statement.executeQuery("show timezone")) {
        row.next();
        return row.getString(1);
      }
    }

    void disconnect() throws SQLException {
      if (connection != null) {
        connection.close();
      }
    }
  }
}
