package dev.ticketstore.schema;

import java.util.List;

/**
 * The changes of a database, compared with those of this library.
 *
 * <p>A change has Liquibase's name, {@code path::id::author}.
 *
 * @param applied changes that the database has and this library knows, in the order of execution
 * @param pending changes that the database lacks, in the order in which {@link
 *     SchemaMigrator#update()} applies them
 * @param unknown changes that the database has and this library does not know: a newer version
 *     applied them
 * @param changed applied changes whose checksum is not that of this library
 * @param halfMigrated whether the database lacks changes before others that it has; an update of
 *     this library leaves no such gap
 */
public record SchemaStatus(
    List<String> applied,
    List<String> pending,
    List<String> unknown,
    List<String> changed,
    boolean halfMigrated) {

  /** Copies the lists. */
  public SchemaStatus {
    applied = List.copyOf(applied);
    pending = List.copyOf(pending);
    unknown = List.copyOf(unknown);
    changed = List.copyOf(changed);
  }

  /** Whether the database has exactly the changes of this library. */
  public boolean isUpToDate() {
    return pending.isEmpty() && unknown.isEmpty() && changed.isEmpty();
  }
}
