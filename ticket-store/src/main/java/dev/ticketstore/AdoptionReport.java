package dev.ticketstore;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Adoption#adopt} did.
 *
 * @param backup where the database is as it was; null if it had been adopted before, and nothing
 *     was done
 * @param absorbed how many tickets others of the same key took over
 * @param tickets how many there are now
 * @param unresolved how many of them are not resolved
 * @param occurrences of all tickets together
 */
public record AdoptionReport(
    @Nullable Path backup, long absorbed, long tickets, long unresolved, long occurrences) {}
