/**
 * The schema of the ticket store as Liquibase changelogs, and the migrator that applies them.
 *
 * <p>The root changelog is the class path resource {@code dev/ticketstore/schema/changelog.xml};
 * any Liquibase can run it.
 */
@NullMarked
package dev.ticketstore.schema;

import org.jspecify.annotations.NullMarked;
