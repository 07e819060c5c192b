package dev.ticketstore.jooq.types;

import java.io.Serial;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jooq.BindingGetResultSetContext;
import org.jooq.Converter;
import org.jspecify.annotations.Nullable;

/**
 * An instant: {@code timestamptz} on PostgreSQL, text of fixed width on SQLite ({@link
 * InstantText}).
 */
public final class InstantBinding extends PostgresTypedBinding<Instant> {

  @Serial private static final long serialVersionUID = 1L;

  /** For generated code. */
  public InstantBinding() {
    super(
        "timestamptz",
        Converter.ofNullable(String.class, Instant.class, InstantText::parse, InstantText::format));
  }

  @Override
  public void get(BindingGetResultSetContext<Instant> ctx) throws SQLException {
    if (isPostgres(ctx.dialect())) {
      @Nullable OffsetDateTime value = ctx.resultSet().getObject(ctx.index(), OffsetDateTime.class);
      ctx.value(value == null ? null : value.toInstant());
    } else {
      ctx.value(converter().from(ctx.resultSet().getString(ctx.index())));
    }
  }
}
