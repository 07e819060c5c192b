package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.jooq.DefaultSchema;
import dev.ticketstore.jooq.Tables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.Test;

/** Each table and column has a comment, the same in the generated code and on PostgreSQL. */
class ColumnCommentsTest extends MigrationContract {

  private static final String COMMENTS_ON_POSTGRES =
      """
      select c.relname, obj_description(c.oid, 'pg_class')
      from pg_class as c
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v')
        and c.relname not like 'databasechangelog%'
      union all
      select c.relname || '.' || a.attname, col_description(c.oid, a.attnum)
      from pg_class as c join pg_attribute as a on a.attrelid = c.oid
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v')
        and c.relname not like 'databasechangelog%' and a.attnum > 0 and not a.attisdropped
      """;

  private static Map<String, String> generatedComments() {
    Map<String, String> comments = new TreeMap<>();
    for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
      comments.put(table.getName(), table.getComment());
      for (Field<?> field : table.fields()) {
        comments.put(table.getName() + "." + field.getName(), field.getComment());
      }
    }
    return comments;
  }

  private Map<String, String> commentsOnPostgres() throws SQLException {
    Map<String, String> comments = new TreeMap<>();
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(COMMENTS_ON_POSTGRES);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        comments.put(rows.getString(1), Objects.requireNonNullElse(rows.getString(2), ""));
      }
    }
    return comments;
  }

  @Test
  void eachGeneratedTableAndColumnHasASentence() {
    assertThat(generatedComments())
        .containsKeys(Tables.TICKETS.getName(), "tickets." + Tables.TICKETS.VIOLATION_KEY.getName())
        .allSatisfy((name, comment) -> assertThat(comment).as(name).matches("(?s)\\S.{8,}\\."));
  }

  /** SQLite keeps no comments, so that the change that makes them must not reach it. */
  @Test
  void postgresHasTheCommentsOfTheGeneratedCode() throws SQLException {
    List<String> applied = migrator.update();

    assertThat(applied.stream().anyMatch(change -> change.contains("/comments.sql::")))
        .isEqualTo(database.isPostgres());
    if (database.isPostgres()) {
      assertThat(commentsOnPostgres()).isEqualTo(generatedComments());
    }
  }
}
