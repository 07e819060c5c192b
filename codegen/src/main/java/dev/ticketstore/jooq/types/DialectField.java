package dev.ticketstore.jooq.types;

import java.io.Serial;
import java.util.function.Supplier;
import org.jooq.Context;
import org.jooq.DataType;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;

/** An expression with a form for each database. */
final class DialectField<T> extends CustomField<T> {

  @Serial private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // as in jOOQ's own expressions
  private final Supplier<? extends QueryPart> sqlite;

  @SuppressWarnings("serial")
  private final Supplier<? extends QueryPart> postgres;

  /** Of a text for each database, into which the operands go as {@code {0}}. */
  DialectField(
      String name, DataType<T> type, String sqlite, String postgres, QueryPart... operands) {
    this(
        name,
        type,
        () -> DSL.field(sqlite, type, operands),
        () -> DSL.field(postgres, type, operands));
  }

  /** Of expressions, of which only that of the database at hand is made. */
  DialectField(
      String name,
      DataType<T> type,
      Supplier<? extends QueryPart> sqlite,
      Supplier<? extends QueryPart> postgres) {
    super(name, type);
    this.sqlite = sqlite;
    this.postgres = postgres;
  }

  @Override
  public void accept(Context<?> ctx) {
    Supplier<? extends QueryPart> form =
        switch (ctx.family()) {
          case SQLITE -> sqlite;
          // jOOQ compares fields by what they are without a database.
          case POSTGRES, YUGABYTEDB, DEFAULT -> postgres;
          default ->
              throw new UnportableExpressionException(
                  getName() + " is for SQLite and PostgreSQL, not for " + ctx.family().getName());
        };
    ctx.visit(form.get());
  }

  /** Whether a context renders for SQLite. */
  static boolean isSqlite(Context<?> ctx) {
    return ctx.family() == SQLDialect.SQLITE;
  }
}
