package dev.ticketstore.schema.internal;

import java.util.logging.Level;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sends Liquibase's log to SLF4J, one level down: its info is debug output to users of a library.
 * It must not write anywhere else.
 */
final class Slf4jLogService extends AbstractLogService {

  @Override
  public int getPriority() {
    return PRIORITY_NOT_APPLICABLE;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Logger getLog(Class type) {
    return new Slf4jLogger(LoggerFactory.getLogger(type));
  }

  private static final class Slf4jLogger extends AbstractLogger {

    private final org.slf4j.Logger logger;

    Slf4jLogger(org.slf4j.Logger logger) {
      this.logger = logger;
    }

    @Override
    public void log(Level level, String message, @Nullable Throwable e) {
      if (level.equals(Level.OFF)) {
        // Liquibase's level for messages that are switched off; its number is the highest.
        return;
      }
      if (level.intValue() >= Level.SEVERE.intValue()) {
        logger.error(message, e);
      } else if (level.intValue() >= Level.WARNING.intValue()) {
        logger.warn(message, e);
      } else {
        logger.debug(message, e);
      }
    }
  }
}
