package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.AppliedChange;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaRepair;
import dev.ticketstore.schema.SchemaStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Liquibase's table of the changes that have run, in two queries. It must not start Liquibase, so
 * that opening a store that is up to date stays fast.
 */
final class ChangeLogTable {

  /** The label of a change beside which the versions from before it work. */
  private static final String EXPAND = "expand";

  private static final String TABLE = "databasechangelog";

  private ChangeLogTable() {}

  /** The changes of this library that have run, in order; none if the table is missing. */
  static List<AppliedChange> read(Connection connection) throws SQLException {
    String table = StoreSchema.find(connection, TABLE);
    return table == null ? List.of() : Refusals.refuseForeign(TABLE, () -> read(connection, table));
  }

  private static List<AppliedChange> read(Connection connection, String table) throws SQLException {
    return Sql.query(
        connection,
        "select filename, id, author, md5sum, dateexecuted, tag, labels from "
            + table
            + " where filename like 'dev/ticketstore/schema/%' order by orderexecuted",
        row ->
            new AppliedChange(
                row.getString(1) + "::" + row.getString(2) + "::" + row.getString(3),
                row.getString(4),
                instant(row.getString(5)),
                row.getString(6),
                EXPAND.equals(row.getString(7))));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null
          ? null
          : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /**
   * Tags the newest change. Liquibase itself tags each change that ran in the same second, and then
   * rolls back from the first of them.
   */
  static void tagNewest(Connection connection, String tag) throws SQLException {
    Sql.update(
        connection,
        "update databasechangelog set tag = ? where orderexecuted = (select max(orderexecuted)"
            + " from databasechangelog where filename like 'dev/ticketstore/schema/%')",
        tag);
  }

  /** Gives an applied change the checksum of this library. */
  static void setChecksum(Connection connection, SchemaRepair.Edited change) throws SQLException {
    String[] name = change.name().split("::", 3);
    Sql.update(
        connection,
        "update databasechangelog set md5sum = ? where filename = ? and id = ? and author = ?",
        change.released(),
        name[0],
        name[1],
        name[2]);
  }

  /**
   * Compares the changes that have run with those of this library.
   *
   * @throws SchemaException {@link Reason#UNRELEASED} if a build before the first release made the
   *     database
   */
  static SchemaStatus status(Connection connection, Changelog changelog, List<AppliedChange> ran)
      throws SQLException {
    Map<String, String> known = ReleasedChanges.of(changelog, DatabaseProduct.of(connection));
    List<String> pending = new ArrayList<>(known.keySet());
    List<String> applied = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> compatible = new ArrayList<>();
    for (AppliedChange change : ran) {
      String checksum = known.get(change.name());
      if (checksum == null) {
        (change.compatible() ? compatible : unknown).add(change.name());
      } else {
        applied.add(change.name());
        pending.remove(change.name());
        if (differ(checksum, change.checksum())) {
          changed.add(change.name());
        }
      }
    }
    refuseUnreleased(unknown);
    List<String> order = List.copyOf(known.keySet());
    boolean halfMigrated =
        !pending.isEmpty()
            && applied.stream()
                .anyMatch(each -> order.indexOf(each) > order.indexOf(pending.get(0)));
    return new SchemaStatus(applied, pending, unknown, compatible, changed, halfMigrated);
  }

  private static void refuseUnreleased(List<String> unknown) {
    for (String change : unknown) {
      if (ReleasedChanges.isBeforeFirstRelease(change)) {
        throw new SchemaException(
            Reason.UNRELEASED,
            "The database was made by a build before the first release, which applied "
                + change
                + ". It cannot be migrated: make a new database. To keep its content, export it with that build"
                + " and replay it into the new one.");
      }
    }
  }

  /**
   * Liquibase computes a missing checksum again, and one of another version of its algorithm, such
   * as {@code 8:...}.
   */
  private static boolean differ(String ours, @Nullable String theirs) {
    return theirs != null && Objects.equals(version(ours), version(theirs)) && !ours.equals(theirs);
  }

  private static String version(String checksum) {
    return checksum.substring(0, Math.max(0, checksum.indexOf(':')));
  }
}
