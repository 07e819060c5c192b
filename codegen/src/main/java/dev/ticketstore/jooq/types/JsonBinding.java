package dev.ticketstore.jooq.types;

import java.io.Serial;
import java.sql.SQLException;
import org.jooq.BindingGetResultSetContext;
import org.jooq.DataType;
import org.jooq.JSONB;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document: {@code jsonb} on PostgreSQL, text on SQLite.
 *
 * <p>jOOQ's own binding renders an inlined {@link JSONB} as a blob on SQLite, and it inlines the
 * values of large statements.
 */
public final class JsonBinding extends PostgresTypedBinding<JSONB> {

  @Serial private static final long serialVersionUID = 1L;

  /** The type of each generated column of JSON, for expressions of the caller's. */
  static final DataType<JSONB> TYPE = SQLDataType.JSONB.asConvertedDataType(new JsonBinding());

  /** For generated code. */
  public JsonBinding() {
    super(JSONB.class, "jsonb");
  }

  @Override
  String text(JSONB value) {
    return value.data();
  }

  @Override
  JSONB value(String text) {
    return JSONB.valueOf(text);
  }

  @Override
  public void get(BindingGetResultSetContext<JSONB> ctx) throws SQLException {
    @Nullable String text = ctx.resultSet().getString(ctx.index());
    ctx.value(text == null ? null : value(text));
  }
}
