/**
 * The tests that every database must pass, for any database of SQLite or of PostgreSQL's protocol.
 *
 * <p>A {@link dev.ticketstore.contract.DatabaseServerProvider} gives out the databases, and a
 * subclass of {@link dev.ticketstore.contract.ContractSuite} runs all tests on each of them.
 */
@NullMarked
package dev.ticketstore.contract;

import org.jspecify.annotations.NullMarked;
