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
 *     applied them, and this one must not run
 * @param compatible changes of a newer version too, beside which this version works: they only add,
 *     as their label {@code expand} says. An old and a new version can so run at the same time
 * @param changed applied changes whose checksum is not that of this library
 * @param halfMigrated whether the database lacks changes before others that it has; an update of
 *     this library leaves no such gap
 */
public record SchemaStatus(
    List<String> applied,
    List<String> pending,
    List<String> unknown,
    List<String> compatible,
    List<String> changed,
    boolean halfMigrated) {

  /** Copies the lists. */
  public SchemaStatus {
    applied = List.copyOf(applied);
    pending = List.copyOf(pending);
    unknown = List.copyOf(unknown);
    compatible = List.copyOf(compatible);
    changed = List.copyOf(changed);
  }

  /** Whether the database has the changes of this library, and none that it cannot work beside. */
  public boolean isUpToDate() {
    return pending.isEmpty() && unknown.isEmpty() && changed.isEmpty();
  }
}
