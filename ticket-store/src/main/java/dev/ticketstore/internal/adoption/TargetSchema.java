package dev.ticketstore.internal.adoption;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.ticketstore.internal.database.ErrorTranslation;
import dev.ticketstore.internal.database.SqliteDriver;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What the store's schema has, by names in lower case.
 *
 * @param objects the names of its tables, indexes, views and triggers
 * @param defaults the columns of its table {@code tickets}, each with the SQL of its default
 */
record TargetSchema(Set<String> objects, Map<String, @Nullable String> defaults) {

  /** Migrates a database in memory. */
  static TargetSchema inMemory() {
    try (Connection connection =
        SqliteDriver.plain("jdbc:sqlite::memory:", Duration.ZERO).getConnection()) {
      DSLContext context = DSL.using(connection, SQLDialect.SQLITE);
      context.execute("begin immediate");
      SchemaMigrator.updateWithin(connection);
      Set<String> objects =
          new HashSet<>(
              context
                  .select(DSL.lower(field(name("name"), String.class)))
                  .from(table(name("sqlite_master")))
                  .where(field(name("name"), String.class).notLike("sqlite_%"))
                  .fetch(0, String.class));
      Map<String, @Nullable String> defaults = new HashMap<>();
      for (TableColumn column : TableColumn.of(context, "tickets")) {
        defaults.put(column.lowerName(), column.defaultValue());
      }
      return new TargetSchema(objects, defaults);
    } catch (SchemaException e) {
      throw ErrorTranslation.schema(e);
    } catch (SQLException e) {
      throw ErrorTranslation.connecting(e);
    }
  }
}
