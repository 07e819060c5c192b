package dev.ticketstore.internal.tickets;

import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.validation.Check;
import java.time.Clock;
import java.time.Instant;
import org.jooq.DSLContext;

/**
 * The values that the statements of one call share.
 *
 * @param dsl where they run
 * @param actor the person or program that makes the call
 * @param now the present by the store's clock, in microseconds
 */
public record Session(DSLContext dsl, Actor actor, Instant now) {

  /**
   * The present by a clock, in microseconds.
   *
   * @throws dev.ticketstore.InvalidInputException that names the clock, outside the years 0001 to
   *     9999
   */
  public static Instant present(Clock clock) {
    return Check.instant("clock", clock.instant());
  }

  /** The dialect of {@link #dsl}. */
  public Dialect dialect() {
    return Dialect.of(dsl);
  }

  /** The same session of another actor. */
  public Session withActor(Actor other) {
    return new Session(dsl, other, now);
  }
}
