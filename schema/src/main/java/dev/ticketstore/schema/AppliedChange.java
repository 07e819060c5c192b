package dev.ticketstore.schema;

import org.jspecify.annotations.Nullable;

/**
 * A change of this library that has run on a database.
 *
 * @param name Liquibase's name, {@code path::id::author}
 * @param checksum of the change as it ran, or null if Liquibase's checksums were cleared
 * @param executedAt time at which it ran, as Liquibase wrote it: by the clock and in the time zone
 *     of that process
 * @param tag that was set after it, or null if there is none
 * @param compatible whether versions from before it work beside it, as its label {@code expand}
 *     says
 */
public record AppliedChange(
    String name,
    @Nullable String checksum,
    String executedAt,
    @Nullable String tag,
    boolean compatible) {}
