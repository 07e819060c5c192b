package dev.ticketstore.internal.observe;

import static dev.ticketstore.internal.database.CompiledStatement.bind;
import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;

import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.jooq.tables.ObservationIds;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;

/** The id of a single observation, as part of the statement that counts it. */
final class NotedId {

  private NotedId() {}

  /** Whether the id has not been counted. */
  static Condition isNew() {
    ObservationIds ids = OBSERVATION_IDS.as("o");
    return notExists(
        select(inline(1))
            .from(ids)
            .where(ids.OBSERVATION_ID.eq(bind(OBSERVATION_IDS.OBSERVATION_ID))));
  }

  /** A statement that counts, and stores the id if it has counted. */
  static Query of(ResultQuery<?> counting) {
    CommonTableExpression<?> counted = name("counted").as(counting);
    CommonTableExpression<?> noted =
        name("noted")
            .as(
                DSL.insertInto(
                        OBSERVATION_IDS,
                        OBSERVATION_IDS.OBSERVATION_ID,
                        OBSERVATION_IDS.VIOLATION_KEY,
                        OBSERVATION_IDS.TICKET_ID,
                        OBSERVATION_IDS.COUNTED_AT)
                    .select(
                        select(
                                bind(OBSERVATION_IDS.OBSERVATION_ID),
                                JsonInput.of(counted, TICKETS.VIOLATION_KEY),
                                JsonInput.of(counted, TICKETS.ID),
                                JsonInput.of(counted, TICKETS.UPDATED_AT))
                            .from(counted))
                    .returning(OBSERVATION_IDS.OBSERVATION_ID));
    return DSL.with(counted)
        .with(noted)
        .select(TicketRows.COLUMNS.stream().map(column -> JsonInput.of(counted, column)).toList())
        .from(counted);
  }
}
