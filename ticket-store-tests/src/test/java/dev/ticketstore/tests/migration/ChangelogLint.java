package dev.ticketstore.tests.migration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.precondition.core.SqlPrecondition;

/**
 * Rejects changes that are safe on an empty database only. Rules on large tables hold for tables of
 * released changes: before the first release each change runs on an empty database.
 */
final class ChangelogLint {

  private static final Pattern CREATE_TABLE =
      Pattern.compile("create table (?:if not exists )?(\\w+)");
  private static final Pattern INDEX =
      Pattern.compile(
          "create (?:unique )?index (concurrently )?(?:if not exists )?(\\w+) on (\\w+)");
  private static final Pattern ALTER =
      Pattern.compile("alter table (?:if exists )?(?:only )?(\\w+) ([^;]*)");
  private static final Pattern REWRITTEN_ROWS =
      Pattern.compile("(?:^|[;$] ?|\\bloop )(?:update|delete from|insert into) (\\w+)");

  /** What a version that does not know the change may fail at, or write in vain. */
  private static final Pattern NOT_EXPANDING =
      Pattern.compile(
          "drop (?:table|column|view|function|trigger|constraint)|\\brename\\b|add constraint|unique index"
              + "|create (?:or replace )?trigger|alter column|add column \\w+ [^,;]*not null(?![^,;]*default)");

  private static final Pattern VOLATILE_DEFAULT =
      Pattern.compile(
          "default \\(?(clock_timestamp|random|gen_random_uuid|nextval|uuid_generate|timeofday)");

  private ChangelogLint() {}

  /**
   * The problems of a changelog, one a line.
   *
   * @param released the files of released changes, whose tables may hold many rows
   */
  static List<String> problems(DatabaseChangeLog changelog, Set<String> released) {
    List<String> problems = new ArrayList<>();
    Set<String> large = new HashSet<>();
    for (ChangeSet change : changelog.getChangeSets()) {
      String file = change.getFilePath();
      String sql = sql(change);
      if (released.contains(file)) {
        addMatches(CREATE_TABLE, sql, large);
      } else {
        check(change, sql, large, problems);
      }
    }
    return problems;
  }

  private static void check(
      ChangeSet change, String sql, Set<String> large, List<String> problems) {
    String name = change.toString(false);
    for (Change each : change.getChanges()) {
      if (!(each instanceof AbstractSQLChange)) {
        problems.add(
            name
                + ": "
                + each.getSerializedObjectName()
                + " is not SQL; Liquibase may rebuild a SQLite table for it");
      }
    }
    if (change.getRollback() == null || change.getRollback().getChanges().isEmpty()) {
      problems.add(name + ": has no rollback");
    }
    Matcher expanding = NOT_EXPANDING.matcher(sql);
    if (change.getLabels().getLabels().contains("expand") && expanding.find()) {
      problems.add(
          name
              + ": an earlier version may fail beside `"
              + expanding.group()
              + "`; leave the label expand to changes that only add");
    }
    if (change.getDbmsSet() != null
        && !change.getDbmsSet().isEmpty()
        && !change.getDbmsSet().contains("postgresql")) {
      return;
    }
    checkIndexes(change, sql, large, problems);
    checkRows(change, sql, large, problems);
    Set<String> altered = new HashSet<>();
    Matcher alter = ALTER.matcher(sql);
    while (alter.find()) {
      if (!large.contains(alter.group(1))) {
        continue;
      }
      altered.add(alter.group(1));
      String action = alter.group(2);
      if (VOLATILE_DEFAULT.matcher(action).find()) {
        problems.add(name + ": a volatile default rewrites " + alter.group(1));
      }
      if (action.contains("add constraint")
          && !action.contains("not valid")
          && !action.contains("using index")) {
        problems.add(
            name
                + ": a constraint on "
                + alter.group(1)
                + " is to be added not valid, and validated in a step of its own");
      }
      if (action.contains("set not null") || action.matches(".*\\btype\\b.*")) {
        problems.add(name + ": reads or rewrites all of " + alter.group(1) + " under a lock");
      }
    }
    if (altered.size() > 1) {
      problems.add(
          name + ": locks " + new TreeSet<>(altered) + " at once; make a change of each table");
    }
    if (sql.contains("validate constraint") && sql.contains("not valid")) {
      problems.add(name + ": validates under the lock of `add constraint`; make a change of each");
    }
  }

  /** Rows stay locked until the end of the transaction. */
  private static void checkRows(
      ChangeSet change, String sql, Set<String> large, List<String> problems) {
    Matcher rows = REWRITTEN_ROWS.matcher(sql.strip());
    while (rows.find()) {
      if (large.contains(rows.group(1))
          && change.isRunInTransaction()
          && !hasPrecondition(change, "ticketstore.one_transaction")) {
        problems.add(
            change.toString(false)
                + ": rewrites rows of "
                + rows.group(1)
                + " in one transaction; do so in batches with runInTransaction:false");
      }
    }
  }

  /** An index whose creation failed stays invalid, and {@code if not exists} accepts it. */
  private static void checkIndexes(
      ChangeSet change, String sql, Set<String> large, List<String> problems) {
    String name = change.toString(false);
    Matcher index = INDEX.matcher(sql);
    while (index.find()) {
      boolean concurrently = index.group(1) != null;
      if (large.contains(index.group(3)) && !concurrently && !isForSmallTables(change)) {
        problems.add(
            name + ": an index on " + index.group(3) + " locks it; create it concurrently");
      }
      if (concurrently && change.isRunInTransaction()) {
        problems.add(
            name + ": an index can be created concurrently only with runInTransaction:false");
      }
      if (concurrently && !sql.contains("drop index concurrently if exists " + index.group(2))) {
        problems.add(
            name
                + ": drop the index first, concurrently, if it exists: an earlier run may have failed");
      }
    }
    if (!change.isRunInTransaction() && !Set.of("postgresql").equals(change.getDbmsSet())) {
      problems.add(name + ": only on PostgreSQL may a change run outside a transaction");
    }
  }

  /** The migrator sets it where all must be one transaction. */
  private static boolean isForSmallTables(ChangeSet change) {
    return hasPrecondition(change, "pg_relation_size")
        && hasPrecondition(change, "ticketstore.one_transaction");
  }

  private static boolean hasPrecondition(ChangeSet change, String sql) {
    return change.getPreconditions() != null
        && change.getPreconditions().getNestedPreconditions().stream()
            .anyMatch(
                each ->
                    each instanceof SqlPrecondition condition && condition.getSql().contains(sql));
  }

  private static void addMatches(Pattern pattern, String sql, Set<String> names) {
    Matcher matcher = pattern.matcher(sql);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
  }

  private static String sql(ChangeSet change) {
    StringBuilder sql = new StringBuilder();
    for (Change each : change.getChanges()) {
      if (each instanceof AbstractSQLChange plain) {
        sql.append(plain.getSql()).append('\n');
      }
    }
    return sql.toString()
        .replaceAll("--[^\n]*", " ")
        .replaceAll("\\s+", " ")
        .toLowerCase(Locale.ROOT);
  }
}
