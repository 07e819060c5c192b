package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The databases that a verb rejects, each with the next step. It must only read. */
final class Refusals {

  private Refusals() {}

  /** Tables of other programs with names of the store's, where none of its changes has run. */
  static void refuseForeign(Connection connection, Changelog changelog, SchemaStatus status)
      throws SQLException {
    if (status.applied().isEmpty()) {
      if (StoreSchema.find(connection, "tickets") != null) {
        throw new SchemaException(
            Reason.FOREIGN,
            "The database has a table `tickets` of another program: if the Python program wrote it, run"
                + " `tickets schema adopt`; if it was made with `update-sql`, run `tickets schema baseline`; otherwise"
                + " choose another database.");
      }
      for (String table : ExpectedSchema.tables(changelog, DatabaseProduct.of(connection))) {
        if (StoreSchema.find(connection, table) != null) {
          throw foreign(table, null);
        }
      }
    }
  }

  /**
   * A table or view of another program.
   *
   * @param cause how it showed; null if nothing failed
   */
  static SchemaException foreign(String table, @Nullable SQLException cause) {
    return new SchemaException(
        Reason.FOREIGN,
        "The database has a table or view `"
            + table
            + "` of another program: rename it, or choose another schema or database.",
        cause);
  }

  /** Reads a table that Liquibase makes, unless another program has made one of the name. */
  static <T> List<T> refuseForeign(String table, LiquibaseTable<T> rows) throws SQLException {
    try {
      return rows.read();
    } catch (SQLException e) {
      if (SchemaErrors.isColumnMissing(e)) {
        throw foreign(table, e);
      }
      throw e;
    }
  }

  /** The rows of a table that Liquibase makes. */
  interface LiquibaseTable<T> {
    List<T> read() throws SQLException;
  }

  /** Changes of a newer version, and edited ones. */
  static void refuseDifferent(SchemaStatus status) {
    refuseNewer(status);
    if (!status.changed().isEmpty()) {
      throw new SchemaException(
          Reason.INVALID,
          status.changed().size()
              + " change(s) were edited after they had been applied, first "
              + status.changed().get(0)
              + ": `tickets schema repair` shows what differs, and corrects the checksums if the schema is as meant.");
    }
  }

  static void refuseNewer(SchemaStatus status) {
    refuse(status.unknown());
  }

  /** Also those beside which a store of this version works: only its own version knows them. */
  static void refuseAnyNewer(SchemaStatus status) {
    refuse(status.unknown());
    refuse(status.compatible());
  }

  private static void refuse(List<String> newer) {
    if (!newer.isEmpty()) {
      throw new SchemaException(
          Reason.NEWER,
          "The database has "
              + newer.size()
              + " change(s) that this version does not know, first "
              + newer.get(0)
              + ": use the version that applied them, or a newer one (`tickets --version`).");
    }
  }

  /** An update of this library applies changes in order, so another tool left a gap. */
  static SchemaException outdated(SchemaStatus status) {
    String counted =
        "The database lacks "
            + status.pending().size()
            + " change(s) of this version, first "
            + status.pending().get(0);
    return status.halfMigrated()
        ? new SchemaException(
            Reason.HALF_MIGRATED,
            counted + ", before others that it has: run `tickets schema update`.")
        : new SchemaException(Reason.OUTDATED, counted + ": run `tickets schema update`.");
  }
}
