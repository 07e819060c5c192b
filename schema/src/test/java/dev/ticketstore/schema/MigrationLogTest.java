package dev.ticketstore.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A migration logs no warning; slf4j-simple writes from info up to standard error. */
class MigrationLogTest {

  @Test
  void aMigrationLogsNothingFromInfoUp() {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      LoggerFactory.getLogger(getClass()).info("before");
      assertThat(SchemaMigrator.of("jdbc:sqlite::memory:").update()).isNotEmpty();
    } finally {
      System.setErr(before);
    }

    assertThat(log.toString(UTF_8).lines()).singleElement().asString().endsWith("before");
  }
}
