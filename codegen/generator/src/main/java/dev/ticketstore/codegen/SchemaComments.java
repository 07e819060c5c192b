package dev.ticketstore.codegen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comments of tables and columns, from the statements that give them to PostgreSQL, so that
 * each is written once. It must not guess: any other statement in the file is an error.
 */
final class SchemaComments {

  /**
   * The change files with comments, in the order of the changelog, which runs them on PostgreSQL. A
   * released file must not be edited; the comments of later changes come in a file of their own.
   */
  private static final List<String> FILES = List.of("comments.sql");

  private static final String FOLDER = "/dev/ticketstore/schema/changes/";

  /** Blanks and lines that are SQL comments, such as the headers that Liquibase reads. */
  private static final Pattern BETWEEN = Pattern.compile("(?:\\s|--[^\\n]*(?:\\n|$))*");

  private static final Pattern STATEMENT =
      Pattern.compile(
          "comment\\s+on\\s+(?:(?:table|view)\\s+(\\w+)|column\\s+(\\w+\\.\\w+))"
              + "\\s+is\\s+'((?:[^']|'')+)'\\s*;",
          Pattern.CASE_INSENSITIVE);

  private final Map<String, String> comments = new LinkedHashMap<>();

  private SchemaComments() {}

  /** The comments of the schema module; a later file replaces those of an earlier one. */
  static SchemaComments read() {
    SchemaComments all = new SchemaComments();
    for (String name : FILES) {
      try (InputStream file = SchemaComments.class.getResourceAsStream(FOLDER + name)) {
        if (file == null) {
          throw new IllegalStateException("The class path lacks " + FOLDER + name);
        }
        all.comments.putAll(parse(name, new String(file.readAllBytes(), UTF_8)).comments);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  /**
   * Reads {@code comment on table x is '...';}, {@code comment on view x is '...';} and {@code
   * comment on column x.y is '...';}, with {@code ''} for a quote.
   *
   * @throws IllegalStateException if anything else is there, or a comment twice
   */
  static SchemaComments parse(String file, String sql) {
    SchemaComments result = new SchemaComments();
    Matcher between = BETWEEN.matcher(sql);
    Matcher statement = STATEMENT.matcher(sql);
    int at = 0;
    while (true) {
      between.region(at, sql.length());
      at = between.lookingAt() ? between.end() : at;
      if (at == sql.length()) {
        return result;
      }
      statement.region(at, sql.length());
      if (!statement.lookingAt()) {
        throw new IllegalStateException(
            file
                + ": expected `comment on table|view|column NAME is '...';`, not `"
                + sql.substring(at, Math.min(sql.length(), at + 80)).lines().findFirst().orElse("")
                + "`");
      }
      String name = statement.group(1) == null ? statement.group(2) : statement.group(1);
      if (result.comments.put(name, statement.group(3).replace("''", "'")) != null) {
        throw new IllegalStateException(file + ": two comments on " + name);
      }
      at = statement.end();
    }
  }

  /** The comment on {@code table} or {@code table.column}; empty if it has none. */
  String of(String name) {
    return comments.getOrDefault(name, "");
  }

  /**
   * Compares the comments with the tables and columns that are there.
   *
   * @throws IllegalStateException if one of {@code names} has no comment, or a comment is on none
   *     of them; the message lists all
   */
  void requireExactly(Collection<String> names) {
    TreeSet<String> missing = new TreeSet<>(names);
    missing.removeAll(comments.keySet());
    TreeSet<String> unknown = new TreeSet<>(comments.keySet());
    unknown.removeAll(names);
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalStateException(
          String.join(", ", FILES)
              + (missing.isEmpty() ? "" : ": no comment on " + String.join(", ", missing))
              + (unknown.isEmpty()
                  ? ""
                  : ": a comment on what does not exist: " + String.join(", ", unknown)));
    }
  }
}
