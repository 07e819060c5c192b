package dev.ticketstore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.TicketStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A deployment, in which several instances start on an empty database at the same moment. */
class StartingAtOnceTest {

  private static final int INSTANCES = 4;

  private static void start(DataSource dataSource, String schema) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(TicketStoreAutoConfiguration.class))
        .withPropertyValues(
            "ticket-store.schema=" + schema,
            "ticket-store.timeout=250ms",
            "ticket-store.schema-lock-timeout=2m")
        .withBean(DataSource.class, () -> dataSource)
        .run(
            context ->
                assertThat(context.getBean(TicketStore.class).schemaStatus().isUpToDate())
                    .isTrue());
  }

  @Test
  void oneMigratesAndTheOthersWaitForIt() throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(INSTANCES);
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      DataSource dataSource = server.getPostgresDatabase();
      List<CompletableFuture<Void>> instances =
          Stream.generate(
                  () -> CompletableFuture.runAsync(() -> start(dataSource, "update"), threads))
              .limit(INSTANCES)
              .toList();
      instances.forEach(CompletableFuture::join);

      start(dataSource, "validate");
    } finally {
      threads.shutdown();
    }
  }
}
