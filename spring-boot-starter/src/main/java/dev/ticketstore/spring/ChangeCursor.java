package dev.ticketstore.spring;

import org.jspecify.annotations.Nullable;

/**
 * A bean that tells how far a part of this application has followed the changes of tickets. The
 * health of the store then shows, under the name of the bean, how many events are ready for it.
 */
@FunctionalInterface
public interface ChangeCursor {

  /** The cursor that was stored last; null before the first. Each health check calls it. */
  @Nullable String stored();
}
