package dev.ticketstore.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.InvalidInputException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON of what Jackson reads. */
class JsonTextTest {

  @Test
  void eachKindIsWrittenWithItsDigits() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("object", Map.of("a", List.of()));
    object.put("array", Arrays.asList(1, List.of(2), null, true, "x"));
    object.put("long", 1L << 40);
    object.put("integer", BigInteger.TWO.pow(64));
    object.put("decimal", new BigDecimal("1.50"));
    object.put("double", 0.5);

    assertThat(JsonText.of(object))
        .isEqualTo(
            "{\"object\":{\"a\":[]},\"array\":[1,[2],null,true,\"x\"],\"long\":1099511627776,"
                + "\"integer\":18446744073709551616,\"decimal\":1.50,\"double\":0.5}");
  }

  static Stream<Object> others() {
    return Stream.of(new Object(), 'c', 1.5f, Double.NaN, Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @MethodSource("others")
  void anythingElseIsRefused(Object value) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> JsonText.of(List.of(value)))
        .withMessageContaining(value.toString());
  }
}
