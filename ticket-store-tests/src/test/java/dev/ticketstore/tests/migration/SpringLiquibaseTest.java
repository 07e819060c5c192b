package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.schema.SchemaMigrator;
import liquibase.UpdateSummaryEnum;
import liquibase.integration.spring.SpringLiquibase;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;

/** An application whose Spring migrates all its databases, also that of the store. */
class SpringLiquibaseTest extends MigrationContract {

  @Test
  void migratesToTheSchemaOfTheStore() throws Exception {
    springLiquibase().afterPropertiesSet();

    assertThat(migrator.drift()).isEmpty();
    try (TicketStore store = database.store().schemaPolicy(SchemaPolicy.VALIDATE).open()) {
      assertThat(store.observe(Violation.of("lag", "message").build()).ticket().id()).isEqualTo(1);
    }
    springLiquibase().afterPropertiesSet();
    assertThat(migrator.update()).isEmpty();
  }

  private SpringLiquibase springLiquibase() {
    SpringLiquibase spring = new SpringLiquibase();
    spring.setResourceLoader(new DefaultResourceLoader());
    spring.setDataSource(database.dataSource());
    spring.setChangeLog("classpath:" + SchemaMigrator.CHANGELOG);
    spring.setAnalyticsEnabled(false);
    spring.setShowSummary(UpdateSummaryEnum.OFF);
    return spring;
  }
}
