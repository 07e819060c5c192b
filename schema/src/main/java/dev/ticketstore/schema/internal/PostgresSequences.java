package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaDifference.Kind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The sequences behind ids, which a restored or copied table may have overtaken: the next insert
 * would then fail. It must only read. SQLite needs none of it: it looks at the largest id itself.
 */
final class PostgresSequences {

  /** Those that the role may look at, with the parts of a statement that reads the largest id. */
  private static final String SEQUENCES =
      """
      select c.relname, a.attname, quote_ident(c.relname), quote_ident(a.attname),
          coalesce(pg_sequence_last_value(q.seqrelid), q.seqstart - q.seqincrement)
      from pg_class c join pg_attribute a on a.attrelid = c.oid
          join pg_depend d on d.refobjid = c.oid and d.refobjsubid = a.attnum and d.deptype = 'i'
              and d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
          join pg_sequence q on q.seqrelid = d.objid
      where c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
          and c.relname = any (?) and a.attidentity <> '' and has_table_privilege(c.oid, 'select')
          and has_sequence_privilege(q.seqrelid, 'select')
      """;

  private PostgresSequences() {}

  /** The sequences that are behind the ids of one of {@code tables} in the current schema. */
  static List<SchemaDifference> behind(Connection connection, List<String> tables)
      throws SQLException {
    Array names = connection.createArrayOf("text", tables.toArray());
    List<SchemaDifference> behind = new ArrayList<>();
    for (Sequence each : Sql.query(connection, SEQUENCES, Sequence::read, names)) {
      long largest =
          Sql.queryLong(
              connection, "select coalesce(max(" + each.column() + "), 0) from " + each.table());
      if (largest > each.last()) {
        behind.add(
            new SchemaDifference(
                Kind.CHANGED, each.name(), "at least " + largest, String.valueOf(each.last())));
      }
    }
    return behind;
  }

  private record Sequence(String name, String table, String column, long last) {

    static Sequence read(ResultSet row) throws SQLException {
      return new Sequence(
          "sequence of " + row.getString(1) + "." + row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getLong(5));
    }
  }
}
