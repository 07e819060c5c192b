package dev.ticketstore.internal.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the DSL that is rendered once for a database, as rendering takes longer than
 * SQLite needs to execute it, and is executed with other values each time. What renders it gives it
 * any values; their order is that of the text.
 */
public final class CompiledStatement {

  /** What a row becomes. */
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Map<Dialect, String> sql = new ConcurrentHashMap<>();
  private final Function<Dialect, Query> statement;

  public CompiledStatement(Function<Dialect, Query> statement) {
    this.statement = statement;
  }

  /**
   * Executes it and reads all its rows.
   *
   * @param values texts, numbers and nulls
   */
  public <T> List<T> fetch(
      DSLContext context,
      Dialect dialect,
      List<? extends @Nullable Object> values,
      Reader<T> reader) {
    return run(
        context,
        dialect,
        values,
        prepared -> {
          List<T> read = new ArrayList<>();
          try (ResultSet rows = prepared.executeQuery()) {
            while (rows.next()) {
              read.add(reader.read(rows));
            }
          }
          return read;
        });
  }

  /** Executes it and returns how many rows it wrote. */
  public int execute(DSLContext context, Dialect dialect, List<? extends @Nullable Object> values) {
    return run(context, dialect, values, PreparedStatement::executeUpdate);
  }

  private <T> T run(
      DSLContext context,
      Dialect dialect,
      List<? extends @Nullable Object> values,
      Dialect.PreparedWork<T> work) {
    String text = sql.computeIfAbsent(dialect, this::render);
    return context.connectionResult(
        connection ->
            dialect.prepared(
                connection,
                text,
                prepared -> {
                  for (int i = 0; i < values.size(); i++) {
                    prepared.setObject(i + 1, values.get(i));
                  }
                  return work.on(prepared);
                }));
  }

  /** A value to be given at each execution, of the type of a column. */
  public static <T> Field<T> bind(Field<T> column) {
    return DSL.val((T) null, column);
  }

  private String render(Dialect dialect) {
    return DSL.using(dialect.jooq(), Database.settings(new Settings()))
        .render(statement.apply(dialect));
  }
}
