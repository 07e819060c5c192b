package dev.ticketstore.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text itself, on which digests in databases depend. */
class CanonicalJsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          -0.0e7                   | 0
          [0]                      | [0]
          1.50                     | 1.5
          -1200                    | -1.2E+3
          0.5E-1                   | 0.05
          1e99999999999            | 1E99999999999
          {"b":[true,null],"a":""} | {"a"="", "b"=[true, null]}
          "a\\"b"                  | "a\\"b"
          """)
  void eachValueHasOneText(String json, String text) {
    assertThat(CanonicalJson.of(json)).isEqualTo(text);
  }
}
