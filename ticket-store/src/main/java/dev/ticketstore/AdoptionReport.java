package dev.ticketstore;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Adoption#adopt} did, or would do.
 *
 * @param adopted false if the file had been adopted before, and nothing was done
 * @param backup where the database is as it was; null if nothing was done, and after a dry run
 * @param absorbed how many tickets others of the same key took over
 * @param tickets how many there are now
 * @param unresolved how many of them are not resolved
 * @param occurrences of all tickets together
 */
public record AdoptionReport(
    boolean adopted,
    @Nullable Path backup,
    long absorbed,
    long tickets,
    long unresolved,
    long occurrences) {}
