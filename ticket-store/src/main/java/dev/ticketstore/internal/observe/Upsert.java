package dev.ticketstore.internal.observe;

import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.database.CompiledStatement;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.database.JsonObject;
import dev.ticketstore.internal.tickets.Session;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.jooq.types.InstantText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dedup upsert: one statement for any number of different keys.
 *
 * @param flapping when a key opens tickets again and again
 * @param latest the latest instant that an observation can have
 * @param source the source of the check cycle that observes; null for none
 */
record Upsert(Session session, Flapping flapping, Instant latest, @Nullable String source) {

  /**
   * Whether {@link #run} writes with one statement: it updates first, and inserts only what no
   * update has found. Where several write at once many keys take one statement in their order, as
   * updates first would lock each other out.
   */
  static boolean isOneStatement(int keys, Dialect dialect) {
    return keys == 1 || !dialect.hasOneWriter();
  }

  /**
   * Writes keys, which must be in order, as two calls would otherwise lock each other out. A key
   * with a late observation is left out.
   *
   * @return the tickets after the statement, in no order
   */
  List<Ticket> run(List<KeyedObservations> keys) {
    if (keys.size() == 1) {
      Map<String, @Nullable Object> values = byName(keys.get(0));
      return first(Repeat.ONE, UpsertStatement.ONE, values);
    }
    if (isOneStatement(keys.size(), session.dialect())) {
      return many(UpsertStatement.MANY, keys);
    }
    List<Ticket> tickets = new ArrayList<>(many(Repeat.MANY, keys));
    Set<String> done = new HashSet<>();
    tickets.forEach(ticket -> done.add(ticket.violationKey()));
    List<KeyedObservations> rest =
        keys.stream().filter(key -> !done.contains(key.violationKey())).toList();
    if (!rest.isEmpty()) {
      tickets.addAll(many(UpsertStatement.MANY, rest));
    }
    return tickets;
  }

  private List<Ticket> many(CompiledStatement statement, List<KeyedObservations> keys) {
    List<List<@Nullable Object>> rows = keys.stream().map(this::row).toList();
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put(UpsertStatement.ROWS_BIND, JsonInput.write(rows));
    return fetch(statement, values);
  }

  /** The tickets of the second statement where the first has found none. */
  private List<Ticket> first(
      CompiledStatement repeat, CompiledStatement upsert, Map<String, @Nullable Object> values) {
    List<Ticket> repeated = fetch(repeat, values);
    return repeated.isEmpty() ? fetch(upsert, values) : repeated;
  }

  /**
   * Writes one key, unless the id of its observation has been counted; and the id too where the
   * database {@link dev.ticketstore.internal.database.Dialect#writesWithin writes within a
   * statement}.
   *
   * @return the ticket; none if the id has been counted, or if the observation is late
   */
  List<Ticket> runUnlessCounted(KeyedObservations key, String observationId) {
    Map<String, @Nullable Object> values = byName(key);
    values.put(UpsertStatement.ID_BIND, observationId);
    return session.dialect().writesWithin()
        ? first(Repeat.ONE_WITH_ID, UpsertStatement.ONE_WITH_ID, values)
        : first(Repeat.ONE_UNLESS_COUNTED, UpsertStatement.ONE_UNLESS_COUNTED, values);
  }

  private List<Ticket> fetch(CompiledStatement statement, Map<String, @Nullable Object> values) {
    values.put(UpsertStatement.NOW_BIND, InstantText.format(session.now()));
    values.put(UpsertStatement.LATEST_BIND, InstantText.format(latest));
    values.put(UpsertStatement.SOURCE_BIND, source);
    values.put(UpsertStatement.ACTOR_BIND, session.actor().name());
    values.put(UpsertStatement.NOTE_BIND, session.actor().note());
    values.put(UpsertStatement.EPISODES_BACK_BIND, flapping.tickets() - 2L);
    return statement.fetch(session.dsl(), values, row -> TicketRows.read(row, session.dialect()));
  }

  private Map<String, @Nullable Object> byName(KeyedObservations key) {
    Map<String, @Nullable Object> values = new HashMap<>();
    List<@Nullable Object> row = row(key);
    for (int i = 0; i < row.size(); i++) {
      values.put(UpsertStatement.INPUT.get(i).getName(), row.get(i));
    }
    return values;
  }

  /** The values of {@link UpsertStatement#INPUT}. */
  private List<@Nullable Object> row(KeyedObservations key) {
    Violation newest = key.newest();
    String firstSeenAt = InstantText.format(key.firstSeenAt());
    return Arrays.asList(
        key.violationKey(),
        key.first().invariantName(),
        key.first().storeId(),
        key.batchKey(),
        key.count(),
        firstSeenAt,
        key.isOfOneInstant() ? firstSeenAt : InstantText.format(key.lastSeenAt()),
        newest.message(),
        newest.severity().literal(),
        newest.metricSnapshot() == null ? null : newest.metricSnapshot().text(),
        JsonObject.write(newest.labels()),
        text(key.earliestOwnTime()),
        InstantText.format(flapping.since(key.firstSeenAt())));
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : InstantText.format(instant);
  }
}
