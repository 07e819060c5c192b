package dev.ticketstore.analytics;

import static dev.ticketstore.jooq.Tables.TICKET_FACTS;

import dev.ticketstore.jooq.types.PortableFunctions;
import java.time.Instant;
import java.time.ZoneId;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What a result is broken down by: a property of tickets, a period, both or neither. */
public final class GroupBy {

  private final Field<String> group;
  private final @Nullable PeriodUnit period;

  private GroupBy(Field<String> group, @Nullable PeriodUnit period) {
    this.group = group;
    this.period = period;
  }

  /** All tickets together. */
  public static GroupBy nothing() {
    return new GroupBy(DSL.castNull(SQLDataType.VARCHAR), null);
  }

  /** By the check that failed. */
  public static GroupBy invariant() {
    return new GroupBy(TICKET_FACTS.INVARIANT_NAME, null);
  }

  /** By the store on which it failed; null for the whole cluster. */
  public static GroupBy store() {
    return new GroupBy(TICKET_FACTS.STORE_ID, null);
  }

  /** By the severity of the newest observation: info, warning, critical. */
  public static GroupBy severity() {
    return new GroupBy(DSL.field("{0}", SQLDataType.VARCHAR, TICKET_FACTS.SEVERITY_NAME), null);
  }

  /** By the source of the check cycle that observed the ticket last; null for none. */
  public static GroupBy source() {
    return new GroupBy(TICKET_FACTS.SOURCE, null);
  }

  /**
   * By the value of a label; null for tickets without it.
   *
   * @throws dev.ticketstore.jooq.types.UnportableExpressionException for a name that begins with
   *     {@code $}
   */
  public static GroupBy label(String name) {
    return new GroupBy(PortableFunctions.jsonText(TICKET_FACTS.LABELS, name), null);
  }

  /** The same, and by the period in which a ticket was first seen, in the zone of the window. */
  public GroupBy per(PeriodUnit unit) {
    return new GroupBy(group, unit);
  }

  Field<String> group() {
    return group;
  }

  Field<Instant> period(ZoneId zone) {
    return period == null
        ? DSL.castNull(TICKET_FACTS.FIRST_SEEN_AT.getDataType())
        : PortableFunctions.truncate(TICKET_FACTS.FIRST_SEEN_AT, period.part(), zone);
  }
}
