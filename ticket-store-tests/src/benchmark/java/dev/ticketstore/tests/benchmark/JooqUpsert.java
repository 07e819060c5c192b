package dev.ticketstore.tests.benchmark;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;

import dev.ticketstore.Violation;
import dev.ticketstore.model.TicketStatus;
import java.sql.Connection;
import java.time.Instant;
import org.jooq.JSONB;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** The DSL as its manual shows it: a statement a call. */
final class JooqUpsert implements PeerObserver.Session {

  private final DSLContext dsl;

  JooqUpsert(Connection connection, BenchmarkDatabase database) {
    this.dsl =
        DSL.using(
            connection,
            database.dialect(),
            new Settings()
                .withRenderSchema(false)
                .withExecuteLogging(false)
                .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER));
  }

  @Override
  public Record observe(Violation violation) {
    Instant now = Instant.now();
    Instant at = Workload.seenAt(violation, now);
    return dsl.insertInto(TICKETS)
        .set(TICKETS.VIOLATION_KEY, violation.violationKey())
        .set(TICKETS.INVARIANT_NAME, violation.invariantName())
        .set(TICKETS.STORE_ID, violation.storeId())
        .set(TICKETS.BATCH_KEY, violation.batchKey())
        .set(TICKETS.FIRST_SEEN_AT, at)
        .set(TICKETS.LAST_SEEN_AT, at)
        .set(TICKETS.MESSAGE, violation.message())
        .set(TICKETS.SEVERITY_NAME, violation.severity())
        .set(TICKETS.METRIC_SNAPSHOT, JSONB.jsonbOrNull(Workload.metrics(violation)))
        .set(TICKETS.CREATED_AT, now)
        .set(TICKETS.UPDATED_AT, now)
        .onConflict(TICKETS.VIOLATION_KEY)
        .where(TICKETS.STATUS.ne(inline(TicketStatus.RESOLVED, TICKETS.STATUS)))
        .doUpdate()
        .set(TICKETS.OCCURRENCE_COUNT, TICKETS.OCCURRENCE_COUNT.plus(1))
        .set(TICKETS.FIRST_SEEN_AT, least(TICKETS.FIRST_SEEN_AT, excluded(TICKETS.FIRST_SEEN_AT)))
        .set(TICKETS.LAST_SEEN_AT, greatest(TICKETS.LAST_SEEN_AT, excluded(TICKETS.LAST_SEEN_AT)))
        .set(TICKETS.MESSAGE, excluded(TICKETS.MESSAGE))
        .set(TICKETS.SEVERITY_NAME, excluded(TICKETS.SEVERITY_NAME))
        .set(TICKETS.METRIC_SNAPSHOT, excluded(TICKETS.METRIC_SNAPSHOT))
        .set(TICKETS.VERSION, TICKETS.VERSION.plus(1))
        .set(TICKETS.UPDATED_AT, excluded(TICKETS.UPDATED_AT))
        .returning()
        .fetchSingle();
  }
}
