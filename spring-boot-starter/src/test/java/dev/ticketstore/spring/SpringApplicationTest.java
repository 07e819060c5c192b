package dev.ticketstore.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.schema.SchemaMigrator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** A whole application, with all that Spring Boot configures by itself. */
class SpringApplicationTest {

  @TempDir Path folder;

  @EnableAutoConfiguration
  @Configuration(proxyBeanMethods = false)
  static class Application {}

  private ConfigurableApplicationContext start(Class<?> application, String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("spring.datasource.url=jdbc:sqlite:" + folder.resolve("application.db"));
    all.add("spring.main.banner-mode=off");
    return new SpringApplicationBuilder(application)
        .web(WebApplicationType.NONE)
        .properties(all.toArray(String[]::new))
        .run();
  }

  @Test
  void startsWithoutAChangelogOfItsOwn() {
    try (ConfigurableApplicationContext context = start(Application.class)) {
      TicketStore store = context.getBean(TicketStore.class);
      store.observe(Violation.of("store_down", "silent").build());

      assertThat(context.getBean(JdbcTemplate.class).queryForList("select id from tickets"))
          .hasSize(1);
      assertThat(context.containsBean("liquibase")).isFalse();
      assertThat(context.getEnvironment().getProperty(LiquibaseDefault.ENABLED)).isEqualTo("false");
    }
  }

  /** The trap: Spring Boot's own Liquibase is there, and wakes up. */
  @Test
  void withLiquibaseOfSpringBootTurnedOnItFailsForWantOfAChangelog() {
    assertThatThrownBy(() -> start(Application.class, LiquibaseDefault.ENABLED + "=true"))
        .hasStackTraceContaining("liquibase");
  }

  @Test
  void keepsTheChangelogOfTheApplication() {
    try (ConfigurableApplicationContext context =
        start(
            Application.class,
            "spring.liquibase.change-log=classpath:/application-changelog.sql")) {
      assertThat(context.containsBean("liquibase")).isTrue();
      assertThat(
              context
                  .getBean(JdbcTemplate.class)
                  .queryForList("select name from application_table"))
          .isEmpty();
      assertThat(context.getBean(TicketStore.class).schemaStatus().isUpToDate()).isTrue();
    }
  }

  @Test
  void leavesTheMigrationToLiquibaseOfSpringBootWhereThatIsAsked() {
    try (ConfigurableApplicationContext context =
        start(
            Application.class,
            "spring.liquibase.change-log=classpath:" + SchemaMigrator.CHANGELOG,
            "ticket-store.schema=" + SchemaPolicy.VALIDATE)) {
      assertThat(context.getBean(TicketStore.class).schemaStatus().isUpToDate()).isTrue();
    }
  }

  @Test
  void healthTellsDatabaseSchemaAndFeed() throws Exception {
    try (ConfigurableApplicationContext context = start(WithCursor.class)) {
      context.getBean(TicketStore.class).observe(Violation.of("store_down", "silent").build());

      Object health = health(context);
      assertThat(status(health)).isEqualTo("UP");
      assertThat(details(health))
          .containsEntry("schema", "current")
          .containsEntry("feed", Map.of("heldBack", 0L, "auditor", Map.of("ready", 1L)));
      assertThat(details(health))
          .hasEntrySatisfying(
              "database", product -> assertThat(product).asString().startsWith("SQLite 3."));
    }
  }

  @Test
  void healthTellsWhatTheDatabaseLacksAndWhatItHasMore() throws Exception {
    try (ConfigurableApplicationContext context = start(Application.class)) {
      JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
      jdbc.update(
          "insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted,"
              + " exectype) values ('from-the-future', 'ticket-store',"
              + " 'dev/ticketstore/schema/changes/99-future.sql', '2026-01-24 00:00:00', 1000,"
              + " 'EXECUTED')");
      assertThat(status(health(context))).isEqualTo("UP");
      assertThat(details(health(context)))
          .containsEntry("schema", "newer")
          .containsEntry("newerChanges", 1);

      jdbc.update("delete from databasechangelog where id in ('tickets-indexes')");
      assertThat(status(health(context))).isEqualTo("DOWN");
      assertThat(details(health(context)))
          .containsEntry("schema", "pending")
          .containsEntry("pendingChanges", 1);
    }
  }

  @Test
  void healthIsDownOnceTheStoreIsClosed() throws Exception {
    try (ConfigurableApplicationContext context = start(Application.class)) {
      context.getBean(TicketStore.class).close();

      assertThat(status(health(context))).isEqualTo("DOWN");
    }
  }

  @Test
  void healthCanBeTurnedOff() {
    try (ConfigurableApplicationContext context =
        start(Application.class, "management.health.ticket-store.enabled=false")) {
      assertThat(context.containsBean("ticketStoreHealthIndicator")).isFalse();
    }
  }

  @EnableAutoConfiguration
  @Configuration(proxyBeanMethods = false)
  static class WithCursor {

    @Bean
    ChangeCursor auditor() {
      return () -> null;
    }
  }

  /** Its class is another in each version of Spring Boot. */
  private static Object health(ConfigurableApplicationContext context) throws Exception {
    Object indicator = context.getBean("ticketStoreHealthIndicator");
    return indicator.getClass().getMethod("health").invoke(indicator);
  }

  private static String status(Object health) throws Exception {
    return health.getClass().getMethod("getStatus").invoke(health).toString();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> details(Object health) throws Exception {
    return (Map<String, Object>) health.getClass().getMethod("getDetails").invoke(health);
  }

  @Test
  void versionOfSpringBootIsTheOneThatThisRunIsAbout() {
    assertThat(SpringApplication.class.getPackage().getImplementationVersion())
        .isEqualTo(System.getProperty("test.spring-boot.version"));
  }
}
