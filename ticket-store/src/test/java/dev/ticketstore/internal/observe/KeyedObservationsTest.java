package dev.ticketstore.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Violation;
import dev.ticketstore.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Violations of one key in one call become one: added up, with what the newest of them says. */
class KeyedObservationsTest {

  private static final Instant NOW = Instant.parse("2026-01-24T23:08:17.123456Z");

  /** The last of all characters of one unit, of which UTF-16 thinks that an emoji comes before. */
  private static final String LAST_OF_ONE_UNIT = "\uffff";

  private static final String EMOJI = "\ud83d\ude00";

  private static Violation seen(String key, String message, long second) {
    return Violation.of(key, message).observedAt(NOW.plusSeconds(second)).build();
  }

  private static List<KeyedObservations> keys(Violation... violations) {
    return KeyedObservations.of(TimedViolation.of(List.of(violations), NOW, Duration.ofDays(1)));
  }

  private static KeyedObservations only(Violation... violations) {
    List<KeyedObservations> keys = keys(violations);
    assertThat(keys).hasSize(1);
    return keys.get(0);
  }

  private static String message(Violation... violations) {
    return only(violations).newest().message();
  }

  @Test
  void oneKeyIsAddedUpAndTheNewestIsWhatCounts() {
    KeyedObservations key = only(seen("a", "2", 2), seen("a", "9", 1), seen("a", "3", 3));

    assertThat(key.violationKey()).isEqualTo("a");
    assertThat(key.count()).isEqualTo(3);
    assertThat(key.firstSeenAt()).isEqualTo(NOW.plusSeconds(1));
    assertThat(key.lastSeenAt()).isEqualTo(NOW.plusSeconds(3));
    assertThat(key.isOfOneInstant()).isFalse();
    assertThat(key.newest().message()).isEqualTo("3");
    assertThat(key.first().message()).isEqualTo("2");
  }

  @Test
  void theNewestIsWhatCountsInWhateverOrderTheyCome() {
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      violations.add(seen("a", String.valueOf(9 - i), i / 2));
    }
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(violations, random);

      // The last two are of one instant: the greater message counts.
      assertThat(message(violations.toArray(Violation[]::new))).isEqualTo("5");
    }
  }

  @Test
  void ofOneInstantTheGreaterMessageCounts() {
    assertThat(message(seen("a", "x", 0), seen("a", "y", 0))).isEqualTo("y");
    assertThat(message(seen("a", "y", 0), seen("a", "x", 0))).isEqualTo("y");
    assertThat(message(seen("a", "x", 0), seen("a", "xx", 0))).isEqualTo("xx");
    assertThat(only(seen("a", "x", 0), seen("a", "y", 0)).isOfOneInstant()).isTrue();
  }

  @Test
  void messagesCompareByCodePoint() {
    assertThat(message(seen("a", EMOJI, 0), seen("a", LAST_OF_ONE_UNIT, 0))).isEqualTo(EMOJI);
    assertThat(message(seen("a", LAST_OF_ONE_UNIT, 0), seen("a", EMOJI, 0))).isEqualTo(EMOJI);
  }

  @Test
  void ofOneInstantAndMessageTheGreaterNameOfASeverityCounts() {
    Violation warning = Violation.of("a", "m").severity(Severity.WARNING).observedAt(NOW).build();
    Violation critical = Violation.of("a", "m").severity(Severity.CRITICAL).observedAt(NOW).build();

    assertThat(only(warning, critical).newest()).isEqualTo(warning);
    assertThat(only(critical, warning).newest()).isEqualTo(warning);
  }

  @Test
  void ofTwoAlikeTheLaterInTheListCounts() {
    Violation one = Violation.of("a", "m").metricSnapshot("{\"n\":1}").observedAt(NOW).build();
    Violation two = Violation.of("a", "m").metricSnapshot("{\"n\":2}").observedAt(NOW).build();

    assertThat(only(one, two).newest()).isEqualTo(two);
    assertThat(only(two, one).newest()).isEqualTo(one);
  }

  @Test
  void aTicketHasTheBatchOfTheFirstInTheList() {
    Violation first = Violation.of("a", "m").batchKey("b-1").observedAt(NOW).build();
    Violation newer = Violation.of("a", "m").batchKey("b-2").observedAt(NOW.plusSeconds(1)).build();

    assertThat(only(first, newer).batchKey()).isEqualTo("b-1");
  }

  @Test
  void keysAreInTheOrderOfTheirCodePoints() {
    assertThat(
            keys(
                seen(EMOJI, "m", 0),
                seen("b", "m", 0),
                seen(LAST_OF_ONE_UNIT, "m", 0),
                seen("a" + EMOJI, "m", 0),
                seen("a", "m", 0),
                seen("a" + LAST_OF_ONE_UNIT, "m", 0),
                seen("B", "m", 0)))
        .extracting(KeyedObservations::violationKey)
        .containsExactly(
            "B", "a", "a" + LAST_OF_ONE_UNIT, "a" + EMOJI, "b", LAST_OF_ONE_UNIT, EMOJI);
  }

  @Test
  void whatHasNoTimeOfItsOwnIsSeenAtThatOfTheCall() {
    KeyedObservations key = only(seen("a", "old", -5), Violation.of("a", "of the call").build());

    assertThat(key.lastSeenAt()).isEqualTo(NOW);
    assertThat(key.newest().message()).isEqualTo("of the call");
  }

  @Test
  void chunksKeepTheOrderAndStayBelowTheLimit() {
    String large = "{\"a\":\"" + "x".repeat(1_000_000) + "\"}";
    List<KeyedObservations> keys =
        keys(
            IntStream.range(10, 30)
                .mapToObj(i -> Violation.of("a" + i, "m").metricSnapshot(large).build())
                .toArray(Violation[]::new));

    List<List<KeyedObservations>> chunks = KeyedObservations.chunks(keys);

    assertThat(chunks).extracting(List::size).containsExactly(16, 4);
    assertThat(chunks.stream().flatMap(List::stream)).isEqualTo(keys);
    assertThat(KeyedObservations.chunks(List.of())).isEmpty();
  }
}
