package dev.ticketstore.tests.migration;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Class and bits of the values in a file, by SQLite's own {@code typeof} and {@code quote}. */
final class StoredBits {

  private StoredBits() {}

  static String quoted(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }

  /** Class and bits of each value, a line each. */
  static List<String> values(Path file, List<String> columns, String where) throws SQLException {
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      String c = quoted(column);
      values.addAll(
          lines(
              file,
              "select id || ' %s ' || typeof(%s) || ' ' || hex(quote(%s)) from tickets where %s order by id"
                  .formatted(column.replace("'", "''"), c, c, where)));
    }
    return values;
  }

  /** The same of the rows in {@code absorbed_tickets}. */
  static List<String> absorbedValues(Path file, List<String> columns) throws SQLException {
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      String json = "(original_row -> '$.\"%s\"')".formatted(column.replace("\"", "\\\""));
      String value =
          """
          case json_type(%1$s)
              when 'object' then coalesce(
                  unhex(%1$s ->> '$.blob'),
                  cast(unhex(%1$s ->> '$.text') as text))
              else %1$s ->> '$' end"""
              .formatted(json);
      values.addAll(
          lines(
              file,
              "select id || ' %s ' || typeof(%s) || ' ' || hex(quote(%s)) from absorbed_tickets order by id"
                  .formatted(column.replace("'", "''"), value, value)));
    }
    return values;
  }

  static List<String> lines(Path file, String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
    }
    return lines;
  }
}
