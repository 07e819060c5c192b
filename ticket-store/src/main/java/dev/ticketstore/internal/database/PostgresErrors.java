package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.internal.database.ErrorTranslation.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The reasons of PostgreSQL's SQLSTATEs, as its <a
 * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">manual</a> lists them.
 */
final class PostgresErrors {

  private PostgresErrors() {}

  static Reason reason(@Nullable String state, Origin origin) {
    if (state == null) {
      return Reason.OTHER;
    }
    return switch (state) {
      // Of the unique keys only an episode's or a cycle's can be met, when another call was faster.
      case "40001", "40P01", "23505" -> Reason.CONFLICT;
      case "55P03" -> Reason.LOCKED;
      case "57014" -> Reason.CANCELED;
      case "25006" -> origin == Origin.CALLER ? Reason.WRITE_IN_READ : Reason.READ_ONLY;
      case "25P02" -> Reason.TRANSACTION_FAILED;
      case "42501" -> Reason.PERMISSION_DENIED;
      case "53100" -> Reason.DISK_FULL;
      case "53300", "57P03" -> Reason.CONNECTION_REFUSED;
      // The server has ended the session, for an administrator, a crash or a time-out.
      case "57P01", "57P02", "57P04", "57P05", "25P03", "25P04" -> broken(origin);
      case "58030" -> Reason.IO;
      case "XX001", "XX002" -> Reason.CORRUPT;
      case "3D000" -> Reason.UNKNOWN_DATABASE;
      case "3F000" -> Reason.UNKNOWN_SCHEMA;
      // pgjdbc: the server asks for a password, or for a way to log in, that the caller did not
      // give.
      case "08004" -> origin == Origin.CONNECTING ? Reason.AUTHENTICATION : broken(origin);
      // A table, a column, or a function that a statement of the store's needs.
      case "42P01", "42703", "42883" ->
          origin == Origin.CALLER ? Reason.INVALID_QUERY : Reason.SCHEMA_OLDER;
      // Other drivers and pools have states of any length.
      default -> reasonOfClass(state.length() < 2 ? state : state.substring(0, 2), origin);
    };
  }

  private static Reason reasonOfClass(String states, Origin origin) {
    return switch (states) {
      case "08" -> broken(origin);
      case "28" -> Reason.AUTHENTICATION;
      // Features, cardinality, data such as a division by zero, and what does not parse.
      case "0A", "21", "22", "42" -> origin == Origin.CALLER ? Reason.INVALID_QUERY : Reason.OTHER;
      default -> Reason.OTHER;
    };
  }

  private static Reason broken(Origin origin) {
    return origin == Origin.CONNECTING ? Reason.CONNECTION_REFUSED : Reason.CONNECTION_LOST;
  }
}
