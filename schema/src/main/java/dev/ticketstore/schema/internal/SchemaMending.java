package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.AppliedChange;
import dev.ticketstore.schema.SchemaBaseline;
import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaRepair;
import dev.ticketstore.schema.SchemaStatus;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Corrects what a database says of its changes. It must not change the schema, and must correct
 * nothing where the schema is not as the changes mean.
 */
final class SchemaMending {

  private SchemaMending() {}

  /** Corrects the checksums of edited changes, if the schema is as meant. */
  static SchemaRepair repair(Migration migration) throws SQLException {
    SchemaRepair repair = repairDryRun(migration);
    if (repair.differences().isEmpty() && !repair.edited().isEmpty()) {
      MigrationTransaction.commit(
          migration.connection(), migration.timeouts(), () -> correctEdited(migration));
    }
    return repair;
  }

  /** Tries it, and compares the schema once all changes are applied. */
  static SchemaRepair repairDryRun(Migration migration) throws SQLException {
    Refusals.refuseAnyNewer(migration.status());
    return MigrationTransaction.rollback(
        migration.connection(),
        migration.timeouts(),
        () -> {
          List<SchemaRepair.Edited> edited = correctEdited(migration);
          if (edited.isEmpty()) {
            return new SchemaRepair(edited, List.of());
          }
          migration.applyPending();
          return new SchemaRepair(edited, needed(migration));
        });
  }

  private static List<SchemaRepair.Edited> correctEdited(Migration migration) throws SQLException {
    List<AppliedChange> history = migration.history();
    SchemaStatus status =
        ChangeLogTable.status(migration.connection(), migration.changelog(), history);
    Refusals.refuseAnyNewer(status);
    Map<String, String> released =
        ReleasedChanges.of(migration.changelog(), DatabaseProduct.of(migration.connection()));
    List<SchemaRepair.Edited> edited =
        history.stream()
            .filter(change -> status.changed().contains(change.name()))
            .map(
                change ->
                    new SchemaRepair.Edited(
                        change.name(),
                        String.valueOf(change.checksum()),
                        String.valueOf(released.get(change.name()))))
            .toList();
    for (SchemaRepair.Edited each : edited) {
      ChangeLogTable.setChecksum(migration.connection(), each);
    }
    return edited;
  }

  /** Records the pending changes as applied, if the schema is as they mean. */
  static SchemaBaseline baseline(Migration migration) throws SQLException {
    Refusals.refuseDifferent(migration.status());
    LiquibaseLibrary.require();
    return MigrationTransaction.commit(
        migration.connection(), migration.timeouts(), () -> record(migration));
  }

  private static SchemaBaseline record(Migration migration) throws SQLException {
    SchemaStatus status = migration.status();
    Refusals.refuseDifferent(status);
    if (StoreSchema.find(migration.connection(), "tickets") == null) {
      throw Refusals.outdated(status);
    }
    if (status.pending().isEmpty()) {
      return new SchemaBaseline(List.of(), List.of());
    }
    List<SchemaDifference> differences = needed(migration);
    if (!differences.isEmpty()) {
      return new SchemaBaseline(List.of(), differences);
    }
    LiquibaseSession.run(migration.connection(), migration.changelog(), LiquibaseSession::record);
    return new SchemaBaseline(status.pending(), differences);
  }

  /** The differences that the store cannot do with. */
  private static List<SchemaDifference> needed(Migration migration) throws SQLException {
    return DriftDetector.of(migration.connection(), migration.changelog()).stream()
        .filter(difference -> !difference.isAcceptable())
        .toList();
  }
}
