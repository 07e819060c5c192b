package dev.ticketstore.jooq.types;

import dev.ticketstore.model.Literal;
import dev.ticketstore.model.Severity;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.SortField;
import org.jooq.impl.QOM;

/** Refuses what would go by the names of enums that the database has as text. */
final class TextEnums {

  private TextEnums() {}

  static void refuse(QueryPart part) {
    if (part instanceof QOM.Gt<?>
        || part instanceof QOM.Ge<?>
        || part instanceof QOM.Lt<?>
        || part instanceof QOM.Le<?>) {
      refuse("a comparison", ((QOM.CompareCondition<?, ?>) part).$arg1());
    } else if (part instanceof QOM.Between<?> between) {
      refuse("between", between.$arg1());
    } else if (part instanceof QOM.Max<?> max) {
      refuse("max", max.$field());
    } else if (part instanceof QOM.Min<?> min) {
      refuse("min", min.$field());
    } else if (part instanceof QOM.Greatest<?> greatest) {
      greatest.$arg1().forEach(field -> refuse("greatest", field));
    } else if (part instanceof QOM.Least<?> least) {
      least.$arg1().forEach(field -> refuse("least", field));
    } else if (part instanceof SortField<?> sort && sort.$field().getType() == Severity.class) {
      refuse("order", sort.$field());
    }
  }

  private static void refuse(String what, Field<?> field) {
    if (Literal.class.isAssignableFrom(field.getType())
        && field.getConverter().fromType() == String.class) {
      throw new UnportableExpressionException(
          what
              + " of "
              + field.getName()
              + " would be silently wrong, as it goes by the names; use the column of its rank,"
              + " or eq and in, or coerce it to a string to mean the names");
    }
  }
}
