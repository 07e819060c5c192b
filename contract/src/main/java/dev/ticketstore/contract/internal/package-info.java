/** Helpers of the contract, which may change at any time. */
@NullMarked
package dev.ticketstore.contract.internal;

import org.jspecify.annotations.NullMarked;
