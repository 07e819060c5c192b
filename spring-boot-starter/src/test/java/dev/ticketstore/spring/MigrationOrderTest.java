package dev.ticketstore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** In which order beans begin and end. */
class MigrationOrderTest {

  @TempDir Path folder;

  private ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(TicketStoreAutoConfiguration.class))
        .withBean(
            HikariDataSource.class, () -> SqliteDataSources.pool(folder.resolve("tickets.db")));
  }

  /** Beans that read the tables as they are made, and are defined before the store. */
  @Configuration(proxyBeanMethods = false)
  static class Early {

    @Bean
    @DependsOnDatabaseInitialization
    Integer tickets(DataSource dataSource) throws SQLException {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        return statement.executeUpdate("delete from observation_ids");
      }
    }

    @Bean
    JdbcTemplate jdbcTemplate(DataSource dataSource) {
      JdbcTemplate template = new JdbcTemplate(dataSource);
      template.queryForObject("select count(*) from tickets", Long.class);
      return template;
    }
  }

  @Test
  void beansThatUseTheDatabaseAreMadeAfterTheMigration() {
    runner().withUserConfiguration(Early.class).run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void closingCommitsWhatIsInFlightBeforeTheDataSourceEnds() {
    List<CompletableFuture<?>> inFlight = new ArrayList<>();

    runner()
        .run(
            context -> {
              TicketStore store = context.getBean(TicketStore.class);
              for (int i = 0; i < 500; i++) {
                inFlight.add(
                    store
                        .observeAsync(Violation.of("store_down", "silent").storeId("s" + i).build())
                        .toCompletableFuture());
              }
            });

    inFlight.forEach(CompletableFuture::join);
    try (TicketStore again = TicketStore.open("jdbc:sqlite:" + folder.resolve("tickets.db"))) {
      assertThat(again.count().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(500);
    }
  }
}
