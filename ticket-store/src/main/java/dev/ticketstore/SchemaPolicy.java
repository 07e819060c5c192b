package dev.ticketstore;

/** How opening a store treats the schema. */
public enum SchemaPolicy {
  /** Apply what is missing. The default. */
  UPDATE,
  /**
   * Refuse a database that is older, newer or not as released; change neither schema nor journal
   * mode.
   */
  VALIDATE,
  /** Do not look, and change neither. Saves time where a deployment has migrated already. */
  NONE
}
