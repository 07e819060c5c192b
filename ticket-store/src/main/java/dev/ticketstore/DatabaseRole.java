package dev.ticketstore;

import dev.ticketstore.internal.database.RoleGrants;
import java.util.List;

/**
 * The uses of a store on PostgreSQL, each with the privileges that it needs. The owner of the
 * tables migrates; another process opens the store under a role with less.
 *
 * <p>A role may have several: the privileges add up. A call that needs more fails with {@link
 * DatabaseException.Reason#PERMISSION_DENIED}.
 */
public enum DatabaseRole {
  /**
   * Observes, reconciles, takes the steps of people, follows changes, and reads what a {@link
   * #READER} reads. It deletes nothing, and can neither change an event nor a check cycle.
   */
  WRITER,
  /** Purges, which reads and deletes. It changes and adds nothing, and has no change feed. */
  PURGER,
  /** Reads tickets, their history and the check cycles, and follows changes. */
  READER,
  /**
   * Reads every table: what a {@link #READER} reads, the observation ids, the absorbed tickets and
   * the state of the schema. That is enough to be the source of a {@link StoreCopy}, and for a dry
   * run of a purge.
   */
  AUDITOR;

  /**
   * The {@code GRANT} statements that give a role of PostgreSQL what this use needs, without a
   * semicolon. The owner of the tables runs them, after a migration. They give no privilege on the
   * database itself: by default every role may connect.
   *
   * @param schema where the tables are, such as {@code public}
   * @param role as PostgreSQL has it, unquoted
   * @throws InvalidInputException if a name is blank or longer than 63 bytes, or the role is {@code
   *     public}, which means every role
   */
  public List<String> grants(String schema, String role) {
    return RoleGrants.of(this, schema, role);
  }
}
