package dev.ticketstore;

import dev.ticketstore.internal.validation.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may go, by age. Nothing goes unless it is named.
 *
 * <p>Unresolved tickets never go, nor does the last resolved ticket of a key: by it the store knows
 * what is late, the number of the next episode, and how often the key was observed in all.
 *
 * @param ticketsResolvedBefore which resolved tickets go, with their events and what they absorbed;
 *     null for none
 * @param eventsBefore which events of tickets that stay go, by the store's clock; null for none
 * @param observationIdsBefore which observation ids go, by the store's clock: an observation with
 *     one that has gone counts again, or is late; null for none
 * @param cyclesBefore which check cycles go, by the store's clock: one that has gone would be
 *     applied again; null for none
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

  /** Everything that is older than an instant goes. */
  public static Retention everythingBefore(Instant instant) {
    return new Retention(instant, instant, instant, instant);
  }
}
