package dev.ticketstore.internal.observe;

import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static org.jooq.impl.DSL.select;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.ObservationIdReusedException;
import dev.ticketstore.internal.database.CompiledStatement;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.jooq.types.InstantText;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The ids of observations that have been counted. */
record ObservationIds(DSLContext dsl) {

  private static final String ROWS = "rows";

  private static final List<Field<?>> COLUMNS =
      List.of(
          OBSERVATION_IDS.OBSERVATION_ID,
          OBSERVATION_IDS.VIOLATION_KEY,
          OBSERVATION_IDS.TICKET_ID,
          OBSERVATION_IDS.COUNTED_AT);

  private static final CompiledStatement FIND =
      new CompiledStatement(
          dialect ->
              select(
                      OBSERVATION_IDS.OBSERVATION_ID,
                      OBSERVATION_IDS.VIOLATION_KEY,
                      OBSERVATION_IDS.TICKET_ID)
                  .from(OBSERVATION_IDS)
                  .where(
                      OBSERVATION_IDS.OBSERVATION_ID.in(
                          JsonInput.column(dialect, OBSERVATION_IDS.OBSERVATION_ID, ROWS))));

  private static final CompiledStatement ADD =
      new CompiledStatement(
          dialect ->
              DSL.insertInto(OBSERVATION_IDS)
                  .columns(COLUMNS)
                  .select(JsonInput.table(dialect, COLUMNS, ROWS))
                  .onConflictDoNothing());

  private record Counted(String id, String key, long ticketId) {}

  /**
   * The tickets on which ids have been counted, by id.
   *
   * @throws ObservationIdReusedException if one was given for another key
   */
  Map<String, Long> counted(List<TimedViolation> seen) {
    Map<String, String> keys = new HashMap<>();
    Map<String, Long> tickets = new HashMap<>();
    Set<List<String>> given = new HashSet<>();
    for (TimedViolation each : seen) {
      if (each.observationId() != null) {
        given.add(List.of(each.observationId()));
      }
    }
    if (given.isEmpty()) {
      return tickets;
    }
    for (Counted each :
        FIND.fetch(
            dsl,
            Map.of(ROWS, JsonInput.write(given)),
            row -> new Counted(row.getString(1), row.getString(2), row.getLong(3)))) {
      keys.put(each.id(), each.key());
      tickets.put(each.id(), each.ticketId());
    }
    for (TimedViolation each : seen) {
      String id = each.observationId();
      String before = id == null ? null : keys.putIfAbsent(id, each.violationKey());
      if (id != null && before != null && !before.equals(each.violationKey())) {
        throw new ObservationIdReusedException(id, before, each.violationKey());
      }
    }
    return tickets;
  }

  /**
   * Stores the ids that have just been counted, in the order of ids, as two calls would otherwise
   * lock each other out. Late observations have not been counted.
   *
   * @param done by place
   * @return the tickets by id
   * @throws DatabaseException {@link Reason#CONFLICT} if another call has counted one at the same
   *     time
   */
  Map<String, Long> add(List<TimedViolation> seen, Map<Integer, Observation> done, Instant now) {
    String countedAt = InstantText.format(now);
    Map<String, Long> tickets = new HashMap<>();
    SortedMap<String, List<Object>> rows = new TreeMap<>();
    for (TimedViolation each : seen) {
      String id = each.observationId();
      Observation observation = Objects.requireNonNull(done.get(each.place()));
      if (id != null && observation.outcome() != Outcome.LATE) {
        long ticket = observation.ticket().id();
        tickets.put(id, ticket);
        rows.put(id, List.of(id, each.violationKey(), ticket, countedAt));
      }
    }
    if (!rows.isEmpty()
        && ADD.execute(dsl, Map.of(ROWS, JsonInput.write(rows.values()))) < rows.size()) {
      throw new DatabaseException(
          Reason.CONFLICT,
          "another call has counted one of the observation ids at the same time",
          null);
    }
    return tickets;
  }
}
