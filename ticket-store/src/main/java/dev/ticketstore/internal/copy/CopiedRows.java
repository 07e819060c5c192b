package dev.ticketstore.internal.copy;

import static dev.ticketstore.jooq.Tables.ABSORBED_TICKETS;
import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;

import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a copy has written so far: those up to the highest key of each table, as it writes
 * in the order of keys, and the events of its tickets with them.
 *
 * @param ticket the highest id; null if there is none, as in each of them
 * @param absorbed the same
 * @param observation the highest observation id
 * @param cycle the highest id
 */
record CopiedRows(
    @Nullable Long ticket,
    @Nullable Long absorbed,
    @Nullable String observation,
    @Nullable Long cycle) {

  /** Those of a target. */
  static CopiedRows of(DSLContext target) {
    return new CopiedRows(
        highest(target, TICKETS.ID),
        highest(target, ABSORBED_TICKETS.ID),
        highest(target, OBSERVATION_IDS.OBSERVATION_ID),
        highest(target, CHECK_CYCLES.ID));
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
    return ticket == null && absorbed == null && observation == null && cycle == null;
  }

  /** Which rows of a table are among them. */
  Condition in(StoreTable table) {
    return switch (table) {
      case TICKETS -> upTo(TICKETS.ID, ticket);
      case HISTORY -> upTo(TICKET_EVENTS.TICKET_ID, ticket);
      case ABSORBED -> upTo(ABSORBED_TICKETS.ID, absorbed);
      case OBSERVATION_IDS -> upTo(OBSERVATION_IDS.OBSERVATION_ID, observation);
      case CYCLES -> upTo(CHECK_CYCLES.ID, cycle);
    };
  }

  private static <K> Condition upTo(TableField<?, K> key, @Nullable K highest) {
    return highest == null ? DSL.falseCondition() : key.le(highest);
  }
}
