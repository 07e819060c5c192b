package dev.ticketstore;

/** How opening a store treats the schema. */
public enum SchemaPolicy {
  /** Apply what is missing. The default. */
  UPDATE,
  /** Refuse a database that is older, newer or not as released; change nothing. */
  VALIDATE,
  /** Do not look. Saves time where a deployment has migrated already. */
  NONE
}
