package dev.ticketstore.analytics;

import static dev.ticketstore.jooq.Tables.TICKET_FACTS;
import static dev.ticketstore.jooq.types.PortableFunctions.at;

import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectLimitStep;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The tickets that questions are about.
 *
 * @param dsl where they are
 * @param filter on {@code TICKET_FACTS}
 */
record TicketSelection(DSLContext dsl, Condition filter) {

  private Condition in(Window window, Field<Instant> instant) {
    return instant.ge(at(window.from())).and(instant.lt(at(window.to()))).and(filter);
  }

  /** Tickets that were first seen in a window. */
  Condition firstSeenIn(Window window) {
    return in(window, TICKET_FACTS.FIRST_SEEN_AT);
  }

  /** Tickets that were resolved in a window, as the index has them that holds no others. */
  Condition resolvedIn(Window window) {
    return in(window, TICKET_FACTS.RESOLVED_AT).and(TICKET_FACTS.STATUS.eq(TicketStatus.RESOLVED));
  }

  /**
   * Rows whose expressions are computed once. Planners compute one as often as a statement around a
   * subquery names it; a limit keeps them from that, and stores no rows. PostgreSQL reads them by
   * one process then.
   */
  static <R extends Record> Table<R> once(SelectLimitStep<R> rows, String name) {
    return rows.limit(DSL.inline(Long.MAX_VALUE)).asTable(name);
  }

  boolean isAll() {
    return filter.equals(DSL.noCondition());
  }
}
