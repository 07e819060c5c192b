package dev.ticketstore.internal.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without SQLite's locks only a file may be read that no process writes to. */
class StoreFileAtRestTest {

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.createFile(folder.resolve("tickets.db"));
  }

  private void makeBeside(String suffix, int size) throws IOException {
    Files.write(folder.resolve("tickets.db" + suffix), new byte[size]);
  }

  @Test
  void aFileAloneIsAtRest() throws IOException {
    assertThat(StoreFile.isAtRest(file)).isTrue();
  }

  @Test
  void aCopyWithAnEmptyLogIsAtRest() throws IOException {
    makeBeside("-wal", 0);

    assertThat(StoreFile.isAtRest(file)).isTrue();
  }

  @Test
  void aLogThatWaitsIsNotRest() throws IOException {
    makeBeside("-wal", 32);

    assertThat(StoreFile.isAtRest(file)).isFalse();
  }

  @Test
  void anEmptyLogOfAProcessIsNotRest() throws IOException {
    makeBeside("-wal", 0);
    makeBeside("-shm", 32_768);

    assertThat(StoreFile.isAtRest(file)).isFalse();
  }

  @Test
  void anIndexThatAKilledProcessLeftWithoutItsLogIsNoProcess() throws IOException {
    makeBeside("-shm", 32_768);

    assertThat(StoreFile.isAtRest(file)).isTrue();
  }

  @Test
  void aTransactionWithTheOldJournalIsNotRest() throws IOException {
    makeBeside("-journal", 512);

    assertThat(StoreFile.isAtRest(file)).isFalse();
  }

  @Test
  void aFileInAFolderThatCanBeWrittenIsOpenedAsUsual() {
    assertThat(StoreFile.isImmutable(file.toString())).isFalse();
  }
}
