package dev.ticketstore;

import dev.ticketstore.internal.validation.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a purge removes, by age. Rows of a kind without an age stay.
 *
 * <p>A purge keeps unresolved tickets and their events, and the last resolved ticket of a key. By
 * that ticket the store knows what is late, the number of the next episode, and how often the key
 * was observed in all.
 *
 * @param ticketsResolvedBefore the limit for resolved tickets, which go with their events and what
 *     they absorbed; or null for none
 * @param eventsBefore the limit for events of resolved tickets that stay, by the store's clock; or
 *     null for none
 * @param observationIdsBefore the limit for observation ids, by the store's clock; or null for
 *     none. An observation whose id has been purged counts again, or is late
 * @param cyclesBefore the limit for check cycles, by the store's clock; or null for none. A cycle
 *     that has been purged would be applied again
 */
public record Retention(
    @Nullable Instant ticketsResolvedBefore,
    @Nullable Instant eventsBefore,
    @Nullable Instant observationIdsBefore,
    @Nullable Instant cyclesBefore) {

  /** Checks every instant. */
  public Retention {
    ticketsResolvedBefore = Check.optionalInstant("ticketsResolvedBefore", ticketsResolvedBefore);
    eventsBefore = Check.optionalInstant("eventsBefore", eventsBefore);
    observationIdsBefore = Check.optionalInstant("observationIdsBefore", observationIdsBefore);
    cyclesBefore = Check.optionalInstant("cyclesBefore", cyclesBefore);
  }

  /** One limit for rows of all kinds. */
  public static Retention everythingBefore(Instant instant) {
    Check.notNull("instant", instant);
    return new Retention(instant, instant, instant, instant);
  }
}
