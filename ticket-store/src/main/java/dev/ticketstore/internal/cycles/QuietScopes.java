package dev.ticketstore.internal.cycles;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The scopes without an unresolved ticket, as far as the cycles of one call have asked. A cycle
 * that found nothing misses nothing there. What others open meanwhile was opened after these
 * cycles.
 */
final class QuietScopes {

  private record Place(String source, CycleScope scope) {

    static Place of(CheckCycle cycle) {
      return new Place(cycle.source(), cycle.scope());
    }
  }

  private final Set<Place> quiet = new HashSet<>();
  private final Set<Place> busy = new HashSet<>();
  private final Set<Place> unknown = new HashSet<>();

  /**
   * Whether nothing is unresolved in the scope of a cycle that found nothing.
   *
   * @param hasUnresolved asks the database, at most once, and not for the first cycle of a scope
   */
  boolean contain(CheckCycle cycle, BooleanSupplier hasUnresolved) {
    Place place = Place.of(cycle);
    if (unknown.remove(place)) {
      (hasUnresolved.getAsBoolean() ? busy : quiet).add(place);
    }
    return quiet.contains(place);
  }

  /** A cycle may have opened tickets: in its source, and where the source does not matter. */
  void opened(CheckCycle by) {
    quiet.removeIf(each -> each.scope().anySource() || each.source().equals(by.source()));
  }

  /** Tickets of a scope were resolved. */
  void resolved(CheckCycle by) {
    busy.remove(Place.of(by));
  }

  /** A cycle missed nothing. */
  void missedNothing(CheckCycle by) {
    Place place = Place.of(by);
    if (!busy.contains(place)) {
      unknown.add(place);
    }
  }
}
