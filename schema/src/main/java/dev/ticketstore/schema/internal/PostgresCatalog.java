package dev.ticketstore.schema.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The objects of the current schema of a PostgreSQL database, as the server describes them. It must
 * not read other schemas, and needs the search path to be the current schema alone: the server then
 * names its objects without it.
 */
final class PostgresCatalog {

  /** The relations of the schema, without Liquibase's tables and those of extensions. */
  private static final String RELATIONS =
      """
      with relation as (
          select c.* from pg_class c
          where c.relnamespace = (select oid from pg_namespace where nspname = current_schema())
              and c.relname not like 'databasechangelog%'
              and not exists (
                  select from pg_depend d
                  where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))
      """;

  /** Each query returns kind and name, the table, and the definition of objects. */
  private static final List<String> QUERIES =
      List.of(
          """
          select 'table ' || relname, '', case relpersistence when 'u' then 'unlogged' else 'permanent' end
              || case relkind when 'p' then ' partitioned' when 'f' then ' foreign' else '' end
          from relation where relkind in ('r', 'p', 'f')
          """,
          // Before version 16 the columns of a view's only table are qualified.
          """
          select case relkind when 'v' then 'view ' else 'materialized view ' end || relname, '',
              regexp_replace(definition, coalesce('\\m' || substring(definition from '\\n +FROM (\\w+);$') || '\\.', '$.'),
                  '', 'g')
          from relation, pg_get_viewdef(oid, true) as definition where relkind in ('v', 'm')
          """,
          // Ids of a session's cache would not be in the order in which they were drawn.
          """
          select 'column ' || c.relname || '.' || a.attname, c.relname,
              format_type(a.atttypid, a.atttypmod)
              || case when a.attcollation not in (0, t.typcollation) then ' collate ' || l.collname else '' end
              || case when a.attnotnull then ' not null' else '' end
              || case a.attidentity when 'd' then ' identity by default' when 'a' then ' identity always' else '' end
              || coalesce((
                  select ' cache ' || q.seqcache from pg_sequence q join pg_depend d on d.objid = q.seqrelid
                  where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
                      and d.refobjid = c.oid and d.refobjsubid = a.attnum and d.deptype = 'i' and q.seqcache <> 1), '')
              || coalesce(case a.attgenerated when 's' then ' generated ' when 'v' then ' virtual ' else ' default ' end
                  || btrim(pg_get_expr(d.adbin, d.adrelid, true), chr(10) || ' '), '')
          from relation c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
              left join pg_collation l on l.oid = a.attcollation
              left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
          where c.relkind in ('r', 'p', 'f') and a.attnum > 0 and not a.attisdropped
          """,
          """
          select 'index ' || c.relname, t.relname,
              pg_get_indexdef(c.oid, 0, true) || case when i.indisvalid then '' else ' invalid' end
          from relation c join pg_index i on i.indexrelid = c.oid join pg_class t on t.oid = i.indrelid
          """,
          """
          select 'constraint ' || c.relname || '.' || k.conname, c.relname,
              pg_get_constraintdef(k.oid, true) || case when k.convalidated then '' else ' not valid' end
          from relation c join pg_constraint k on k.conrelid = c.oid where k.contype <> 'n'
          """,
          """
          select 'trigger ' || t.tgname, c.relname, pg_get_triggerdef(t.oid, true)
              || case t.tgenabled when 'D' then ' disabled' when 'R' then ' on replicas' when 'A' then ' always' else '' end
          from relation c join pg_trigger t on t.tgrelid = c.oid where not t.tgisinternal
          """,
          """
          select 'rule ' || c.relname || '.' || r.rulename, c.relname, pg_get_ruledef(r.oid, true)
              || case r.ev_enabled when 'D' then ' disabled' when 'R' then ' on replicas' when 'A' then ' always' else '' end
          from relation c join pg_rewrite r on r.ev_class = c.oid where r.rulename <> '_RETURN'
          """,
          """
          select 'policy ' || tablename || '.' || policyname, tablename,
              concat_ws(' ', lower(permissive), 'for', lower(cmd), 'to', array_to_string(roles, ', '),
                  'using ' || qual, 'with check ' || with_check)
          from pg_policies where schemaname = current_schema()
          """,
          """
          select 'setting ' || relname || '.' || name, relname, value from relation cross join lateral (values
              ('row security', case when relforcerowsecurity then 'forced' when relrowsecurity then 'enabled' end),
              ('replica identity',
                  case when relkind <> 'v' then
                      case relreplident when 'n' then 'nothing' when 'f' then 'full' when 'i' then 'an index' end end),
              ('fillfactor',
                  (select option_value from pg_options_to_table(reloptions) where option_name = 'fillfactor')),
              ('owner', case when relowner <> (select relowner from relation where relname = 'tickets')
                  then pg_get_userbyid(relowner) end)) as settings (name, value)
          where relkind in ('r', 'p', 'v') and value is not null
          """,
          """
          select 'function ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', '',
              concat_ws(' ', 'returns', pg_get_function_result(p.oid), 'language', l.lanname,
                  case p.provolatile when 'i' then 'immutable' when 's' then 'stable' end,
                  case when p.prosecdef then 'security definer' end,
                  case when p.proisstrict then 'strict' end,
                  array_to_string(p.proconfig, ' ')) || ' as' || chr(10) || p.prosrc
          from pg_proc p join pg_language l on l.oid = p.prolang
          where p.pronamespace = (select oid from pg_namespace where nspname = current_schema()) and p.prokind = 'f'
              and not exists (
                  select from pg_depend d
                  where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
          """);

  private PostgresCatalog() {}

  /** All objects, without Liquibase's tables and the objects of extensions. */
  static List<SchemaObject> read(Connection connection) throws SQLException {
    List<SchemaObject> objects = new ArrayList<>();
    for (String query : QUERIES) {
      objects.addAll(
          Sql.query(
              connection,
              RELATIONS + query,
              row ->
                  new SchemaObject(row.getString(1), row.getString(2), row.getString(3).strip())));
    }
    return objects;
  }
}
