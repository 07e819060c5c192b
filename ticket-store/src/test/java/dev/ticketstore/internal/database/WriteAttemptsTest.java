package dev.ticketstore.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Which failures of a write are tried again, and how often. */
class WriteAttemptsTest {

  private final Deque<Reason> failures = new ArrayDeque<>();
  private int attempts;
  private int roomMade;
  private int renewed;
  private boolean makesRoom = true;
  private StoreFile file = StoreFile.NONE;

  private String write() {
    WriteAttempts written =
        new WriteAttempts(
            file,
            () -> {
              roomMade++;
              return makesRoom;
            },
            () -> renewed++);
    return written.written(
        () -> {
          attempts++;
          if (!failures.isEmpty()) {
            throw new DatabaseException(failures.remove(), null, null);
          }
          return "written";
        });
  }

  private void fail(Reason reason, int times) {
    for (int i = 0; i < times; i++) {
      failures.add(reason);
    }
  }

  private void assertFails(Reason reason) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(this::write)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void conflictsAreTriedAgain() {
    fail(Reason.CONFLICT, 9);

    assertThat(write()).isEqualTo("written");
    assertThat(attempts).isEqualTo(10);
  }

  @Test
  void tenthConflictIsThrown() {
    fail(Reason.CONFLICT, 11);

    assertFails(Reason.CONFLICT);
    assertThat(attempts).isEqualTo(10);
  }

  @Test
  void fullDiskIsTriedOnceMoreIfThereIsRoomNow() {
    fail(Reason.DISK_FULL, 1);
    assertThat(write()).isEqualTo("written");

    fail(Reason.DISK_FULL, 2);
    assertFails(Reason.DISK_FULL);
    assertThat(attempts).isEqualTo(4);
    assertThat(roomMade).isEqualTo(2);
  }

  @Test
  void fullDiskWithoutRoomIsThrown() {
    makesRoom = false;
    fail(Reason.DISK_FULL, 1);

    assertFails(Reason.DISK_FULL);
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void serverThatOnlyReadsGetsNewConnectionsForTheNextCall() {
    fail(Reason.READ_ONLY, 1);

    assertFails(Reason.READ_ONLY);
    assertThat(attempts).isEqualTo(1);
    assertThat(renewed).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"CONFLICT", "DISK_FULL", "READ_ONLY"})
  void otherFailuresAreThrownAtOnce(Reason reason) {
    fail(reason, 1);

    assertFails(reason);
    assertThat(List.of(attempts, roomMade, renewed)).containsExactly(1, 0, 0);
  }

  @Test
  void whatWentIntoAFileThatIsGoneIsNotAcknowledged(@TempDir Path folder) throws IOException {
    Path path = Files.createFile(folder.resolve("tickets.db"));
    file = StoreFile.of(path.toString());
    assertThat(write()).isEqualTo("written");
    Files.delete(path);

    assertFails(Reason.FILE_REPLACED);
    assertThat(attempts).isEqualTo(2);
  }
}
