package dev.ticketstore.analytics;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A time that a question is about.
 *
 * @param from the first instant of it
 * @param to the first instant after it
 * @param zone whose hours, days, weeks and months divide it
 */
public record Window(Instant from, Instant to, ZoneId zone) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code to} is not after {@code from}
   */
  public Window {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(zone, "zone");
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("Expected an end after " + from + ", not " + to);
    }
  }

  /** A window whose days are those of UTC. */
  public static Window utc(Instant from, Instant to) {
    return new Window(from, to, ZoneOffset.UTC);
  }

  /** The beginnings of the periods that it touches; that of the first may be before it. */
  List<Instant> starts(PeriodUnit unit) {
    List<Instant> starts = new ArrayList<>();
    for (Instant at = unit.start(from, zone); at.isBefore(to); at = unit.next(at, zone)) {
      starts.add(at);
    }
    return starts;
  }
}
