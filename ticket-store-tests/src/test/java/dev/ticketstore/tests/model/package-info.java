/** The store compared with a model of it. */
@NullMarked
package dev.ticketstore.tests.model;

import org.jspecify.annotations.NullMarked;
