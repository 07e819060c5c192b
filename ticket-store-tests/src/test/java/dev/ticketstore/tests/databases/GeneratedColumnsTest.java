package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.jooq.DefaultSchema;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Table;
import org.jooq.TableField;
import org.junit.jupiter.api.Test;

/** The generated tables, made from SQLite, fit each database column by column. */
class GeneratedColumnsTest extends TicketStoreContract {

  /** Which types of SQLite and of PostgreSQL a Java type stands for; there are no others. */
  private static final Map<Class<?>, Set<String>> TYPES =
      Map.of(
          Long.class, Set.of("INTEGER", "int8"),
          String.class, Set.of("TEXT", "text"),
          Instant.class, Set.of("TEXT", "timestamptz"),
          JSONB.class, Set.of("TEXT", "jsonb"),
          TicketStatus.class, Set.of("TEXT", "text"),
          EventKind.class, Set.of("TEXT", "text"),
          CycleOutcome.class, Set.of("TEXT", "text"),
          ResolvedBy.class, Set.of("TEXT", "text"),
          Severity.class, Set.of("TEXT", "text"),
          Boolean.class, Set.of("INTEGER", "bool"));

  /** The rank of a severity reads as one too. */
  private static final Set<String> RANK = Set.of("INTEGER", "int4");

  private static Set<String> typesOf(Field<?> field) {
    return field.getName().equals(TICKETS.SEVERITY.getName())
        ? RANK
        : Objects.requireNonNull(TYPES.get(field.getType()));
  }

  private record Column(String type, boolean nullable) {}

  @Test
  void everyGeneratedColumnHasOneOfTheStrongTypes() {
    assertThat(DefaultSchema.DEFAULT_SCHEMA.getTables())
        .isNotEmpty()
        .allSatisfy(
            table ->
                assertThat(table.fields())
                    .allSatisfy(field -> assertThat(TYPES).containsKey(field.getType())));
  }

  @Test
  void databaseHasTheGeneratedColumnsAndNoOthers() throws SQLException {
    for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
      Map<String, Column> columns = columns(table);
      assertThat(columns.keySet())
          .as(table.getName())
          .containsExactly(table.fieldStream().map(Field::getName).toArray(String[]::new));
      for (Field<?> field : table.fields()) {
        Column column = Objects.requireNonNull(columns.get(field.getName()));
        assertThat(typesOf(field))
            .as(field + " is " + field.getType())
            .contains(castAsInteger(table, column) ? "INTEGER" : column.type());
        if (!isKey(table, field)) {
          assertThat(column.nullable())
              .as(field.toString())
              .isEqualTo(field.getDataType().nullable());
        }
      }
    }
  }

  /** SQLite has its own word for the type of a cast in a view. */
  private static boolean castAsInteger(Table<?> table, Column column) {
    return table.getTableType().isView() && column.type().equals("INT");
  }

  /** SQLite says of a key that it may be null, though it never is. */
  private static boolean isKey(Table<?> table, Field<?> field) {
    return table.getPrimaryKey() != null
        && field instanceof TableField<?, ?> column
        && table.getPrimaryKey().getFields().contains(column);
  }

  private Map<String, Column> columns(Table<?> table) throws SQLException {
    Map<String, Column> columns = new LinkedHashMap<>();
    try (Connection connection = database.connect();
        ResultSet rows = connection.getMetaData().getColumns(null, null, table.getName(), null)) {
      while (rows.next()) {
        columns.put(
            rows.getString("COLUMN_NAME"),
            new Column(
                rows.getString("TYPE_NAME"),
                rows.getInt("NULLABLE") == DatabaseMetaData.columnNullable));
      }
    }
    return columns;
  }
}
