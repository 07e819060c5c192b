package dev.ticketstore.internal.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;

/** Rows as one JSON text, which is one bind whatever their number. */
class JsonInputTest {

  @Test
  void rowsAreArraysOfTextsNumbersAndNulls() {
    assertThat(
            JsonInput.write(
                List.of(Arrays.asList("a", 1, null), Arrays.asList("b", Long.MAX_VALUE, ""))))
        .isEqualTo("[[\"a\",1,null],[\"b\",9223372036854775807,\"\"]]");
  }

  @Test
  void booleansAndDocumentsAreThemselvesAndTexts() {
    assertThat(JsonInput.write(List.of(List.of(true, JSONB.valueOf("{\"a\":[1]}"), false))))
        .isEqualTo("[[true,\"{\\\"a\\\":[1]}\",false]]");
  }

  @Test
  void noRowsAreAnEmptyArray() {
    assertThat(JsonInput.write(List.of())).isEqualTo("[]");
    assertThat(JsonInput.writeColumn(List.of())).isEqualTo("[]");
  }

  @Test
  void aColumnIsRowsOfOneValue() {
    assertThat(JsonInput.writeColumn(List.of(1L, 2L))).isEqualTo("[[1],[2]]");
  }

  @Test
  void whatJsonReservesIsEscapedAndAllElseIsAsItWas() {
    assertThat(JsonInput.writeColumn(List.of("\"q\" \\ \n\t\u0001'$1?{0}")))
        .isEqualTo("[[\"\\\"q\\\" \\\\ \\n\\t\\u0001'$1?{0}\"]]");
    assertThat(JsonInput.writeColumn(List.of("\u2028\u00e9\uffff\ud83d\ude00")))
        .isEqualTo("[[\"\u2028\u00e9\uffff\ud83d\ude00\"]]");
  }
}
