package dev.ticketstore.schema.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The objects of a SQLite database, by the statements that made them: SQLite describes checks and
 * predicates of indexes nowhere else. It must not execute these statements.
 */
final class SqliteCatalog {

  private static final Pattern CONSTRAINT = Pattern.compile("constraint (\\S+) .*");

  private SqliteCatalog() {}

  /** Definitions by object, without Liquibase's tables and SQLite's own. */
  static List<SchemaObject> read(Connection connection) throws SQLException {
    List<SchemaObject> objects = new ArrayList<>();
    Sql.query(
        connection,
        "select type, name, tbl_name, sql from sqlite_master where sql is not null"
            + " and name not like 'sqlite~_%' escape '~' and tbl_name not like 'databasechangelog%'",
        row -> {
          String type = row.getString(1);
          String name = row.getString(2);
          String sql = normalized(row.getString(4));
          if (type.equals("table")) {
            addTable(objects, name, sql);
          } else {
            String table = type.equals("view") ? "" : row.getString(3);
            objects.add(new SchemaObject(type + " " + name, table, sql));
          }
          return name;
        });
    return objects;
  }

  private static void addTable(List<SchemaObject> objects, String table, String sql) {
    int open = sql.indexOf('(');
    int close = sql.lastIndexOf(')');
    if (open < 0 || close < open) {
      objects.add(new SchemaObject("table " + table, "", sql));
      return;
    }
    objects.add(new SchemaObject("table " + table, "", sql.substring(close + 1).strip()));
    for (String part : parts(sql.substring(open + 1, close))) {
      Matcher constraint = CONSTRAINT.matcher(part);
      String name = constraint.matches() ? constraint.group(1) : part.split(" ", 2)[0];
      String kind = constraint.matches() ? "constraint " : "column ";
      objects.add(new SchemaObject(kind + table + "." + name, table, part));
    }
  }

  /** Splits at commas outside parentheses and quotes. */
  private static List<String> parts(String body) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth--;
      } else if (!quoted && c == ',' && depth == 0) {
        parts.add(body.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(body.substring(start).strip());
    return parts;
  }

  /**
   * The statement in lower case, with single blanks, without comments and {@code if not exists}.
   * Quoted text stays as it is.
   */
  private static String normalized(String sql) {
    StringBuilder text = new StringBuilder();
    String[] pieces = sql.split("'", -1);
    for (int i = 0; i < pieces.length; i++) {
      if (i % 2 == 1) {
        text.append('\'').append(pieces[i]).append('\'');
      } else {
        text.append(
            pieces[i]
                .replaceAll("--[^\\n]*", " ")
                .replaceAll("[\"`]", "")
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([(),]) ?", "$1")
                .replaceAll("(?i) if not exists", "")
                .replace("!=", "<>")
                .toLowerCase(Locale.ROOT));
      }
    }
    return text.toString().strip();
  }
}
