package dev.ticketstore.jooq.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Instants as text of one width, so that text order is time order. */
class InstantTextTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-24T23:08:17Z, 2026-01-24T23:08:17.000000Z",
    "2026-01-24T23:08:17.5Z, 2026-01-24T23:08:17.500000Z",
    "2026-01-24T23:08:17.000001Z, 2026-01-24T23:08:17.000001Z",
    "2026-01-24T23:08:17.123456999Z, 2026-01-24T23:08:17.123456Z",
    "2026-01-24T23:08:17.999999999Z, 2026-01-24T23:08:17.999999Z",
    "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00.000000Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z"
  })
  void formatCutsOffWhatIsFinerThanAMicrosecond(Instant instant, String text) {
    assertThat(InstantText.format(instant)).isEqualTo(text);
    assertThat(InstantText.format(InstantText.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z"})
  void formatRefusesWhatTheWidthCannotHold(Instant instant) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InstantText.format(instant))
        .withMessageContaining(instant.toString());
  }

  @Test
  void textOrderIsTimeOrder() {
    Random random = new Random(7);
    long first = InstantText.MIN.getEpochSecond();
    long last = InstantText.MAX.getEpochSecond();
    List<Instant> instants =
        Stream.generate(
                () ->
                    Instant.ofEpochSecond(
                        random.nextLong(first, last), 1_000L * random.nextInt(1_000_000)))
            .limit(2_000)
            .sorted()
            .toList();

    List<String> texts = instants.stream().map(InstantText::format).toList();

    assertThat(texts).isSorted().allMatch(text -> text.length() == 27);
    assertThat(texts.stream().map(InstantText::parse)).isEqualTo(instants);
    assertThat(Collections.max(texts)).isEqualTo(texts.get(texts.size() - 1));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-24T23:08:17.123456Z, 2026-01-24T23:08:17.123456Z",
    "2026-01-24T23:08:17Z, 2026-01-24T23:08:17Z",
    "2026-01-24T23:08:17.5Z, 2026-01-24T23:08:17.500Z",
    "2026-01-24T23:08:17.123456789Z, 2026-01-24T23:08:17.123456789Z",
    "2026-01-25T00:08:17+01:00, 2026-01-24T23:08:17Z",
    "2026-01-24T18:38:17.25-04:30, 2026-01-24T23:08:17.250Z",
    "2026-01-24 23:08:17+00:00, 2026-01-24T23:08:17Z"
  })
  void parseReadsAnyFractionAndOffset(String text, Instant instant) {
    assertThat(InstantText.parse(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-24T23:08:17, 2026-01-24T23:08:17Z",
    "2026-01-24 23:08:17, 2026-01-24T23:08:17Z",
    "2026-01-24T23:08:17.123456, 2026-01-24T23:08:17.123456Z",
    "2026-01-24T23:08, 2026-01-24T23:08:00Z"
  })
  void textWithoutAnOffsetIsUtc(String text, Instant instant) {
    assertThat(InstantText.parse(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-01-24",
        "23:08:17",
        "1769296097",
        "2024-02-30T00:00:00.000000Z",
        "2026-13-01T00:00:00.000000Z",
        "2026-01-24T24:00:01.000000Z",
        "2026-01-24T23:60:00.000000Z",
        "2026-01-24T23:08:17,5Z",
        "2026-01-24T23:08:17.000000z0",
        "2026-01-24T23:08:17 UTC",
        "2026-01-24T23:08:17.123456Z ",
        "\u0662026-01-24T23:08:17.000000Z"
      })
  void badTextIsRefusedAndQuoted(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InstantText.parse(text))
        .withMessage("Expected an ISO 8601 timestamp, not '" + text + "'");
  }
}
