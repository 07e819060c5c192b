package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ticketstore.StoreCopy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.schema.SchemaMigrator;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the owner reads what the store makes, whatever the umask. */
class FileModesTest {

  private static final Violation VIOLATION = Violation.of("lag", "12 s behind").build();

  private static final String PRIVATE = "rw-------";

  @TempDir private Path folder;

  @BeforeEach
  void modesOfFiles() {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
  }

  private String url(String name) {
    return "jdbc:sqlite:" + folder.resolve(name);
  }

  @Test
  void newFileAndItsLog() throws IOException {
    try (TicketStore store = TicketStore.open(url("tickets.db"))) {
      store.observe(VIOLATION);

      assertThat(modes())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("tickets.db", PRIVATE, "tickets.db-wal", PRIVATE, "tickets.db-shm", PRIVATE));
    }
  }

  @Test
  void fileThatWasThereKeepsItsMode() throws IOException {
    Path file = folder.resolve("tickets.db");
    TicketStore.open(url("tickets.db")).close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

    try (TicketStore store = TicketStore.open(url("tickets.db"))) {
      store.observe(VIOLATION);
      assertThat(modes().values()).containsOnly("rw-rw----").hasSize(3);
    }
  }

  @Test
  void targetOfACopy() throws IOException {
    try (TicketStore from = TicketStore.open("jdbc:sqlite::memory:");
        TicketStore to = TicketStore.open(url("copy.db"))) {
      from.observe(VIOLATION);
      StoreCopy.copy(from, to, tickets -> {});
    }

    assertThat(modes()).containsEntry("copy.db", PRIVATE).hasSize(1);
  }

  @Test
  void fileOfAMigration() throws IOException {
    SchemaMigrator.of(url("new.db")).update();

    SchemaMigrator.of(url("other.db"), null, null).update();

    assertThat(modes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("new.db", PRIVATE, "other.db", PRIVATE));
  }

  private Map<String, String> modes() throws IOException {
    Map<String, String> modes = new TreeMap<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        modes.put(
            file.getFileName().toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return modes;
  }
}
