package dev.ticketstore.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.StoreClosedException;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.model.TicketStatus;
import dev.ticketstore.schema.SchemaMigrator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class TicketStoreAutoConfigurationTest {

  private static final Violation DOWN = Violation.of("store_down", "no heartbeat").build();

  @TempDir Path folder;

  private ApplicationContextRunner runner = new ApplicationContextRunner();

  @BeforeEach
  void configure() {
    runner = runner.withConfiguration(AutoConfigurations.of(TicketStoreAutoConfiguration.class));
  }

  private ApplicationContextRunner withUrl() {
    return runner.withPropertyValues("ticket-store.url=" + SqliteDataSources.url(folder));
  }

  private ApplicationContextRunner withDataSource(String name) {
    return runner.withBean(
        name, HikariDataSource.class, () -> SqliteDataSources.pool(folder.resolve(name + ".db")));
  }

  private static void assertFails(ApplicationContextRunner runner, String message, String action) {
    runner.run(
        context -> {
          assertThat(context).hasFailed();
          FailureAnalysis analysis =
              new StoreNotOpenedFailureAnalyzer().analyze(context.getStartupFailure());
          assertThat(analysis).isNotNull();
          assertThat(analysis.getDescription()).contains(message);
          assertThat(analysis.getAction()).contains(action);
        });
  }

  @Test
  void storeAtItsOwnUrlIsMigratedAndClosedWithTheContext() {
    TicketStore[] store = new TicketStore[1];

    withUrl()
        .run(
            context -> {
              store[0] = context.getBean(TicketStore.class);
              store[0].observe(DOWN);
              assertThat(store[0].count()).containsEntry(TicketStatus.OPEN, 1L);
            });

    assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> store[0].count());
    assertThat(folder.resolve("tickets.db")).exists();
  }

  @Test
  void storeUsesTheDataSourceOfTheApplicationAndLeavesItOpen() {
    withDataSource("application")
        .run(
            context -> {
              TicketStore store = context.getBean(TicketStore.class);
              store.observe(DOWN);
              store.close();

              DataSource dataSource = context.getBean(DataSource.class);
              try (TicketStore again = TicketStore.open(dataSource)) {
                assertThat(again.count()).containsEntry(TicketStatus.OPEN, 1L);
              }
            });
  }

  @Test
  void urlOfItsOwnWinsOverTheDataSource() {
    withDataSource("application")
        .withPropertyValues("ticket-store.url=" + SqliteDataSources.url(folder))
        .run(context -> assertThat(context).hasSingleBean(TicketStore.class));

    assertThat(folder.resolve("tickets.db")).exists();
    assertThat(folder.resolve("application.db")).doesNotExist();
  }

  @Test
  void withoutADatabaseTheApplicationDoesNotStartAndSaysWhatToSet() {
    assertFails(runner, "ticket-store.url is not set", "Set ticket-store.url to jdbc:sqlite:FILE");
    assertFails(
        runner.withPropertyValues("ticket-store.url="), "ticket-store.url is not set", "Set");
  }

  @Test
  void amongSeveralDataSourcesTheMarkedOneIsTheStores() {
    ApplicationContextRunner two =
        withDataSource("application").withBean("other", DataSource.class, HikariDataSource::new);
    assertFails(two, "among 2 DataSource beans", "@TicketStoreDataSource");

    Path marked = folder.resolve("marked.db");
    withDataSource("application")
        .withBean(Path.class, () -> marked)
        .withUserConfiguration(Marked.class)
        .run(context -> assertThat(context).hasSingleBean(TicketStore.class));
    assertThat(marked).exists();
  }

  @Configuration(proxyBeanMethods = false)
  static class Marked {

    @Bean
    @TicketStoreDataSource
    DataSource tickets(Path file) {
      return SqliteDataSources.pool(file);
    }
  }

  @Test
  void storeOfTheApplicationItselfIsTheOnlyOne() {
    try (TicketStore own = TicketStore.open("jdbc:sqlite::memory:")) {
      withUrl()
          .withBean("own", TicketStore.class, () -> own)
          .run(context -> assertThat(context.getBean(TicketStore.class)).isSameAs(own));
    }
    assertThat(folder.resolve("tickets.db")).doesNotExist();
  }

  @Test
  void disabledStoreIsNoBeanAndNeedsNoDatabase() {
    runner
        .withPropertyValues("ticket-store.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TicketStore.class));
  }

  @Test
  void customizerSetsWhatHasNoPropertyAndWins() {
    Instant noon = Instant.parse("2026-01-24T12:00:00Z");
    withUrl()
        .withPropertyValues("ticket-store.schema=validate")
        .withBean(
            TicketStoreBuilderCustomizer.class,
            () ->
                builder ->
                    builder
                        .schemaPolicy(SchemaPolicy.UPDATE)
                        .clock(Clock.fixed(noon, ZoneOffset.UTC)))
        .run(
            context ->
                assertThat(context.getBean(TicketStore.class).observe(DOWN).ticket().createdAt())
                    .isEqualTo(noon));
  }

  @ParameterizedTest
  @CsvSource({
    "schema-lock-timeout, 1ms, expected 250 ms to 1 h",
    "timeout, 1ms, expected 250 ms to 1 h",
    "max-connections, 0, expected 1 to 1000",
    "max-pending, 0, expected 1 to 1000000",
    "max-clock-skew, -1s, expected 0 to 3650 days",
    "sqlite.log-limit, 1KB, expected 65536",
    "url, jdbc:mysql://localhost/tickets, jdbc:mysql",
  })
  void rejectedPropertyIsNamedAndQuoted(String property, String value, String expected) {
    assertFails(
        withUrl().withPropertyValues("ticket-store." + property + "=" + value),
        expected,
        "Correct ticket-store." + property + ",");
  }

  @Test
  void flappingIsSetByItsTwoPropertiesOrOff() {
    assertFails(
        withUrl().withPropertyValues("ticket-store.flapping.tickets=1"),
        "expected 2 to 1000 tickets, not 1",
        "Correct ticket-store.flapping");
    withUrl()
        .withPropertyValues(
            "ticket-store.flapping.enabled=false", "ticket-store.flapping.tickets=1")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void validationRefusesADatabaseThatLacksChangesAndTakesAMigratedOne() {
    ApplicationContextRunner validating =
        withDataSource("application").withPropertyValues("ticket-store.schema=validate");
    assertFails(validating, "SCHEMA_OLDER", "ticket-store.schema=update");

    SchemaMigrator.of("jdbc:sqlite:" + folder.resolve("application.db")).update();
    validating.run(context -> assertThat(context).hasSingleBean(TicketStore.class));
  }

  @Test
  void databaseThatCannotBeOpenedNamesThePropertyToCheck() {
    assertFails(
        runner.withPropertyValues(
            "ticket-store.url=jdbc:postgresql://127.0.0.1:1/tickets", "ticket-store.timeout=1s"),
        "CONNECTION_REFUSED",
        "Check ticket-store.url");
    withUrl()
        .withPropertyValues("ticket-store.timeout=1s")
        .run(
            context ->
                assertThat(context.getBean(TicketStoreProperties.class).timeout())
                    .isEqualTo(Duration.ofSeconds(1)));
  }

  @Test
  void passwordIsInNoTextOfTheProperties() {
    withUrl()
        .withPropertyValues("ticket-store.password=secret", "ticket-store.username=alice")
        .run(
            context ->
                assertThat(context.getBean(TicketStoreProperties.class).toString())
                    .doesNotContain("secret", "alice"));
  }

  /** The processor that writes the file runs beside Error Prone. */
  @Test
  void metadataDescribesEachProperty() throws IOException {
    String metadata;
    try (InputStream file =
        TicketStoreProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      metadata = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
    }
    assertThat(
            Pattern.compile(
                    "\"name\": \"ticket-store\\.([^\"]+)\",\\s+\"type\": \"[^\"]+\",\\s+\"description\": \"")
                .matcher(metadata)
                .results()
                .map(found -> found.group(1)))
        .containsExactlyInAnyOrder(
            "enabled",
            "url",
            "username",
            "password",
            "schema",
            "schema-lock-timeout",
            "timeout",
            "max-connections",
            "max-pending",
            "max-clock-skew",
            "flapping.enabled",
            "flapping.tickets",
            "flapping.window",
            "sqlite.synchronous",
            "sqlite.log-limit");
  }
}
