package dev.ticketstore.jooq.types;

import java.io.Serial;
import java.sql.SQLException;
import org.jooq.BindingGetResultSetContext;
import org.jooq.Converter;
import org.jooq.JSONB;

/**
 * A JSON document: {@code jsonb} on PostgreSQL, text on SQLite.
 *
 * <p>jOOQ's own binding renders an inlined {@link JSONB} as a blob on SQLite, and it inlines the
 * values of large statements.
 */
public final class JsonBinding extends PostgresTypedBinding<JSONB> {

  @Serial private static final long serialVersionUID = 1L;

  /** For generated code. */
  public JsonBinding() {
    super("jsonb", Converter.ofNullable(String.class, JSONB.class, JSONB::valueOf, JSONB::data));
  }

  @Override
  public void get(BindingGetResultSetContext<JSONB> ctx) throws SQLException {
    ctx.value(converter().from(ctx.resultSet().getString(ctx.index())));
  }
}
