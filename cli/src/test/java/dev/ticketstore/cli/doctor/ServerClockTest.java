package dev.ticketstore.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.doctor.Finding.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerClockTest {

  private static final Instant BEFORE = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant AFTER = BEFORE.plusSeconds(2);

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0S, OK",
    "PT1S, PT0S, OK",
    "PT2S, PT0S, OK",
    "PT7S, PT5S, OK",
    "PT7.001S, PT5.001S, WARNING",
    "PT-5.001S, PT-5.001S, WARNING",
    "PT5M2S, PT5M, WARNING",
    "PT5M2.001S, PT5M0.001S, PROBLEM",
    "PT-5M-0.001S, PT-5M-0.001S, PROBLEM"
  })
  void clockIsJudgedByWhatCannotBeTheWayOfTheAnswer(
      Duration server, Duration ahead, State expected) {
    Duration found = ServerClock.ahead(BEFORE, BEFORE.plus(server), AFTER);

    assertThat(found).isEqualTo(ahead);
    assertThat(ServerClock.state(found)).isEqualTo(expected);
  }
}
