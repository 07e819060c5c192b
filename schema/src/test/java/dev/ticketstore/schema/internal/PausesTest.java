package dev.ticketstore.schema.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PausesTest {

  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void timeThatIsLeftIsOfTheTotal() {
    Pauses pauses = new Pauses(LONG, LONG, LONG);

    assertThat(pauses.areOver()).isFalse();
    assertThat(pauses.left()).isBetween(LONG.dividedBy(2), LONG);
  }

  @Test
  @Timeout(60)
  void endOfTheTotalEndsAPause() throws InterruptedException {
    Pauses pauses = new Pauses(Duration.ofMillis(20), LONG, LONG);

    pauses.pause();

    assertThat(pauses.areOver()).isTrue();
    assertThat(pauses.left()).isNegative();
    pauses.pause();
    pauses.pause(LONG);
  }
}
