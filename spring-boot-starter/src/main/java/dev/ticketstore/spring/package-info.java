/**
 * A {@link dev.ticketstore.TicketStore} as a bean of Spring Boot 3.5 and 4.0.
 *
 * <p>The properties begin with {@code ticket-store}; {@link
 * dev.ticketstore.spring.TicketTransactions} runs operations within the transaction of a
 * {@code @Transactional} method.
 */
@NullMarked
package dev.ticketstore.spring;

import org.jspecify.annotations.NullMarked;
