package dev.ticketstore.jooq.types;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Param;
import org.jooq.QueryPart;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Replaces parts of a query while it is rendered. It must leave alone what it has put in: jOOQ
 * visits a replacement like any other part.
 */
final class PortableListener implements VisitListener {

  @Override
  public void visitStart(VisitContext context) {
    // jOOQ visits a query also to collect its binds, which are those of the caller's.
    if (context.renderContext() == null) {
      return;
    }
    QueryPart part = context.queryPart();
    if (part instanceof DialectField<?>) {
      return;
    }
    boolean sqlite = DialectField.isSqlite(context.context());
    @Nullable QueryPart replacement =
        part instanceof Param<?> param
            ? value(context, param, sqlite)
            : rewrite(context, part, sqlite);
    if (replacement != null) {
      context.queryPart(replacement);
    }
  }

  private static @Nullable QueryPart rewrite(VisitContext context, QueryPart part, boolean sqlite) {
    TextEnums.refuse(part);
    PortableInstants.refuseText(part);
    if (!sqlite) {
      return PortableInstants.onPostgres(part);
    }
    SqliteJson.refuse(part);
    if (part instanceof Field<?> field) {
      QueryPart instant = PortableInstants.onSqlite(field, context);
      return instant == null ? SqliteJson.rewrite(field, context) : instant;
    }
    return null;
  }

  private static @Nullable QueryPart value(VisitContext context, Param<?> param, boolean sqlite) {
    QueryPart json = sqlite ? SqliteJson.rewrite(param, context) : null;
    return json == null ? bind(param, sqlite) : json;
  }

  private static @Nullable QueryPart bind(Param<?> param, boolean sqlite) {
    if (!param.getBinding().getClass().getName().startsWith("org.jooq.impl.")) {
      return null;
    }
    Class<?> type = param.getType();
    Object value = param.getValue();
    if (type == Instant.class) {
      return bind(param, InstantBinding.TYPE, (Instant) value);
    }
    if (type == JSONB.class) {
      return bind(param, JsonBinding.TYPE, (JSONB) value);
    }
    if (sqlite && type == OffsetDateTime.class) {
      return bind(
          param,
          InstantBinding.TYPE,
          value instanceof OffsetDateTime time ? time.toInstant() : null);
    }
    return null;
  }

  private static <T> Param<T> bind(Param<?> param, DataType<T> type, @Nullable T value) {
    String name = param.getParamName();
    Param<T> bind = name == null ? DSL.val(value, type) : DSL.param(name, type).$value(value);
    return param.$inline() ? bind.$inline(true) : bind;
  }
}
