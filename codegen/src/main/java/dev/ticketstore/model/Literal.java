package dev.ticketstore.model;

/** An enum constant that the database and JSON know by a lower-case name. */
public interface Literal {

  /** The name in the database, in JSON and on the command line, such as {@code open}. */
  String literal();
}
