package dev.ticketstore.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of this library that has run on a database.
 *
 * @param name Liquibase's name, {@code path::id::author}
 * @param checksum of the change as it ran, or null if Liquibase's checksums were cleared
 * @param executedAt time at which it ran, by the database's clock; or null if it is unreadable.
 *     Liquibase itself writes it in the time zone of its process, which is taken for UTC
 * @param tag that was set after it, or null if there is none
 * @param compatible whether versions from before it work beside it, as its label {@code expand}
 *     says
 */
public record AppliedChange(
    String name,
    @Nullable String checksum,
    @Nullable Instant executedAt,
    @Nullable String tag,
    boolean compatible) {}
