package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.Adoption;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adoptions whose undoing fails too, as SQLite has rolled back by itself. */
class FailedAdoptionTest {

  private static final String INSTANT = "2014-02-14T14:25:00";

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void writeFile() throws Exception {
    file = folder.resolve("tickets.db");
    try (PythonProgram python = new PythonProgram(file)) {
      python.insert("cpu", "0", "m", INSTANT, INSTANT);
    }
  }

  /** SQLite commits by deleting its journal, which it cannot do to a folder of that name. */
  private void preventCommit() {
    Path journal = folder.resolve("tickets.db-journal");
    try {
      Files.delete(journal);
      Files.createDirectory(journal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCommitThatFailsIsNamedByItsReasonAndNoBackupStays() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Adoption.adopt(file, rows -> preventCommit()))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IO));

    assertThat(folder).isDirectoryNotContaining("glob:**before-adoption*");
  }
}
