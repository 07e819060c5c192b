package dev.ticketstore.jooq.types;

import java.io.Serial;
import java.sql.SQLException;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.SQLDialect;
import org.jooq.impl.AbstractBinding;
import org.jooq.impl.DSL;

/**
 * A value that is text on SQLite and has a type of its own on PostgreSQL, to which each bind is
 * cast.
 */
abstract class PostgresTypedBinding<T> extends AbstractBinding<String, T> {

  @Serial private static final long serialVersionUID = 1L;

  private final String postgresType;
  private final Converter<String, T> converter;

  PostgresTypedBinding(String postgresType, Converter<String, T> converter) {
    this.postgresType = postgresType;
    this.converter = converter;
  }

  @Override
  public Converter<String, T> converter() {
    return converter;
  }

  @Override
  protected void sqlInline(BindingSQLContext<T> ctx) {
    ctx.render().visit(DSL.inline(converter.to(ctx.value())));
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
    ctx.statement().setString(ctx.index(), converter.to(ctx.value()));
  }

  static boolean isPostgres(SQLDialect dialect) {
    return dialect.family() == SQLDialect.POSTGRES;
  }
}
