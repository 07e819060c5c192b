package dev.ticketstore.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.jooq.types.UnreadableValueException;
import dev.ticketstore.schema.SchemaException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.NoDataFoundException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What drivers, pools and the migrator throw, and the reason that a caller reads. */
class ErrorTranslationTest {

  private final SQLException lost = new SQLException("the server said so", "57P01");

  private static void assertReason(DatabaseException e, Reason reason, Throwable cause) {
    assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
    assertThat(e).hasCause(cause);
  }

  @Test
  void poolThatHasNoneLeftIsExhausted() {
    var e = new SQLTransientConnectionException("not available, request timed out after 1000ms");

    assertReason(ErrorTranslation.connecting(e), Reason.POOL_EXHAUSTED, e);
    assertThat(ErrorTranslation.connecting(e)).hasMessageContaining("after 1000ms");
  }

  /** HikariCP gives the last failure of its own thread as the cause of its time-out. */
  @Test
  void poolThatCannotConnectSaysWhy() {
    var e =
        new SQLTransientConnectionException(
            "not available", new SQLException("no password", "28P01"));

    assertReason(ErrorTranslation.connecting(e), Reason.AUTHENTICATION, e);
  }

  @Test
  void interruptedWaitForAConnectionIsInterrupted() {
    var e = new SQLException("while it waited", new InterruptedException());
    assertReason(ErrorTranslation.connecting(e), Reason.INTERRUPTED, e);

    var timeOut = new SQLTransientConnectionException("not available", new InterruptedException());
    assertReason(ErrorTranslation.connecting(timeOut), Reason.POOL_EXHAUSTED, timeOut);
  }

  @Test
  void nativeLibraryThatDoesNotLoadIsNamed() {
    var unpacked = new SQLException(new NativeLibraryNotFoundException("nowhere"));
    assertReason(ErrorTranslation.connecting(unpacked), Reason.NATIVE_LIBRARY, unpacked);

    var linked = new IllegalStateException(new UnsatisfiedLinkError("noexec"));
    assertReason(ErrorTranslation.connecting(linked), Reason.NATIVE_LIBRARY, linked);
  }

  @Test
  void failureThatIsNotTheDatabasesIsOther() {
    var e = new IllegalStateException("a data source of the caller's");

    assertReason(ErrorTranslation.connecting(e), Reason.OTHER, e);
    assertThat(ErrorTranslation.connecting(e)).hasMessageContaining("of the caller's");
  }

  /** The state is another while connecting: nothing can have taken effect. */
  @Test
  void brokenConnectionIsARefusedOneWhileConnecting() {
    assertReason(ErrorTranslation.connecting(lost), Reason.CONNECTION_REFUSED, lost);
    assertReason(ErrorTranslation.inUse(lost), Reason.CONNECTION_LOST, lost);
  }

  @Test
  void driverThatAPoolWrapsIsRead() {
    var wrapped = new SQLException("the pool", lost);
    assertReason(ErrorTranslation.inUse(wrapped), Reason.CONNECTION_LOST, wrapped);
    assertThat(ErrorTranslation.inUse(wrapped)).hasMessageContaining("the server said so");

    var own = new SQLException("the first failure counts", "40001", lost);
    assertReason(ErrorTranslation.inUse(own), Reason.CONFLICT, own);
  }

  @ParameterizedTest
  @CsvSource({"'', OTHER", "5, OTHER", "XX, OTHER", "08, CONNECTION_LOST", ", OTHER"})
  void stateMayBeAnything(@Nullable String state, Reason reason) {
    assertThat(ErrorTranslation.inUse(new SQLException("odd", state)).reason()).isEqualTo(reason);
  }

  @Test
  void valueThatCannotBeReadIsDamage() {
    var e =
        new DataAccessException("jOOQ's", new UnreadableValueException(Instant.class, "yesterday"));

    assertThatThrownBy(() -> ErrorTranslation.translating(() -> fail(e)))
        .isInstanceOfSatisfying(
            DatabaseException.class, thrown -> assertReason(thrown, Reason.CORRUPT, e));
  }

  @Test
  void failureOfJooqItselfStays() {
    var e = new NoDataFoundException("of the caller's query");

    assertThatThrownBy(() -> ErrorTranslation.translatingQueries(() -> fail(e))).isSameAs(e);
  }

  private static Object fail(RuntimeException e) {
    throw e;
  }

  @ParameterizedTest
  @CsvSource({
    "OUTDATED, SCHEMA_OLDER",
    "NEWER, SCHEMA_NEWER",
    "UNRELEASED, SCHEMA_UNRELEASED",
    "HALF_MIGRATED, SCHEMA_HALF_MIGRATED",
    "FOREIGN, SCHEMA_FOREIGN",
    "INVALID, SCHEMA_INVALID",
    "UNKNOWN_TAG, SCHEMA_INVALID",
    "UNKNOWN_CHANGE, SCHEMA_INVALID",
    "LOCKED, LOCKED",
    "INTERRUPTED, INTERRUPTED",
    "UNSUPPORTED_DATABASE, UNSUPPORTED",
    "MISSING_LIBRARY, MISSING_LIBRARY",
    "FAILED, SCHEMA_INVALID"
  })
  void failureOfTheMigratorKeepsItsReason(SchemaException.Reason reason, Reason expected) {
    var e = new SchemaException(reason, "as the migrator says", null);

    DatabaseException translated = ErrorTranslation.schema(e);

    assertReason(translated, expected, e);
    assertThat(translated).hasMessageContaining("as the migrator says");
  }

  @Test
  void statementOfAMigrationKeepsTheReasonOfTheDatabase() {
    var full = new SQLiteException("full", SQLiteErrorCode.SQLITE_FULL);
    var failed = new SchemaException(SchemaException.Reason.FAILED, "no room", full);
    assertThat(ErrorTranslation.schema(failed).reason()).isEqualTo(Reason.DISK_FULL);

    var odd =
        new SchemaException(SchemaException.Reason.FAILED, "odd", new SQLException("x", "22012"));
    assertReason(ErrorTranslation.schema(odd), Reason.SCHEMA_INVALID, odd);
  }
}
