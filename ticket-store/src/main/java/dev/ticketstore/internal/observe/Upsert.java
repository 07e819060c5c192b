package dev.ticketstore.internal.observe;

import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.database.CompiledStatement;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.tickets.Actor;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.jooq.types.InstantText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The dedup upsert: one statement for any number of different keys.
 *
 * @param flapping when a key opens tickets again and again
 * @param author who observes
 * @param source whose check cycle it is of; null if it is of none
 * @param now by the store's clock
 */
public record Upsert(
    Dialect dialect, Flapping flapping, Actor author, @Nullable String source, Instant now) {

  /**
   * Writes keys, which must be in order, as two calls would else lock each other out. A key with an
   * observation older than its last resolution is left out.
   *
   * @return the tickets after the statement, in no order
   */
  List<Ticket> run(DSLContext context, List<KeyedObservations> keys) {
    List<List<@Nullable Object>> rows = keys.stream().map(this::values).toList();
    return rows.size() == 1
        ? fetch(context, UpsertStatement.ONE, rows.get(0))
        : fetch(context, UpsertStatement.MANY, List.of(JsonInput.write(rows)));
  }

  /**
   * Writes one key, unless the id of its observation has been counted; and the id too where {@link
   * Dialect#writesWithin}.
   *
   * @return the ticket; none if the id has been counted, or if the observation is late
   */
  List<Ticket> runUnlessCounted(DSLContext context, KeyedObservations key, String observationId) {
    List<@Nullable Object> row = new ArrayList<>(values(key));
    row.add(observationId);
    if (!dialect.writesWithin()) {
      return fetch(context, UpsertStatement.ONE_UNLESS_COUNTED, row);
    }
    row.add(observationId);
    return fetch(context, UpsertStatement.ONE_WITH_ID, row);
  }

  private List<Ticket> fetch(
      DSLContext context, CompiledStatement statement, List<? extends @Nullable Object> input) {
    String instant = InstantText.format(now);
    List<@Nullable Object> values = new ArrayList<>();
    values.addAll(Arrays.asList(instant, instant, source, author.actor(), author.note()));
    values.add(flapping.tickets() - 2L);
    values.addAll(input);
    return statement.fetch(context, dialect, values, row -> TicketRows.read(row, dialect));
  }

  /** In the order of {@link UpsertStatement#INPUT}. */
  private List<@Nullable Object> values(KeyedObservations key) {
    Violation latest = key.latest();
    String firstSeenAt = InstantText.format(key.firstSeenAt());
    return Arrays.asList(
        key.violationKey(),
        key.first().invariantName(),
        key.first().storeId(),
        key.batchKey(),
        key.count(),
        firstSeenAt,
        key.isOfOneInstant() ? firstSeenAt : InstantText.format(key.lastSeenAt()),
        latest.message(),
        latest.severity().literal(),
        latest.metricSnapshot() == null ? null : latest.metricSnapshot().data(),
        InstantText.format(flapping.since(key.firstSeenAt())));
  }
}
