package dev.ticketstore.schema.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failed statement becomes, by the code of its database. */
class SchemaErrorsTest {

  /** SQLite has codes alone, the extended ones with the kind in their last byte. */
  @ParameterizedTest
  @CsvSource({
    ", 8, The file is read-only",
    ", 1032, The file is read-only",
    ", 13, The disk is full",
    ", 14, The file cannot be opened",
    ", 526, The file cannot be opened",
    ", 26, The file is not a database",
    ", 1, The database rejected a statement",
    "42501, 0, The role lacks a privilege",
    "3F000, 0, No schema of the search path exists",
    "28P01, 0, The server rejects the role",
    "08004, 0, The server asks for credentials",
    "08P01, 0, A connection pooler",
    "08006, 0, The server cannot be reached",
    "57P03, 0, The server ended the work or is starting",
    "53100, 0, The disk of the server is full",
    "53200, 0, The database rejected a statement",
    "25006, 8, The server is read-only",
    "5, 0, The database rejected a statement",
    "57, 0, The server ended the work or is starting"
  })
  void failureSaysWhatToDoNext(@Nullable String state, int code, String beginning) {
    SchemaException e = SchemaErrors.of(new SQLException("as the driver says", state, code));

    assertThat(e.reason()).isEqualTo(Reason.FAILED);
    assertThat(e)
        .hasMessageStartingWith(beginning)
        .hasMessageEndingWith(". The database says: as the driver says");
  }

  @Test
  void changeThatRanIsNamed() {
    SQLException cause = new SQLException("no", "42501");

    assertThat(SchemaErrors.of(cause, "a.sql::a::b", new IllegalStateException(cause)))
        .hasMessageEndingWith("The database says: no The change was a.sql::a::b.")
        .hasCauseExactlyInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({", 5", ", 261", "55P03, 0", "40P01, 0"})
  void lockIsALock(@Nullable String state, int code) {
    assertThat(SchemaErrors.of(new SQLException("busy", state, code)).reason())
        .isEqualTo(Reason.LOCKED);
  }

  /** The outcome of a commit is unknown in these cases alone. */
  @ParameterizedTest
  @CsvSource({"08006, true", "57P01, true", "57014, false", "40001, false", ", false"})
  void connectionIsLost(@Nullable String state, boolean lost) {
    assertThat(SchemaErrors.isConnectionLost(new SQLException("gone", state))).isEqualTo(lost);
  }

  @ParameterizedTest
  @CsvSource({", 1, true", ", 257, true", ", 11, false", "42703, 0, true", "42P01, 1, false"})
  void columnIsMissing(@Nullable String state, int code, boolean missing) {
    assertThat(SchemaErrors.isColumnMissing(new SQLException("which", state, code)))
        .isEqualTo(missing);
  }
}
