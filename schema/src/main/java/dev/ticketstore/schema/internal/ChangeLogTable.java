package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.AppliedChange;
import dev.ticketstore.schema.SchemaStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Liquibase's table of what has run, read without Liquibase: one query tells how far a database is.
 */
final class ChangeLogTable {

  private static final String RUN =
      "select filename, id, author, md5sum, dateexecuted, tag from databasechangelog"
          + " where filename like 'dev/ticketstore/schema/%' order by orderexecuted";

  private static final String TABLE = "databasechangelog";

  private ChangeLogTable() {}

  /**
   * Our changes that have run, in order; none if the table is not there. Not within a transaction.
   */
  static List<AppliedChange> read(Connection connection) throws SQLException {
    try {
      return readExisting(connection);
    } catch (SQLException e) {
      DatabaseProduct product = DatabaseProduct.of(connection);
      if (product.isUndefinedTable(e) && !product.hasTable(connection, TABLE)) {
        return List.of();
      }
      throw e;
    }
  }

  /** The same within a transaction, which a failed query would end. */
  static List<AppliedChange> readWithin(Connection connection) throws SQLException {
    return DatabaseProduct.of(connection).hasTable(connection, TABLE)
        ? readExisting(connection)
        : List.of();
  }

  private static List<AppliedChange> readExisting(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        RUN,
        row ->
            new AppliedChange(
                row.getString(1) + "::" + row.getString(2) + "::" + row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6)));
  }

  /**
   * Liquibase would tag all that ran in the second of the newest, and roll back from the first of
   * them on.
   */
  static void tagNewest(Connection connection, String tag) throws SQLException {
    Sql.update(
        connection,
        "update databasechangelog set tag = ? where orderexecuted = (select max(orderexecuted)"
            + " from databasechangelog where filename like 'dev/ticketstore/schema/%')",
        tag);
  }

  /** Compares what has run with what this library knows. */
  static SchemaStatus status(Connection connection, List<AppliedChange> ran) throws SQLException {
    Map<String, String> known = ReleasedChanges.of(DatabaseProduct.of(connection));
    List<String> pending = new ArrayList<>(known.keySet());
    List<String> applied = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (AppliedChange change : ran) {
      String checksum = known.get(change.name());
      if (checksum == null) {
        unknown.add(change.name());
      } else {
        applied.add(change.name());
        pending.remove(change.name());
        if (differ(checksum, change.checksum())) {
          changed.add(change.name());
        }
      }
    }
    List<String> order = List.copyOf(known.keySet());
    boolean halfMigrated =
        !pending.isEmpty()
            && applied.stream()
                .anyMatch(each -> order.indexOf(each) > order.indexOf(pending.get(0)));
    return new SchemaStatus(applied, pending, unknown, changed, halfMigrated);
  }

  /**
   * Liquibase computes anew what it finds empty or made by another version of its algorithm, such
   * as {@code 8:...}.
   */
  private static boolean differ(String ours, @Nullable String theirs) {
    return theirs != null && Objects.equals(version(ours), version(theirs)) && !ours.equals(theirs);
  }

  private static String version(String checksum) {
    return checksum.substring(0, Math.max(0, checksum.indexOf(':')));
  }
}
