package dev.ticketstore.jooq.types;

/** An enum constant that the database and JSON know by a lower-case name. */
public interface StoredName {

  /** The name in the database, in JSON and on the command line, such as {@code open}. */
  String storedName();
}
