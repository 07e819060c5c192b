package dev.ticketstore.internal.copy;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a copy has written so far: those up to the highest key of each table, as it writes
 * in the order of keys.
 *
 * @param highest keys by table; a table without rows is not there
 */
record CopiedRows(Map<StoreTable<?>, Object> highest) {

  /** Those of a target. */
  static CopiedRows of(DSLContext target) {
    Map<StoreTable<?>, Object> highest = new HashMap<>();
    for (StoreTable<?> table : StoreTable.ALL) {
      Object key = highest(target, table.key());
      if (key != null) {
        highest.put(table, key);
      }
    }
    return new CopiedRows(highest);
  }

  static <K> @Nullable K highest(DSLContext context, TableField<?, K> key) {
    return context
        .select(key)
        .from(Objects.requireNonNull(key.getTable()))
        .orderBy(key.desc())
        .limit(1)
        .fetchOne(key);
  }

  /** Whether nothing has been written yet. */
  boolean isEmpty() {
    return highest.isEmpty();
  }

  /** Which rows of a table are among them. */
  <K> Condition in(StoreTable<K> table) {
    Object key = highest.get(table);
    return key == null ? DSL.falseCondition() : table.key().le(table.key().getType().cast(key));
  }

  /** Which rows of a table are not. */
  <K> Condition beyond(StoreTable<K> table) {
    Object key = highest.get(table);
    return key == null ? DSL.noCondition() : table.key().gt(table.key().getType().cast(key));
  }
}
