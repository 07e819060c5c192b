package dev.ticketstore.jooq.types;

import java.io.Serial;

/**
 * An expression that would be silently wrong on the database for which it is rendered. The message
 * names what to use in its place. Nothing has been executed.
 *
 * <p>It is no {@link org.jooq.exception.DataAccessException}: the query is wrong, not the database.
 */
public final class UnportableExpressionException extends UnsupportedOperationException {

  @Serial private static final long serialVersionUID = 1L;

  UnportableExpressionException(String message) {
    super(message);
  }
}
