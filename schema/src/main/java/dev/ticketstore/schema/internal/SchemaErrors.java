package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Failures of a database as sentences about the objects of its user, each with the next step. It
 * decides by codes, and must not name a class.
 */
public final class SchemaErrors {

  /** Of PostgreSQL, by state or by the first two characters of it. */
  private static final Map<String, String> POSTGRES =
      Map.ofEntries(
          Map.entry(
              "42501",
              "The role lacks a privilege: let the owner of the tables migrate, or give the role what"
                  + " `tickets schema grants` prints"),
          Map.entry(
              "3F000",
              "No schema of the search path exists, or the role may not use it: create it, or name"
                  + " another with currentSchema"),
          Map.entry("3D000", "The database does not exist: create it, or name another in the URL"),
          Map.entry(
              "28",
              "The server rejects the role or its password: check TICKETS_USER and TICKETS_PASSWORD"),
          Map.entry(
              "08004",
              "The server asks for credentials that are missing: give TICKETS_USER and"
                  + " TICKETS_PASSWORD, or ~/.pgpass"),
          Map.entry("08", "The server cannot be reached, or the connection broke: try again"),
          Map.entry(
              "08P01",
              "A connection pooler gives each statement another session: connect to the server itself,"
                  + " or set the pooler's mode to transaction"),
          Map.entry(
              "42P07",
              "An object of that name is there already: if the schema was made by hand, run `tickets"
                  + " schema baseline`; otherwise rename that object or choose another schema"),
          Map.entry("25006", "The server is read-only, such as a standby: migrate on the primary"),
          Map.entry("53100", "The disk of the server is full: make room, then try again"),
          Map.entry("57", "The server ended the work or is starting: try again"));

  /** Of SQLite, by result code. */
  private static final Map<Integer, String> SQLITE =
      Map.of(
          8, "The file is read-only: change its mode, or use another",
          13, "The disk is full: make room, then try again",
          14, "The file cannot be opened: check its path and mode",
          26, "The file is not a database of SQLite: name another");

  private static final int SQLITE_ERROR = 1;

  private static final String OTHER = "The database rejected a statement";

  private SchemaErrors() {}

  /**
   * The failure of a statement.
   *
   * @param change that ran; null for none
   * @param cause of the result, which has {@code e} in its chain
   */
  static SchemaException of(SQLException e, @Nullable String change, Throwable cause) {
    if (DatabaseProduct.isLocked(e)) {
      return new SchemaException(
          Reason.LOCKED,
          "Another process keeps the database locked: wait until it is done.",
          cause);
    }
    String during = change == null ? "" : " The change was " + change + ".";
    return new SchemaException(
        Reason.FAILED, sentence(e) + ". The database says: " + e.getMessage() + during, cause);
  }

  /** The failure of a statement outside a change. */
  public static SchemaException of(SQLException e) {
    return of(e, null, e);
  }

  private static String sentence(SQLException e) {
    String state = e.getSQLState();
    if (state == null) {
      return SQLITE.getOrDefault(e.getErrorCode() & 0xff, OTHER);
    }
    String sentence = POSTGRES.get(state);
    return sentence != null
        ? sentence
        : POSTGRES.getOrDefault(state.length() < 2 ? state : state.substring(0, 2), OTHER);
  }

  /** Whether a statement that is right names a column that its table has not. */
  static boolean isColumnMissing(SQLException e) {
    return e.getSQLState() == null
        ? (e.getErrorCode() & 0xff) == SQLITE_ERROR
        : e.getSQLState().equals("42703");
  }

  /** Whether the connection broke, so that the outcome of a commit is unknown. */
  static boolean isConnectionLost(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  /** No schema of the search path exists. */
  static SchemaException noSchema(String searchPath) {
    return new SchemaException(
        Reason.FAILED, POSTGRES.get("3F000") + ". The search path is " + searchPath + ".");
  }
}
