package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.jooq.types.SeverityRankConverter;
import dev.ticketstore.model.Severity;
import org.jooq.exception.DataTypeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeverityRankConverterTest {

  private final SeverityRankConverter converter = new SeverityRankConverter();

  /** Ranks are stored, so that none may ever change. */
  @ParameterizedTest
  @CsvSource({"1, INFO", "2, WARNING", "3, CRITICAL"})
  void rankStandsForASeverity(int rank, Severity severity) {
    assertThat(converter.from(rank)).isEqualTo(severity);
    assertThat(converter.to(severity)).isEqualTo(rank);
  }

  @Test
  void nullStaysNull() {
    assertThat(converter.from(null)).isNull();
    assertThat(converter.to(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 4})
  void anotherRankIsRefused(int rank) {
    assertThatExceptionOfType(DataTypeException.class)
        .isThrownBy(() -> converter.from(rank))
        .withMessageContaining("rank " + rank);
  }
}
