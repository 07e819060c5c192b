package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite writes on into a file that is no longer there; the store must not acknowledge that. */
class StoreFileTest {

  private static final Violation VIOLATION = Violation.of("lag", "12 s behind").build();

  @TempDir private Path folder;

  @Test
  void aDeletedFileIsFoundAtTheNextCall() throws IOException {
    Path file = folder.resolve("tickets.db");
    try (TicketStore store = TicketStore.open("jdbc:sqlite:" + file)) {
      store.observe(VIOLATION);
      Files.delete(file);

      assertReplaced(() -> store.observe(VIOLATION));
      assertReplaced(() -> store.find(1));
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void aReplacedFileIsFoundAtTheNextCallAndStaysAsItIs() throws IOException {
    Path file = folder.resolve("tickets.db");
    Path other = folder.resolve("other.db");
    TicketStore.open("jdbc:sqlite:" + other).close();
    try (TicketStore store = TicketStore.open("jdbc:sqlite:" + file)) {
      store.observe(VIOLATION);
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

      assertReplaced(() -> store.observe(VIOLATION));
      assertReplaced(() -> store.count());
    }
    Files.deleteIfExists(folder.resolve("tickets.db-wal"));
    Files.deleteIfExists(folder.resolve("tickets.db-shm"));
    try (TicketStore store = TicketStore.open("jdbc:sqlite:" + file)) {
      assertThat(store.find(1)).isEmpty();
    }
  }

  private static void assertReplaced(Runnable call) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FILE_REPLACED))
        .withMessageContaining("tickets.db");
  }
}
