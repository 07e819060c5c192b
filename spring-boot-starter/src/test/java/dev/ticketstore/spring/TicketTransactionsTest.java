package dev.ticketstore.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketStore;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.Violation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

class TicketTransactionsTest {

  private static final Violation DOWN = Violation.of("store_down", "no heartbeat").build();

  private static EmbeddedPostgres server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private DataSource dataSource(String database) {
    return database.equals("sqlite")
        ? SqliteDataSources.pool(folder.resolve("tickets.db"))
        : server.getPostgresDatabase();
  }

  /** An application, whose tables are empty. */
  private void run(DataSource dataSource, Consumer<Application> test) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(TicketStoreAutoConfiguration.class))
        .withPropertyValues("ticket-store.timeout=1s")
        .withBean(DataSource.class, () -> dataSource)
        .run(
            context -> {
              JdbcTemplate jdbc = new JdbcTemplate(dataSource);
              jdbc.execute("drop table if exists readings");
              jdbc.execute("create table readings (id bigint primary key)");
              jdbc.execute("delete from tickets");
              test.accept(
                  new Application(
                      context.getBean(TicketStore.class),
                      context.getBean(TicketTransactions.class),
                      new TransactionTemplate(new DataSourceTransactionManager(dataSource)),
                      jdbc));
            });
  }

  private record Application(
      TicketStore store,
      TicketTransactions tickets,
      TransactionTemplate transaction,
      JdbcTemplate jdbc) {

    void write() {
      jdbc.update("insert into readings (id) values (1)");
      tickets.current().observe(DOWN);
    }

    long readings() {
      return jdbc.queryForObject("select count(*) from readings", Long.class);
    }

    long occurrences() {
      return store.findUnresolved("store_down").map(ticket -> ticket.occurrenceCount()).orElse(0L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void ticketAndRowCommitTogether(String database) {
    run(
        dataSource(database),
        application -> {
          application.transaction().executeWithoutResult(status -> application.write());

          assertThat(application.readings()).isEqualTo(1);
          assertThat(application.occurrences()).isEqualTo(1);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void ticketAndRowRollBackTogether(String database) {
    run(
        dataSource(database),
        application -> {
          application
              .transaction()
              .executeWithoutResult(
                  status -> {
                    application.write();
                    status.setRollbackOnly();
                  });

          assertThat(application.readings()).isZero();
          assertThat(application.occurrences()).isZero();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void rejectedStepLeavesTheTransactionUsable(String database) {
    run(
        dataSource(database),
        application -> {
          application
              .transaction()
              .executeWithoutResult(
                  status -> {
                    assertThatExceptionOfType(UnknownTicketException.class)
                        .isThrownBy(() -> application.tickets().current().acknowledge(4711));
                    application.write();
                  });

          assertThat(application.readings()).isEqualTo(1);
          assertThat(application.occurrences()).isEqualTo(1);
        });
  }

  @Test
  void proxyThatIsAwareOfTransactionsJoinsThemToo() {
    DataSource target = server.getPostgresDatabase();
    run(
        new TransactionAwareDataSourceProxy(target),
        application -> {
          application
              .transaction()
              .executeWithoutResult(
                  status -> {
                    application.write();
                    assertThatExceptionOfType(DatabaseException.class)
                        .isThrownBy(() -> application.store().observe(DOWN))
                        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IN_TRANSACTION));
                  });

          assertThat(application.occurrences()).isEqualTo(1);
        });
  }

  @Test
  void withoutATransactionItIsRefusedBeforeAnythingIsWritten() {
    run(
        dataSource("postgresql"),
        application -> {
          assertThatExceptionOfType(IllegalTransactionStateException.class)
              .isThrownBy(() -> application.tickets().current())
              .withMessageContaining("no Spring transaction is active")
              .withMessageContaining("@Transactional");

          TicketOperations[] kept = new TicketOperations[1];
          application
              .transaction()
              .executeWithoutResult(status -> kept[0] = application.tickets().current());
          assertThatExceptionOfType(IllegalTransactionStateException.class)
              .isThrownBy(() -> kept[0].observe(DOWN));
          assertThat(application.occurrences()).isZero();
        });
  }

  @Test
  void transactionOfAnotherDataSourceIsRefused() {
    DataSource other = SqliteDataSources.pool(folder.resolve("other.db"));
    TransactionTemplate elsewhere =
        new TransactionTemplate(new DataSourceTransactionManager(other));
    run(
        dataSource("postgresql"),
        application ->
            elsewhere.executeWithoutResult(
                status ->
                    assertThatExceptionOfType(IllegalTransactionStateException.class)
                        .isThrownBy(() -> application.tickets().current())
                        .withMessageContaining("not one of the DataSource of the store")));
  }

  @Test
  void storeItselfCommitsAlone() {
    run(
        dataSource("postgresql"),
        application -> {
          application
              .transaction()
              .executeWithoutResult(
                  status -> {
                    application.jdbc().update("insert into readings (id) values (1)");
                    application.store().observe(DOWN);
                    status.setRollbackOnly();
                  });

          assertThat(application.readings()).isZero();
          assertThat(application.occurrences()).isEqualTo(1);
        });
  }

  @Test
  void healthNamesTheTransactionThatHoldsTheFeedBack() {
    run(
        dataSource("postgresql"),
        application ->
            application
                .transaction()
                .executeWithoutResult(
                    status -> {
                      application.write();
                      application.store().observe(Violation.of("high_latency", "1.2 s").build());

                      StoreHealth health = StoreHealth.of(application.store(), Map.of());
                      assertThat(health.up()).isTrue();
                      assertThat(health.details().get("feed"))
                          .asInstanceOf(InstanceOfAssertFactories.MAP)
                          .containsEntry("heldBack", 1L)
                          .containsKeys("writerPid", "writerSince");
                    }));
  }

  @Test
  void storeItselfWaitsInVainForTheWriterThatItsOwnThreadIsOnSqlite() {
    run(
        dataSource("sqlite"),
        application ->
            application
                .transaction()
                .executeWithoutResult(
                    status -> {
                      application.jdbc().update("insert into readings (id) values (1)");
                      assertThatExceptionOfType(DatabaseException.class)
                          .isThrownBy(() -> application.store().observe(DOWN))
                          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED));
                    }));
  }

  @Test
  void storeAtItsOwnUrlHasNoTransactionsToJoin() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(TicketStoreAutoConfiguration.class))
        .withPropertyValues("ticket-store.url=" + SqliteDataSources.url(folder))
        .withBean(Joining.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .isInstanceOf(UnsatisfiedDependencyException.class)
                    .rootCause()
                    .hasMessageContaining("ticket-store.url gives the store connections"));
  }

  record Joining(TicketTransactions tickets) {}
}
