package dev.ticketstore;

import dev.ticketstore.internal.database.RoleGrants;
import dev.ticketstore.internal.validation.Check;
import java.util.List;
import java.util.Map;

/**
 * Obstacles between an open store and its database, for an operator. {@code tickets doctor} prints
 * it, beside what a query can ask.
 *
 * @param behindPooler whether a connection pooler gives each transaction another session of the
 *     server; the store then polls for changes, and migrations need a direct connection
 * @param missingPrivileges for each use what the database user lacks, such as {@code insert on
 *     tickets}; an empty list for a use that it may have. Tables that do not exist are left out. On
 *     SQLite, which has no roles, each list is empty
 */
public record StoreDiagnosis(
    boolean behindPooler, Map<DatabaseRole, List<String>> missingPrivileges) {

  /** Copies the map. */
  public StoreDiagnosis {
    missingPrivileges = Map.copyOf(missingPrivileges);
  }

  /**
   * Asks the database of an open store. Only reads.
   *
   * @throws DatabaseException if the database does not answer
   * @throws StoreClosedException if the store is closed
   */
  public static StoreDiagnosis of(TicketStore store) {
    Check.notNull("store", store);
    store.database().requireOpen();
    return new StoreDiagnosis(
        !store.database().keepsSessions(), store.database().query(RoleGrants::missing));
  }
}
