package dev.ticketstore.spring;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.InvalidInputException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The application has no store, and what to do about it. */
final class StoreNotOpenedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String action;

  StoreNotOpenedException(String message, String action, @Nullable Throwable cause) {
    super(message, cause);
    this.action = action;
  }

  /** An option that the builder rejected. */
  static StoreNotOpenedException of(InvalidInputException e) {
    String property =
        switch (e.field()) {
          case "sqliteLogLimit" -> "sqlite.log-limit";
          case "user" -> "username";
          default -> e.field().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        };
    return new StoreNotOpenedException(
        "The ticket store was not opened: " + e.getMessage(),
        "Correct ticket-store." + property + ", or the TicketStoreBuilderCustomizer that sets it.",
        e);
  }

  /** A database that cannot be used as it is. */
  static StoreNotOpenedException of(DatabaseException e, boolean hasUrl) {
    return new StoreNotOpenedException(
        "The ticket store was not opened: " + e.getMessage(),
        switch (e.reason()) {
          case SCHEMA_OLDER, SCHEMA_HALF_MIGRATED ->
              "Migrate the database before this application starts (tickets schema update), or set"
                  + " ticket-store.schema=update.";
          case LOCKED ->
              "Start again once the other migration is done, or raise"
                  + " ticket-store.schema-lock-timeout above its duration.";
          case CONNECTION_REFUSED, AUTHENTICATION, UNKNOWN_DATABASE, CANNOT_OPEN ->
              hasUrl
                  ? "Check ticket-store.url, ticket-store.username and ticket-store.password."
                  : "Check spring.datasource.url and its credentials, or the DataSource bean.";
          default -> "Do what the message says, then start again.";
        },
        e);
  }

  /** What the operator does next. */
  String action() {
    return action;
  }
}
