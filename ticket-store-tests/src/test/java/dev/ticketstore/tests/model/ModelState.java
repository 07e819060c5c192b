package dev.ticketstore.tests.model;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.model.EventKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that a store keeps. */
final class ModelState {

  /** What has counted. */
  record CountedId(String key, long ticketId, Instant at) {}

  /** A cycle that has been applied. */
  record AppliedCycle(
      CheckCycle cycle,
      List<String> outcomes,
      List<Long> tickets,
      List<Long> resolved,
      Instant at) {}

  /** So many tickets within so long make a key flap. */
  static final int FLAPPING_TICKETS = 3;

  static final Duration FLAPPING_WINDOW = Duration.ofSeconds(5);

  final NavigableMap<Long, TicketRow> rows = new TreeMap<>();
  final Map<String, CountedId> observationIds = new HashMap<>();
  final Map<List<String>, AppliedCycle> cycles = new HashMap<>();
  final List<TicketEvent> events = new ArrayList<>();

  @Nullable String actor;
  @Nullable String note;

  private final Clock clock;

  ModelState(Clock clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  Optional<TicketRow> unresolved(String key) {
    return rows.values().stream()
        .filter(row -> row.key().equals(key) && !row.isResolved())
        .findFirst();
  }

  @Nullable TicketRow lastResolved(String key) {
    return rows.values().stream()
        .filter(row -> row.key().equals(key) && row.isResolved())
        .max(Comparator.comparing(row -> row.episode))
        .orElse(null);
  }

  @Nullable TicketRow episode(String key, long number) {
    return rows.values().stream()
        .filter(row -> row.key().equals(key) && row.episode == number)
        .findFirst()
        .orElse(null);
  }

  /** Writes down what changed, if it did. The ids of events are the database's to choose. */
  void record(
      TicketRow row,
      EventKind kind,
      @Nullable Object from,
      @Nullable Object to,
      @Nullable String batch,
      Instant effectiveAt) {
    if (!Objects.equals(from, to)) {
      events.add(
          new TicketEvent(
              0,
              row.id,
              row.key(),
              kind,
              text(from),
              text(to),
              effectiveAt,
              now(),
              actor,
              note,
              batch));
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof Enum<?> name
        ? name.name().toLowerCase(java.util.Locale.ROOT)
        : value.toString();
  }
}
