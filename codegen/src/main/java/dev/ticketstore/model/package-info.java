/** The domain's enums, shared by generated tables and the store. */
@NullMarked
package dev.ticketstore.model;

import org.jspecify.annotations.NullMarked;
