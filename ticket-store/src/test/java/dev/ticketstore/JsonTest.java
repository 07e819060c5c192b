package dev.ticketstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  private record Response(String name, Json metrics) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1                      | 1.0
          1                      | 10e-1
          -0.0                   | 0
          0e99999999999          | 0
          100                    | 1E+2
          1e400                  | 10e399
          18446744073709551615   | 18446744073709551615.000
          1e1000000000           | 10e999999999
          1e99999999999999999999 | 10e99999999999999999998
          {"a":1,"b":[1,2]}      | { "b" : [1.0, 2e0], "a" : 1 }
          "\\u0061\\/"           | "a/"
          {"a":1,"a":2}          | {"a":2}
          true                   | true
          """)
  void sameJsonIsEqual(String one, String other) {
    assertThat(Json.of(one)).isEqualTo(Json.of(other)).hasSameHashCodeAs(Json.of(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          18446744073709551615   | 18446744073709551616
          18446744073709551615   | 1.8446744073709552e19
          1e400                  | 1e401
          1e1000000000           | 1e1000000001
          1e-1000000000          | 1e1000000000
          0.1                    | 0.10000000000000001
          1                      | -1
          1                      | "1"
          null                   | "null"
          [1,2]                  | [2,1]
          {"a":1}                | {"a":1,"b":null}
          ["a, b"]               | ["a","b"]
          {"a":"b\\"=1"}         | {"a":"b=1"}
          """)
  void otherJsonIsNot(String one, String other) {
    assertThat(Json.of(one)).isNotEqualTo(Json.of(other));
  }

  @Test
  void largeNumbersTakeNoTime() {
    String long1 = "1" + "0".repeat(190_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThat(Json.of(long1)).isEqualTo(Json.of("1e190000"));
          assertThat(Json.of("1e999999999999").hashCode()).isNotZero();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{}{}", "{} x", "{unit=percent}", "NaN", "01", "'a'", "[1,]", "nul"})
  void whatIsNoJsonIsRefused(String text) {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Json.of(text));
  }

  @Test
  void textStaysAsItWas() {
    assertThat(Json.of(" {\"a\" : 1.0}")).hasToString(" {\"a\" : 1.0}");
  }

  @Test
  void jacksonWritesItAsJson() throws Exception {
    Json metrics = Json.of("{\"a\": 18446744073709551615, \"b\": [1e400, null]}");

    String written = JsonMapper.builder().build().writeValueAsString(new Response("x", metrics));

    assertThat(written).isEqualTo("{\"name\":\"x\",\"metrics\":" + metrics + "}");
  }

  @Test
  void jackson3WritesAndReadsItToo() {
    tools.jackson.databind.json.JsonMapper jackson3 =
        tools.jackson.databind.json.JsonMapper.builder().build();
    Response response =
        new Response("x", Json.of("{\"a\": 18446744073709551615, \"b\": [\"text\", null]}"));

    String written = jackson3.writeValueAsString(response);

    assertThat(written).contains("\"metrics\":" + response.metrics());
    assertThat(jackson3.readValue(written, Response.class)).isEqualTo(response);
    assertThat(jackson3.readValue("\"text\"", Json.class)).isEqualTo(Json.of("\"text\""));
    assertThat(jackson3.writeValueAsString(Json.of("{\"a\":1e400}"))).isEqualTo("{\"a\":1e400}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"b\":[1,18446744073709551615,0.5,true,null,\"\\u00e9\\\"\"]}}",
        "[]",
        "\"text\"",
        "7",
        "false"
      })
  void jacksonReadsIt(String json) throws Exception {
    assertThat(JsonMapper.builder().build().readValue(json, Json.class)).isEqualTo(Json.of(json));
  }

  @Test
  void jacksonReadsAllDigitsIfItUsesBigDecimal() throws Exception {
    JsonMapper exact =
        JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    assertThat(exact.readValue("{\"a\":1e400}", Json.class)).isEqualTo(Json.of("{\"a\":1e400}"));
    assertThatExceptionOfType(JsonMappingException.class)
        .isThrownBy(() -> JsonMapper.builder().build().readValue("{\"a\":1e400}", Json.class));
  }

  @Test
  void jacksonReadsItWithinARecord() throws Exception {
    Response read =
        JsonMapper.builder()
            .build()
            .readValue("{\"name\":\"x\",\"metrics\":{\"a\":1}}", Response.class);

    assertThat(read).isEqualTo(new Response("x", Json.of("{\"a\":1}")));
  }
}
