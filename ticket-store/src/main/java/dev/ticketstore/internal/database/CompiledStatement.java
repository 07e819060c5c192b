package dev.ticketstore.internal.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the DSL that is rendered once for each database, as rendering takes longer than
 * SQLite needs to execute it, and is executed with other values each time. Its binds have names.
 */
public final class CompiledStatement {

  /** Reads one row. */
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The text, and the names of its binds in the order of their numbers. */
  private record Text(String sql, List<String> binds) {}

  /** A named bind as jOOQ renders it; the casts of PostgreSQL have two colons. */
  private static final Pattern NAMED = Pattern.compile("(?<!:):([a-z_]+)");

  private final Map<Dialect, Text> texts = new ConcurrentHashMap<>();
  private final Function<Dialect, Query> statement;

  /** A statement whose values are all given by {@link #bind} or inlined. */
  public CompiledStatement(Function<Dialect, Query> statement) {
    this.statement = statement;
  }

  /** A value to be given at each execution by the name of a column, with the column's type. */
  public static <T> Field<T> bind(Field<T> column) {
    return bind(column.getName(), column);
  }

  /** A value to be given at each execution by a name of its own, with the type of a column. */
  public static <T> Field<T> bind(String name, Field<T> column) {
    return DSL.param(name, column);
  }

  /**
   * Executes it and reads all its rows.
   *
   * @param values texts, numbers and nulls by the names of the binds
   */
  public <T> List<T> fetch(
      DSLContext dsl, Map<String, ? extends @Nullable Object> values, Reader<T> reader) {
    return run(
        dsl,
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
  public int execute(DSLContext dsl, Map<String, ? extends @Nullable Object> values) {
    return run(dsl, values, PreparedStatement::executeUpdate);
  }

  private <T> T run(
      DSLContext dsl,
      Map<String, ? extends @Nullable Object> values,
      Dialect.PreparedWork<T> work) {
    Dialect dialect = Dialect.of(dsl);
    Text text = texts.computeIfAbsent(dialect, this::render);
    return dsl.connectionResult(
        connection ->
            dialect.prepared(
                connection,
                text.sql(),
                prepared -> {
                  for (int i = 0; i < text.binds().size(); i++) {
                    prepared.setObject(i + 1, values.get(text.binds().get(i)));
                  }
                  return work.on(prepared);
                }));
  }

  /**
   * The plus hides a value from SQLite's planner. It would compile a statement again for each value
   * that is compared with an indexed column once {@code analyze} has run, which takes ten times as
   * long as to execute it: see {@code sqlite3_prepare_v2()}.
   */
  private Text render(Dialect dialect) {
    DSLContext dsl = DSL.using(dialect.jooq(), JooqSettings.of(new Settings()));
    List<String> binds = new ArrayList<>();
    String sql =
        NAMED
            .matcher(dsl.renderNamedParams(statement.apply(dialect)))
            .replaceAll(
                bind -> {
                  int number = binds.indexOf(bind.group(1)) + 1;
                  if (!dialect.numbersBinds() || number == 0) {
                    binds.add(bind.group(1));
                    number = binds.size();
                  }
                  return dialect.numbersBinds() ? "+?" + number : "?";
                });
    return new Text(sql, List.copyOf(binds));
  }
}
