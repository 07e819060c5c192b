package dev.ticketstore.micrometer;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.TicketStoreException;
import java.util.Locale;

/** The value of the tag {@code reason}, such as {@code locked} or {@code unknown_ticket}. */
final class ErrorReason {

  private static final String SUFFIX = "Exception";

  private ErrorReason() {}

  static String of(TicketStoreException failure) {
    if (failure instanceof DatabaseException database) {
      return MicrometerMetrics.lower(database.reason());
    }
    String name = failure.getClass().getSimpleName();
    String words = name.substring(0, name.length() - SUFFIX.length());
    return words.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
