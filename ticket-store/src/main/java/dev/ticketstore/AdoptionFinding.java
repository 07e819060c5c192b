package dev.ticketstore;

/**
 * One thing that a dry run of {@link Adoption} finds in a file of the Python program.
 *
 * @param action what an adoption does about it
 * @param subject a row, such as {@code ticket 3}, or another object, such as {@code view `open`}
 * @param reason for a row with the column, and the value as a literal of SQL
 */
public record AdoptionFinding(Action action, String subject, String reason) {

  /** What an adoption does. */
  public enum Action {
    /** It writes other values for the same things, such as instants with their zone. */
    CHANGE,
    /** It adds the row to an older unresolved one of the same key. */
    MERGE,
    /** It rejects the file. */
    REFUSE
  }
}
