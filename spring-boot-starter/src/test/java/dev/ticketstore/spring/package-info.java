/** Tests of the starter, which run on Spring Boot 3.5 and on 4.0. */
@NullMarked
package dev.ticketstore.spring;

import org.jspecify.annotations.NullMarked;
