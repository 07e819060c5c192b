package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.Adoption;
import dev.ticketstore.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that cannot stay as they are: adoption names them, and changes nothing. */
class RejectedValuesTest {

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void writeFile() throws SQLException {
    file = folder.resolve("tickets.db");
    try (PythonProgram python = new PythonProgram(file)) {
      python.insert("cpu_high", "a", "message", "2014-02-14T14:25:00", "2014-02-14T14:30:00");
      python.insert("cpu_high", "b", "message", "2014-02-14T14:25:00", "2014-02-14T14:30:00");
    }
  }

  private void sql(String sql) throws SQLException {
    try (PythonProgram python = new PythonProgram(file)) {
      python.update(sql);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "held             ; 'true'                      ; 'true'",
        "held             ; 2                           ; 2",
        "held             ; x'01'                       ; x'01'",
        "occurrence_count ; 1.5                         ; 1.5",
        "occurrence_count ; 0                           ; 0",
        "occurrence_count ; 'many'                      ; 'many'",
        "first_seen_at    ; '2024-02-30'                ; '2024-02-30'",
        "first_seen_at    ; '2013-02-30T00:00:00'       ; '2013-02-30T00:00:00'",
        "first_seen_at    ; '2014-02-13T24:00:00'       ; '2014-02-13T24:00:00'",
        "first_seen_at    ; '2014-02-14T14:25:00.1234567' ; '2014-02-14T14:25:00.1234567'",
        "first_seen_at    ; 1704067200                  ; '1704067200'",
        "last_seen_at     ; '2014-02-14T14:24:59'       ; 2014-02-14T14:24:59Z",
        "created_at       ; cast(x'32ff' as text)       ; x'32ff'",
        "message          ; cast(x'ff00fe61' as text)   ; x'ff00fe61'",
        "message          ; 'a' || char(0)              ; U+0000",
        "message          ; x'6869'                     ; x'6869'",
        "store_id         ; ''                          ; ''",
        "batch_key        ; cast(x'eda080' as text)     ; x'eda080'",
        "diagnosis        ; x'00'                       ; x'00'",
        "status           ; 'closed'                    ; 'closed'",
        "severity         ; 'fatal'                     ; 'fatal'",
        "invariant_name   ; 'a:b'                       ; 'a:b'",
        "violation_key    ; 'other'                     ; 'other'",
        "metric_snapshot  ; '[1]'                       ; '[1]'",
        "metric_snapshot  ; x'7b7d'                     ; x'7b7d'",
        "resolved_at      ; '2014-02-14T14:25:00'       ; '2014-02-14T14:25:00'"
      })
  void aValueThatCannotStayIsNamedByRowColumnAndValue(String column, String sql, String named)
      throws Exception {
    sql("UPDATE tickets SET " + column + " = " + sql + " WHERE id = 2");
    byte[] bytes = Files.readAllBytes(file);

    assertThatThrownBy(() -> Adoption.adopt(file, rows -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("ticket 2", column, named)
        .hasMessageNotContaining("bind");

    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(Objects.requireNonNull(folder.toFile().list())).containsExactly("tickets.db");
  }

  @Test
  void countsThatExceed64BitsTogetherAreRejected() throws SQLException {
    sql("UPDATE tickets SET occurrence_count = 9223372036854775807");

    assertThatThrownBy(() -> Adoption.adopt(file, rows -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("ticket 2", "occurrence_count", "9223372036854775807");
  }
}
