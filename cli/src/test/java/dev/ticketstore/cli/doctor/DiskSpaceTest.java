package dev.ticketstore.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.doctor.Finding.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskSpaceTest {

  /** In MiB. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, PROBLEM",
    "63, 1, PROBLEM",
    "64, 1, WARNING",
    "255, 1, WARNING",
    "256, 1, OK",
    "256, 256, OK",
    "256, 257, WARNING",
    "99999, 100000, WARNING",
    "100000, 100000, OK"
  })
  void roomIsJudgedByTheSizeOfTheDatabase(long usable, long file, State expected) {
    assertThat(new DiskSpace(usable << 20, file << 20).state()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "16777216, 16.0 MiB",
    "9223372036854775807, 8192.0 PiB"
  })
  void sizesAreShort(long count, String expected) {
    assertThat(DiskSpace.bytes(count)).isEqualTo(expected);
  }

  @Test
  void namesBoth() {
    assertThat(new DiskSpace(2048, 10).text()).isEqualTo("2.0 KiB free, the database has 10 B");
  }
}
