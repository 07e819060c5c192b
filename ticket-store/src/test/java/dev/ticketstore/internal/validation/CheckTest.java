package dev.ticketstore.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.model.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies within the limits is taken as it is. What lies outside is in {@code InputTest}. */
class CheckTest {

  private static final String EMOJI = "\ud83d\ude00";

  @Test
  void namesAndTextsUpToTheLimitAreTakenAsTheyAre() {
    for (String name : List.of("n".repeat(255), EMOJI.repeat(127) + "n", " n ", "\uffff", "a\tb")) {
      assertThat(Check.name("storeId", name)).isSameAs(name);
    }
    for (String text : List.of("x".repeat(65_536), EMOJI.repeat(16_384), "\u00e9".repeat(32_768))) {
      assertThat(Check.text("message", text)).isSameAs(text);
    }
    assertThat(Check.optionalName("storeId", null)).isNull();
    assertThat(Check.optionalText("diagnosis", null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"store_down", "store_down:tikv-1", "store_down:a:b", "x: y"})
  void violationKeyEndsItsInvariantAtTheFirstColon(String key) {
    assertThat(Check.violationKey(key)).isEqualTo(key);
  }

  @Test
  void invariantIsANameWithoutAColon() {
    assertThat(Check.invariantName("store_down")).isEqualTo("store_down");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Check.invariantName(":a"))
        .withMessageContaining("no colon");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Check.violationKey(":a"))
        .withMessageContaining("expected a name, not ''");
  }

  @Test
  void literalsAreParsedAndOthersAreRefusedWithTheList() {
    for (Severity each : Severity.values()) {
      assertThat(Check.parse("severity", Severity.class, each.literal())).isEqualTo(each);
    }
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Check.parse("severity", Severity.class, "fatal"))
        .withMessage("severity: expected one of [info, warning, critical], not 'fatal'");
  }

  @ParameterizedTest
  @CsvSource({
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z",
    "2026-01-24T23:08:17.123456789Z, 2026-01-24T23:08:17.123456Z",
    "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z"
  })
  void instantsAreCutToMicroseconds(Instant given, Instant taken) {
    assertThat(Check.instant("observedAt", given)).isEqualTo(taken);
  }

  @Test
  void listIsACopyWithoutNulls() {
    assertThat(Check.list("violations", Arrays.asList("a", "b"))).containsExactly("a", "b");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Check.list("violations", Arrays.asList("a", null)))
        .withMessage("violations: expected a value, not null");
  }

  @Test
  void quoteIsPrintableAndShort() {
    assertThat(Check.quote("a'b")).isEqualTo("'a'b'");
    assertThat(Check.quote("\0\n\u007f" + EMOJI))
        .isEqualTo("'\\u0000\\u000a\\u007f\\ud83d\\ude00'");
    assertThat(Check.quote("x".repeat(80))).isEqualTo("'" + "x".repeat(80) + "'");
    assertThat(Check.quote("x".repeat(81))).isEqualTo("'" + "x".repeat(80) + "...'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", EMOJI, "a" + EMOJI + "b", "\uffff\ue000"})
  void wholeCharactersAreEncodable(String text) {
    assertThat(Check.isEncodable(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\ud83d", "\ude00", "\ude00\ud83d", EMOJI + "\ud83d"})
  void halfCharactersAndU0000AreNot(String text) {
    assertThat(Check.isEncodable(text)).isFalse();
  }
}
