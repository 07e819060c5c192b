package dev.ticketstore.schema.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects of the current schema of a PostgreSQL database, as the server describes them. It must
 * not read other schemas.
 */
final class PostgresCatalog {

  /** Each query returns kind, name and definition of objects. */
  private static final List<String> QUERIES =
      List.of(
          "select 'table', c.relname, c.relpersistence::text || case when c.relrowsecurity then ' row security' else '' end"
              + " from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')",
          "select case c.relkind when 'v' then 'view' else 'materialized view' end, c.relname, pg_get_viewdef(c.oid)"
              + " from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('v', 'm')",
          "select 'column', c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod)"
              + " || case when a.attcollation not in (0, t.typcollation) then ' collate ' || l.collname else '' end"
              + " || case when a.attnotnull then ' not null' else '' end"
              + " || case a.attidentity when 'd' then ' identity by default' when 'a' then ' identity always' else '' end"
              // Ids of a session's cache would not be in the order in which they were drawn.
              + " || coalesce((select ' cache ' || q.seqcache from pg_sequence q where q.seqcache <> 1 and q.seqrelid ="
              + " case when a.attidentity <> '' then"
              + " pg_get_serial_sequence(format('%I.%I', current_schema(), c.relname), a.attname)::regclass end), '')"
              + " || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')"
              + " from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid"
              + " left join pg_collation l on l.oid = a.attcollation"
              + " left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum"
              + " where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0"
              + " and not a.attisdropped",
          "select 'index', c.relname, pg_get_indexdef(c.oid) || case when i.indisvalid then '' else ' invalid' end"
              + " from pg_class c join pg_index i on i.indexrelid = c.oid"
              + " where c.relnamespace = current_schema()::regnamespace",
          "select 'constraint', c.relname || '.' || k.conname,"
              + " pg_get_constraintdef(k.oid) || case when k.convalidated then '' else ' not valid' end"
              + " from pg_constraint k join pg_class c on c.oid = k.conrelid"
              + " where c.relnamespace = current_schema()::regnamespace and k.contype <> 'n'",
          "select 'trigger', t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text"
              + " from pg_trigger t join pg_class c on c.oid = t.tgrelid"
              + " where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal",
          "select 'function', p.proname, pg_get_functiondef(p.oid)"
              + " from pg_proc p where p.pronamespace = current_schema()::regnamespace and p.prokind = 'f'");

  private PostgresCatalog() {}

  /** Definitions by object, without the name of the schema and without Liquibase's tables. */
  static SortedMap<String, String> read(Connection connection) throws SQLException {
    String schema =
        Sql.query(connection, "select current_schema()", row -> row.getString(1)).get(0);
    SortedMap<String, String> objects = new TreeMap<>();
    for (String query : QUERIES) {
      Sql.query(
          connection,
          query,
          row -> {
            String name = row.getString(2);
            if (!name.startsWith("databasechangelog")) {
              objects.put(
                  row.getString(1) + " " + name, row.getString(3).replace(schema + ".", ""));
            }
            return name;
          });
    }
    return objects;
  }
}
