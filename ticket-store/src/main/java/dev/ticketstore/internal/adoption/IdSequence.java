package dev.ticketstore.internal.adoption;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The ids that a table gave out. Those of absorbed and deleted rows must not be given out again.
 *
 * @param last the greatest; null if there was none
 */
record IdSequence(@Nullable Long last) {

  private static final Table<?> SEQUENCE = table(name("sqlite_sequence"));
  private static final Field<String> TABLE = field(name("name"), String.class);
  private static final Field<Long> LAST = field(name("seq"), Long.class);

  /**
   * Looks at the ids of the Python program. Its table counts them only if they increment
   * automatically.
   */
  static IdSequence of(DSLContext context, Table<?> before) {
    Long id =
        context.select(max(field(name("id"), Long.class))).from(before).fetchOne(0, Long.class);
    boolean isCounted =
        context.fetchExists(
            DSL.selectOne().from(table(name("sqlite_master"))).where(TABLE.eq(SEQUENCE.getName())));
    Long counted =
        isCounted
            ? context
                .select(max(LAST))
                .from(SEQUENCE)
                .where(TABLE.eq(TICKETS.getName()))
                .fetchOne(0, Long.class)
            : null;
    return new IdSequence(id == null || (counted != null && counted > id) ? counted : id);
  }

  /** Makes the store's table continue after them. */
  void keep(DSLContext context) {
    context.deleteFrom(SEQUENCE).where(TABLE.eq(TICKETS.getName())).execute();
    if (last != null) {
      context.insertInto(SEQUENCE).set(TABLE, TICKETS.getName()).set(LAST, last).execute();
    }
  }
}
