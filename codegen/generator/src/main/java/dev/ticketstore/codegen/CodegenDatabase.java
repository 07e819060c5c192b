package dev.ticketstore.codegen;

import dev.ticketstore.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.DefaultColumnDefinition;
import org.jooq.meta.TableDefinition;
import org.jooq.meta.sqlite.SQLiteDatabase;
import org.jooq.meta.sqlite.SQLiteTableDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The database that jOOQ generates tables from: an empty SQLite database, brought to the newest
 * schema by the migrator that users run, with the comments of {@code comments.sql}, as SQLite keeps
 * none.
 *
 * <p>It must not describe a schema that users do not get: the build fails if the pinned checksums
 * are not those of the changelog, or if a comment is missing or left over.
 */
public final class CodegenDatabase extends SQLiteDatabase {

  private static final String COLUMNS =
      "select t.name as table_name, c.name as column_name"
          + " from sqlite_master as t join pragma_table_xinfo(t.name) as c"
          + " where t.type in ('table', 'view') and t.name not like 'sqlite~_%' escape '~'"
          + " and t.name not like 'databasechangelog%' order by t.name, c.cid";

  private @Nullable SchemaComments comments;

  /** Instantiated by jOOQ, which names the class in its configuration. */
  public CodegenDatabase() {}

  /**
   * jOOQ asks for a context before it reads anything, on the only connection that it opens. What is
   * thrown here ends the build with this message; from a later method jOOQ would blame itself.
   */
  @Override
  protected DSLContext create0() {
    DSLContext context = super.create0();
    if (comments == null) {
      PinnedChecksums.requireThoseOfTheChangelog();
      migrate(getConnection());
      SchemaComments read = SchemaComments.read();
      read.requireExactly(tablesAndColumns(context));
      comments = read;
    }
    return context;
  }

  private static void migrate(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      SchemaMigrator.updateWithin(connection);
      statement.execute("commit");
    } catch (SQLException e) {
      throw new IllegalStateException("The database for code generation was not migrated", e);
    }
  }

  /**
   * Names such as {@code tickets} and {@code tickets.id}. Liquibase's tables and SQLite's are left
   * out, as {@code excludes} in the configuration of jOOQ does, which it has not read yet.
   */
  private static List<String> tablesAndColumns(DSLContext context) {
    List<String> names = new ArrayList<>();
    for (Record row : context.fetch(COLUMNS)) {
      String table = row.get("table_name", String.class);
      if (!names.contains(table)) {
        names.add(table);
      }
      names.add(table + "." + row.get("column_name"));
    }
    return names;
  }

  @Override
  protected List<TableDefinition> getTables0() throws SQLException {
    List<TableDefinition> tables = new ArrayList<>();
    for (TableDefinition table : super.getTables0()) {
      tables.add(new CommentedTable(table, Objects.requireNonNull(comments)));
    }
    return tables;
  }

  /** A table whose columns have their comments too. */
  private static final class CommentedTable extends SQLiteTableDefinition {

    private final SchemaComments comments;

    CommentedTable(TableDefinition table, SchemaComments comments) {
      super(
          table.getSchema(),
          table.getName(),
          comments.of(table.getName()),
          table.getTableOptions().type(),
          table.getSource());
      this.comments = comments;
    }

    @Override
    public List<ColumnDefinition> getElements0() throws SQLException {
      List<ColumnDefinition> columns = new ArrayList<>();
      for (ColumnDefinition column : super.getElements0()) {
        columns.add(
            new DefaultColumnDefinition(
                this,
                column.getName(),
                column.getPosition(),
                column.getDefinedType(),
                column.isIdentity(),
                column.isReadonly(),
                comments.of(getName() + "." + column.getName())));
      }
      return columns;
    }
  }
}
