package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.tests.support.ChildProcess;
import dev.ticketstore.tests.support.SqliteFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrating prints nothing and calls nobody; Liquibase by itself does both. */
class SilentMigrationTest {

  @TempDir Path folder;

  @Test
  void printsNothingAndUsesNoNetwork() throws Exception {
    Path notes = folder.resolve("network.txt");
    try (ChildProcess process =
        ChildProcess.start(SilentProcess.class, SqliteFile.create().url(), notes.toString())) {
      process.begin();

      assertThat(process.output()).isEmpty();
      assertThat(process.errors()).isEmpty();
      assertThat(notes).doesNotExist();
    }
  }
}
