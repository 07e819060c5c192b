package dev.ticketstore.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Json;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values at a limit and one beyond it, and numbers that are equal but for their spelling. */
class ValidationLimitsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "100, 1e2",
    "1.50, 15E-1",
    "-1.50, -15e-1",
    "0, -0.000",
    "0, 0e7",
    "0.001, 1e-3",
    "1200, 12e2",
    "123.4500, 1.2345e+2",
    "1e99999999999, 10e99999999998",
    "1e-99999999999, 0.1e-99999999998"
  })
  void numbersOfOneValueAreEqual(String one, String other) {
    assertThat(CanonicalJson.of(one)).isEqualTo(CanonicalJson.of(other));
  }

  @ParameterizedTest
  @CsvSource({
    "1, -1",
    "1, 10",
    "1.5, 15",
    "1.05, 1.5",
    "12e2, 12e-2",
    "1e5, 1e6",
    "1e99999999999, 1e99999999998",
    "1e99999999999, -1e99999999999",
    "1e2147483648, 1e-2147483648",
    "1e2147483647, 1e-2147483649"
  })
  void numbersOfDifferentValuesAreNot(String one, String other) {
    assertThat(CanonicalJson.of(one)).isNotEqualTo(CanonicalJson.of(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e131071", "1e-16383", "-9.5e131071", "0"})
  void metricsTakeNumbersOfPostgres(String number) {
    Json metrics = metrics(number);
    assertThat(MetricSnapshot.check(metrics)).isSameAs(metrics);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e131072", "1e-16384", "1e99999999999", "10e131071"})
  void metricsRefuseOtherNumbers(String number) {
    refuse(MetricSnapshot::check, metrics(number), "numeric");
  }

  /** Eight of 131,072 digits are as many as there may be bytes. */
  @Test
  void digitsOfAllNumbersCount() {
    String eight =
        IntStream.range(0, 8).mapToObj(i -> "1e131071").collect(Collectors.joining(",", "[", ""));
    Json all = metrics(eight + "]");
    assertThat(MetricSnapshot.check(all)).isSameAs(all);
    refuse(MetricSnapshot::check, metrics(eight + ",1]"), "digits");
    String fractions =
        IntStream.range(0, 64).mapToObj(i -> "1e-16383").collect(Collectors.joining(",", "[", ""));
    assertThat(MetricSnapshot.check(metrics(fractions + "]"))).isNotNull();
    refuse(MetricSnapshot::check, metrics(fractions + ",1]"), "digits");
  }

  @Test
  void metricsOfExactlyOneMebibyteAreTaken() {
    String frame = "{\"a\":\"\"}";
    String most = "x".repeat(1024 * 1024 - frame.length());
    assertThat(MetricSnapshot.check(metrics('"' + most + '"'))).isNotNull();
    refuse(MetricSnapshot::check, metrics('"' + most + "x\""), "bytes");
  }

  private static Json metrics(String value) {
    return Json.ofUnchecked("{\"a\":" + value + "}");
  }

  @Test
  void labelsUpToTheLimitsAreTaken() {
    assertThat(Labels.check(labels(64, "v".repeat(1_024)))).hasSize(64);
    refuse(Labels::check, labels(65, "v"), "at most 64 labels");
    refuse(Labels::check, Map.of("a", "v".repeat(1_025)), "at most 1024 characters");
    refuse(Labels::check, Map.of("a", "\0"), "U+0000");
  }

  private static Map<String, String> labels(int count, String value) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "l" + i, i -> value));
  }

  @Test
  void theIndexOfAHalfCharacterIsNamed() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Check.encodable("message", "ab\ud83d"))
        .withMessageContaining("unpaired surrogate U+D83D, found at index 2");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Check.encodable("message", "a\0"))
        .withMessageContaining("no U+0000, found at index 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {":", ":s", "x:", ""})
  void aKeyWithoutAnInvariantOrAStoreIsRefused(String key) {
    refuse(Check::violationKey, key, "expected");
  }

  private static <T> void refuse(Function<T, ?> check, T value, String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> check.apply(value))
        .withMessageContaining(message);
  }
}
