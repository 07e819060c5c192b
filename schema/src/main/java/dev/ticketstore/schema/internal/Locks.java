package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaLock;
import dev.ticketstore.schema.SchemaLock.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The locks that keep migrations out: Liquibase's row, and advisory locks on PostgreSQL. Locks with
 * a live holder must not be released.
 */
final class Locks {

  private static final String TABLE = "databasechangeloglock";

  private Locks() {}

  /** Liquibase's locks, and on PostgreSQL the running migrations of this library. */
  static List<SchemaLock> list(Connection connection) throws SQLException {
    List<SchemaLock> locks = new ArrayList<>();
    if (DatabaseProduct.of(connection) == DatabaseProduct.POSTGRESQL) {
      locks.addAll(migrations(connection));
    }
    locks.addAll(ofLiquibase(connection));
    return locks;
  }

  /** PostgreSQL shows the halves of an advisory lock's number. */
  private static List<SchemaLock> migrations(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        "select a.pid, coalesce(host(a.client_addr), 'local'), cast(coalesce(a.xact_start, a.query_start) as text)"
            + " from pg_locks l join pg_stat_activity a on a.pid = l.pid"
            + " where l.locktype = 'advisory' and l.granted and l.database ="
            + " (select oid from pg_database where datname = current_database())"
            + " and l.classid::bigint = ? and l.objid::bigint = ?",
        row ->
            new SchemaLock(
                Kind.MIGRATION,
                row.getString(2) + ", server process " + row.getLong(1),
                row.getString(3),
                true),
        DatabaseProduct.ADVISORY_LOCK >>> 32,
        DatabaseProduct.ADVISORY_LOCK & 0xffff_ffffL);
  }

  /** Liquibase's locks; none if its table is missing. */
  static List<SchemaLock> ofLiquibase(Connection connection) throws SQLException {
    DatabaseProduct product = DatabaseProduct.of(connection);
    String table = StoreSchema.find(connection, TABLE);
    return table == null
        ? List.of()
        : Refusals.refuseForeign(
            TABLE,
            () ->
                Sql.query(
                    connection,
                    "select lockedby, cast(lockgranted as varchar(40)) from "
                        + table
                        + " where locked = true",
                    row -> {
                      String holder = String.valueOf(row.getString(1));
                      return new SchemaLock(
                          Kind.LIQUIBASE,
                          holder,
                          row.getString(2),
                          isAlive(connection, product, holder));
                    }));
  }

  /** Liquibase writes {@code host (address)}; a live holder has a connection from there. */
  private static @Nullable Boolean isAlive(
      Connection connection, DatabaseProduct product, String holder) throws SQLException {
    if (product == DatabaseProduct.SQLITE) {
      return null;
    }
    String address = holder.replaceAll(".*\\((.*)\\)", "$1");
    return Sql.queryLong(
            connection,
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
                + " and backend_type = 'client backend' and (client_addr is null or host(client_addr) = ?"
                + " or client_addr << '127.0.0.0/8')",
            address)
        > 0;
  }

  /** Removes Liquibase's locks unless a holder is alive. */
  static List<SchemaLock> release(Connection connection) throws SQLException {
    for (SchemaLock lock : list(connection)) {
      if (Boolean.TRUE.equals(lock.alive())) {
        throw new SchemaException(
            Reason.LOCKED,
            "The lock of "
                + lock.holder()
                + " is not released, as a process at its address is still connected to this database: end that process"
                + " first.");
      }
    }
    List<SchemaLock> locks = ofLiquibase(connection);
    if (!locks.isEmpty()) {
      Sql.execute(
          connection,
          "update "
              + StoreSchema.find(connection, TABLE)
              + " set locked = false, lockedby = null, lockgranted = null");
    }
    return locks;
  }
}
