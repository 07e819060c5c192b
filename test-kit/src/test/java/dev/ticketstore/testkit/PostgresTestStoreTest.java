package dev.ticketstore.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jooq.CloseableDSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresTestStoreTest extends TestStoreContract {

  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  /** Also that each test has dropped its database. */
  @AfterAll
  static void stop() throws IOException {
    try (EmbeddedPostgres stopped = server;
        CloseableDSLContext context =
            DSL.using(stopped.getJdbcUrl("postgres", "postgres"), "postgres", "")) {
      assertThat(context.fetch("select datname from pg_database").getValues(0, String.class))
          .noneMatch(name -> name.startsWith("ticket_store_test_"));
    }
  }

  private static String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  @Override
  TestStore extension() {
    return TestStore.onPostgres(url(), "postgres", "");
  }
}
