package dev.ticketstore.jooq.types;

import java.io.Serial;
import org.jooq.Context;
import org.jooq.DataType;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;

/** An expression with a text for each database, into which its operands go as {@code {0}}. */
final class DialectField<T> extends CustomField<T> {

  @Serial private static final long serialVersionUID = 1L;

  private final String sqlite;
  private final String postgres;

  @SuppressWarnings("serial") // as in jOOQ's own expressions
  private final QueryPart[] operands;

  DialectField(
      String name, DataType<T> type, String sqlite, String postgres, QueryPart... operands) {
    super(name, type);
    this.sqlite = sqlite;
    this.postgres = postgres;
    this.operands = operands;
  }

  @Override
  public void accept(Context<?> ctx) {
    String text =
        switch (ctx.family()) {
          case SQLITE -> sqlite;
          case POSTGRES, YUGABYTEDB -> postgres;
          default ->
              throw new UnportableExpressionException(
                  getName() + " is for SQLite and PostgreSQL, not for " + ctx.family().getName());
        };
    ctx.visit(DSL.field(text, getDataType(), operands));
  }

  /** Whether a context renders for SQLite. */
  static boolean isSqlite(Context<?> ctx) {
    return ctx.family() == SQLDialect.SQLITE;
  }
}
