package dev.ticketstore.schema;

import org.jspecify.annotations.Nullable;

/**
 * A change that has run.
 *
 * @param name as Liquibase names it, {@code path::id::author}
 * @param checksum of the change as it was run; null if Liquibase was told to forget it
 * @param executedAt when it was run, as Liquibase wrote it: by the clock and in the time zone of
 *     the process that ran it
 * @param tag that was set after it; null for none
 */
public record AppliedChange(
    String name, @Nullable String checksum, String executedAt, @Nullable String tag) {}
