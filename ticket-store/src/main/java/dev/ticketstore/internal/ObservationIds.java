package dev.ticketstore.internal;

import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation;
import dev.ticketstore.ObservationIdReusedException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** What has counted already. */
record ObservationIds(DSLContext context, Dialect dialect) {

  /**
   * The tickets on which ids have been counted, by id.
   *
   * @throws ObservationIdReusedException if one was given for another key
   */
  Map<String, Long> counted(List<Seen> seen) {
    Map<String, String> keys = new HashMap<>();
    Map<String, Long> tickets = new HashMap<>();
    Set<String> given = keys(seen).keySet();
    if (!given.isEmpty()) {
      context
          .selectFrom(OBSERVATION_IDS)
          .where(OBSERVATION_IDS.OBSERVATION_ID.in(JsonRows.texts(dialect, given)))
          .forEach(
              row -> {
                keys.put(row.getObservationId(), row.getViolationKey());
                tickets.put(row.getObservationId(), row.getTicketId());
              });
    }
    for (Seen each : seen) {
      String id = each.observationId();
      String before = id == null ? null : keys.putIfAbsent(id, each.violationKey());
      if (id != null && before != null && !before.equals(each.violationKey())) {
        throw new ObservationIdReusedException(id, before, each.violationKey());
      }
    }
    return tickets;
  }

  /** The keys by id. */
  private static Map<String, String> keys(List<Seen> seen) {
    Map<String, String> keys = new HashMap<>();
    for (Seen each : seen) {
      if (each.observationId() != null) {
        keys.put(each.observationId(), each.violationKey());
      }
    }
    return keys;
  }

  /**
   * Writes down what has just been counted, in the order of ids, as two calls would else lock each
   * other out.
   *
   * @param done by place
   * @return the tickets by id
   * @throws DatabaseException {@link Reason#CONFLICT} if another call has counted one meanwhile
   */
  Map<String, Long> add(List<Seen> seen, Observation[] done, Instant now) {
    SortedMap<String, Long> byId = new TreeMap<>();
    for (Seen each : seen) {
      if (each.observationId() != null) {
        byId.put(each.observationId(), done[each.place()].ticket().id());
      }
    }
    if (byId.isEmpty()) {
      return byId;
    }
    int added =
        context
            .insertInto(
                OBSERVATION_IDS,
                OBSERVATION_IDS.OBSERVATION_ID,
                OBSERVATION_IDS.VIOLATION_KEY,
                OBSERVATION_IDS.TICKET_ID,
                OBSERVATION_IDS.COUNTED_AT)
            .select(
                DSL.select(
                        JsonRows.column(dialect, OBSERVATION_IDS.OBSERVATION_ID),
                        JsonRows.column(dialect, OBSERVATION_IDS.VIOLATION_KEY),
                        JsonRows.column(dialect, OBSERVATION_IDS.TICKET_ID),
                        DSL.val(now, OBSERVATION_IDS.COUNTED_AT))
                    .from(JsonRows.table(dialect, JsonRows.ofIds(byId, keys(seen)))))
            .onConflictDoNothing()
            .execute();
    if (added < byId.size()) {
      throw new DatabaseException(
          Reason.CONFLICT, "another call has counted one of the observation ids meanwhile", null);
    }
    return byId;
  }
}
