package dev.ticketstore.spring;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * A {@link TicketStore} bean, migrated as {@code ticket-store.schema} says before another bean gets
 * it. It is closed after the beans that use it, and after the web server has finished its requests.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
@ConditionalOnBooleanProperty(name = "ticket-store.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TicketStoreProperties.class)
public class TicketStoreAutoConfiguration {

  /** Spring makes it. */
  TicketStoreAutoConfiguration() {}

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  TicketStore ticketStore(
      TicketStoreProperties properties,
      ObjectProvider<DataSource> dataSources,
      @TicketStoreDataSource ObjectProvider<DataSource> marked,
      ObjectProvider<TicketStoreBuilderCustomizer> customizers) {
    try {
      TicketStoreBuilder builder = TicketStore.builder();
      String url = properties.url();
      if (url != null) {
        builder.url(url).user(properties.username()).password(properties.password());
      } else {
        builder.dataSource(ChosenDataSource.of(dataSources, marked));
      }
      properties.applyTo(builder);
      customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
      return builder.open();
    } catch (InvalidInputException e) {
      throw StoreNotOpenedException.of(e);
    } catch (DatabaseException e) {
      throw StoreNotOpenedException.of(e, properties.url() != null);
    }
  }

  /** Beans that use the database, such as a {@code JdbcTemplate}, come after the migration. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(DatabaseInitializationDependencyConfigurer.class)
  @Import(DatabaseInitializationDependencyConfigurer.class)
  static class MigrationFirst {}

  /** Transactions of Spring's. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(DataSourceUtils.class)
  static class Transactions {

    /** Lazy, so that only an application that uses it needs the one {@code DataSource}. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    TicketTransactions ticketTransactions(
        TicketStore store,
        TicketStoreProperties properties,
        ObjectProvider<DataSource> dataSources,
        @TicketStoreDataSource ObjectProvider<DataSource> marked) {
      if (properties.url() != null) {
        throw new StoreNotOpenedException(
            "TicketTransactions needs the DataSource of the application, and ticket-store.url gives"
                + " the store connections of its own.",
            "Remove ticket-store.url, so that the store uses the DataSource bean.",
            null);
      }
      return new TicketTransactions(store, ChosenDataSource.of(dataSources, marked));
    }
  }
}
