package dev.ticketstore.internal.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.internal.database.ErrorTranslation.Origin;
import java.sql.SQLException;

/**
 * Ends a pooled connection to PostgreSQL whose session the server has ended, whichever way it says
 * so.
 */
final class PoolEviction implements SQLExceptionOverride {

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException e) {
    return PostgresErrors.reason(e.getSQLState(), Origin.STORE) == Reason.CONNECTION_LOST
        ? SQLExceptionOverride.Override.MUST_EVICT
        : SQLExceptionOverride.Override.CONTINUE_EVICT;
  }
}
