package dev.ticketstore.codegen;

import dev.ticketstore.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
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

  private @Nullable SchemaComments comments;

  /** Instantiated by jOOQ, which names the class in its configuration. */
  public CodegenDatabase() {}

  /** jOOQ asks for a context before it reads anything, on the only connection that it opens. */
  @Override
  protected DSLContext create0() {
    if (comments == null) {
      comments = SchemaComments.read();
      PinnedChecksums.requireThoseOfTheChangelog();
      migrate(getConnection());
    }
    return super.create0();
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

  @Override
  protected List<TableDefinition> getTables0() throws SQLException {
    DSLContext context = create();
    SchemaComments all = Objects.requireNonNull(comments);
    List<TableDefinition> tables = new ArrayList<>();
    for (TableDefinition table : super.getTables0()) {
      tables.add(new CommentedTable(table, all));
    }
    List<String> names = new ArrayList<>();
    for (TableDefinition table : tables) {
      if (Arrays.stream(getExcludes()).anyMatch(table.getName()::matches)) {
        continue;
      }
      names.add(table.getName());
      // The table's own columns cannot be asked yet: they look up their table in this list.
      context
          .fetch("select name from pragma_table_xinfo(?)", table.getName())
          .forEach(column -> names.add(table.getName() + "." + column.get(0)));
    }
    all.requireExactly(names);
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
