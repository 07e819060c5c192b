package dev.ticketstore.tests.migration;

import dev.ticketstore.contract.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a database knows of a schema, as text: a constraint, a trigger or a predicate lost
 * shows.
 */
final class SchemaDump {

  private static final String SQLITE =
      """
      select type || ' ' || name || ' on ' || tbl_name || char(10) || coalesce(sql, '(implicit)')
      from sqlite_master
      where name not like 'sqlite\\_%' escape '\\' and lower(tbl_name) not like 'databasechangelog%'
      order by type, name
      """;

  private static final String POSTGRES =
      """
      with ours as (
          select oid, relname from pg_class
          where relnamespace = 'public'::regnamespace and relname not like 'databasechangelog%')
      select line from (
          select 1 as part, relname::text as owner, attnum::text as place,
              format('column %s.%s %s%s%s%s%s', relname, attname, format_type(atttypid, atttypmod),
                  case when attcollation <> 0 and attcollation <> 'default'::regcollation
                      then ' collate ' || attcollation::regcollation end,
                  case when attnotnull then ' not null' end,
                  case attidentity when 'd' then ' by default as identity'
                      when 'a' then ' always as identity' end,
                  case attgenerated when 's' then ' generated stored ' else ' default ' end
                      || pg_get_expr(adbin, adrelid)) as line,
              attnum as number
          from ours join pg_attribute on attrelid = ours.oid
              left join pg_attrdef on adrelid = ours.oid and adnum = attnum
          where attnum > 0 and not attisdropped and relname in (select tablename from pg_tables)
          union all
          select 1, c.relname, '', format('options %s %s', c.relname, array_to_string(reloptions, ', ')), 0
          from ours join pg_class c on c.oid = ours.oid where reloptions is not null
          union all
          select 2, relname, conname,
              format('constraint %s on %s %s', conname, relname, pg_get_constraintdef(c.oid)), 0
          from ours join pg_constraint c on conrelid = ours.oid where contype <> 'n'
          union all
          select 3, relname, relname, pg_get_indexdef(indexrelid), 0
          from ours join pg_index on indexrelid = ours.oid
          union all
          select 4, relname, tgname, pg_get_triggerdef(t.oid), 0
          from ours join pg_trigger t on tgrelid = ours.oid where not tgisinternal
          union all
          select 5, relname, relname, format('view %s as %s', relname, pg_get_viewdef(ours.oid)), 0
          from ours where relname in (select viewname from pg_views)
          union all
          select 6, '', proname, pg_get_functiondef(oid), 0
          from pg_proc where pronamespace = 'public'::regnamespace
      ) lines
      order by part, owner collate "C", number, place collate "C"
      """;

  private SchemaDump() {}

  /** One line or more for each table, constraint, index, trigger, view and function of ours. */
  static String of(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return String.join("\n", column(connection, database.isSqlite() ? SQLITE : POSTGRES)) + "\n";
    }
  }

  /** The names of all tables, Liquibase's as well, in lower case. */
  static List<String> tables(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return column(
          connection,
          database.isSqlite()
              ? "select lower(name) from sqlite_master where type = 'table'"
                  + " and name not like 'sqlite\\_%' escape '\\' order by 1"
              : "select tablename from pg_tables where schemaname = 'public' order by 1");
    }
  }

  /** The first column of a query. */
  static List<String> column(Connection connection, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
    }
    return values;
  }
}
