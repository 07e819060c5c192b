package dev.ticketstore.schema.internal;

/**
 * An object of a live schema.
 *
 * @param name its kind and name, such as {@code column tickets.status}
 * @param table the table or view that it is a part of; empty for an object of its own
 * @param definition of it, which is equal on all versions of a database system
 */
record SchemaObject(String name, String table, String definition) {}
