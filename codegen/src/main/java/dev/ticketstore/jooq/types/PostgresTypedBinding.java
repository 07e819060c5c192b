package dev.ticketstore.jooq.types;

import java.io.Serial;
import java.sql.SQLException;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.Converters;
import org.jooq.SQLDialect;
import org.jooq.impl.AbstractBinding;
import org.jooq.impl.DSL;

/**
 * A value that is text on SQLite and has a type of its own on PostgreSQL, to which each bind is
 * cast.
 *
 * <p>jOOQ knows the column by its own type as well, so that it reads the value out of nested
 * records, arrays and JSON.
 */
abstract class PostgresTypedBinding<T> extends AbstractBinding<T, T> {

  @Serial private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final String postgresType;

  PostgresTypedBinding(Class<T> type, String postgresType) {
    this.type = type;
    this.postgresType = postgresType;
  }

  /** The text of a value, of which PostgreSQL makes its own type. */
  abstract String text(T value);

  /** The value of a text of SQLite's. */
  abstract T value(String text);

  @Override
  public Converter<T, T> converter() {
    return Converters.identity(type);
  }

  @Override
  protected void sqlInline(BindingSQLContext<T> ctx) {
    T value = ctx.value();
    ctx.render().visit(DSL.inline(value == null ? null : text(value)));
    cast(ctx);
  }

  @Override
  protected void sqlBind(BindingSQLContext<T> ctx) {
    ctx.render().sql(ctx.variable());
    cast(ctx);
  }

  private void cast(BindingSQLContext<T> ctx) {
    if (isPostgres(ctx.dialect())) {
      ctx.render().sql("::").sql(postgresType);
    }
  }

  @Override
  public void set(BindingSetStatementContext<T> ctx) throws SQLException {
    T value = ctx.value();
    ctx.statement().setString(ctx.index(), value == null ? null : text(value));
  }

  static boolean isPostgres(SQLDialect dialect) {
    return dialect.family() == SQLDialect.POSTGRES;
  }
}
