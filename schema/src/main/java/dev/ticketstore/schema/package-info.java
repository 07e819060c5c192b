/**
 * The schema of the ticket store as a Liquibase changelog, and the migrator that applies it.
 *
 * <p>The root changelog is the class path resource {@code dev/ticketstore/schema/changelog.xml}.
 * Liquibase itself can run it too.
 */
@NullMarked
package dev.ticketstore.schema;

import org.jspecify.annotations.NullMarked;
