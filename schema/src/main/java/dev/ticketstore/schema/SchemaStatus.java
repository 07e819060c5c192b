package dev.ticketstore.schema;

import java.util.List;

/**
 * What a database has of the changes that this library knows.
 *
 * <p>A change is named as Liquibase names it, {@code path::id::author}.
 *
 * @param applied changes that are in the database and in this library, in the order of their
 *     execution
 * @param pending changes that this library has and the database lacks, in the order in which {@link
 *     SchemaMigrator#update()} would apply them
 * @param unknown changes that are in the database and that this library does not know: a newer
 *     library made them
 * @param changed applied changes that were not as they are in this library when they were run
 * @param halfMigrated whether changes are missing before others that are there, which an update of
 *     this library, being one transaction, does not leave
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
