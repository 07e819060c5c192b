package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.AppliedChange;
import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaLock;
import dev.ticketstore.schema.SchemaStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a migrator does on one connection. The methods are those of {@code SchemaMigrator}.
 *
 * @param connection with autocommit on
 * @param timeout how long to wait for another migration
 * @param applied is told of each change that has been applied
 */
public record Migration(Connection connection, Duration timeout, Consumer<String> applied) {

  /** How far the database is. */
  public SchemaStatus status() throws SQLException {
    return ChangeLogTable.status(connection, history());
  }

  private SchemaStatus statusWithin() throws SQLException {
    return ChangeLogTable.status(connection, ChangeLogTable.readWithin(connection));
  }

  /** What has run. */
  public List<AppliedChange> history() throws SQLException {
    return ChangeLogTable.read(connection);
  }

  /** Refuses what is not up to date. */
  public SchemaStatus validate() throws SQLException {
    SchemaStatus status = status();
    if (!status.isUpToDate()) {
      refuseUnmigratable(status);
      throw outdated(status);
    }
    return status;
  }

  /** Applies what is pending, in one transaction as far as one can hold it. */
  public List<String> update() throws SQLException {
    List<String> done = new ArrayList<>();
    for (SchemaStatus status = status(); !status.isUpToDate(); status = status()) {
      LiquibaseLibrary.require();
      done.addAll(
          isAloneNext(status)
              ? MigrationLock.hold(this, this::applyAlone)
              : MigrationTransaction.commit(this, this::applyTogether));
    }
    return done;
  }

  private List<String> applyTogether() throws SQLException {
    SchemaStatus status = migratableStatus();
    List<String> next = status.pending().subList(0, together(status));
    apply(next);
    return next;
  }

  /** Nothing, if another process has been faster. */
  private List<String> applyAlone() throws SQLException {
    SchemaStatus status = migratableStatus();
    if (!isAloneNext(status)) {
      return List.of();
    }
    LiquibaseSession.runWithoutTransaction(connection, session -> session.update(1, applied));
    return status.pending().subList(0, 1);
  }

  private boolean isAloneNext(SchemaStatus status) throws SQLException {
    return !status.pending().isEmpty() && together(status) == 0;
  }

  /**
   * How many of the pending changes the next transaction holds. A new database has nobody who would
   * wait, and gets all in one.
   */
  private int together(SchemaStatus status) throws SQLException {
    return status.applied().isEmpty()
        ? status.pending().size()
        : ReleasedChanges.countBeforeAlone(DatabaseProduct.of(connection), status.pending());
  }

  /** Says what would be run. */
  public String updateSql() throws SQLException {
    LiquibaseLibrary.require();
    return MigrationTransaction.rollback(
        this,
        () -> {
          migratableStatus();
          return LiquibaseSession.run(connection, LiquibaseSession::updateSql);
        });
  }

  /** Proves that an update would succeed. */
  public List<String> dryRun() throws SQLException {
    return DatabaseProduct.of(connection) == DatabaseProduct.SQLITE
        ? SqliteCopy.use(
            connection, copy -> new Migration(copy, timeout, applied).updateAndCompare())
        : MigrationTransaction.rollback(this, this::updateAndCompare);
  }

  private List<String> updateAndCompare() throws SQLException {
    List<String> applied = applyPending();
    List<SchemaDifference> differences = DriftDetector.of(connection);
    if (!differences.isEmpty()) {
      throw new SchemaException(
          Reason.INVALID,
          "The update would leave "
              + differences.size()
              + " difference(s), first "
              + differences.get(0)
              + ".");
    }
    return applied;
  }

  /** Applies all that is pending, within one transaction. */
  public List<String> applyPending() throws SQLException {
    DatabaseProduct.of(connection).insistOnOneTransaction(connection);
    List<String> pending = migratableStatus().pending();
    apply(pending);
    return pending;
  }

  private void apply(List<String> changes) {
    if (!changes.isEmpty()) {
      LiquibaseLibrary.require();
      LiquibaseSession.run(connection, session -> session.update(changes.size(), applied));
    }
  }

  private SchemaStatus migratableStatus() throws SQLException {
    SchemaStatus status = statusWithin();
    refuseUnmigratable(status);
    return status;
  }

  /** Marks the newest change. */
  public String tag(String name) throws SQLException {
    return MigrationTransaction.commit(
        this,
        () -> {
          SchemaStatus status = statusWithin();
          if (status.applied().isEmpty()) {
            throw outdated(status);
          }
          ChangeLogTable.tagNewest(connection, name);
          return name;
        });
  }

  /** Undoes what came after a tag. */
  public List<String> rollback(String tag) throws SQLException {
    LiquibaseLibrary.require();
    return MigrationTransaction.commit(
        this,
        () -> {
          List<String> undone = after(tag);
          LiquibaseSession.run(connection, session -> session.rollback(undone.size()));
          return undone;
        });
  }

  /** Says how it would be undone. */
  public String rollbackSql(String tag) throws SQLException {
    LiquibaseLibrary.require();
    return MigrationTransaction.rollback(
        this,
        () -> {
          int undone = after(tag).size();
          return LiquibaseSession.run(connection, session -> session.rollbackSql(undone));
        });
  }

  /** The changes that came after a tag, newest first. */
  private List<String> after(String tag) throws SQLException {
    List<AppliedChange> history = new ArrayList<>(ChangeLogTable.readWithin(connection));
    refuseNewer(ChangeLogTable.status(connection, history));
    Collections.reverse(history);
    List<String> after = new ArrayList<>();
    for (AppliedChange change : history) {
      if (tag.equals(change.tag())) {
        return after;
      }
      after.add(change.name());
    }
    throw new SchemaException(
        Reason.UNKNOWN_TAG,
        "No change has the tag '"
            + tag
            + "': `tickets schema history` shows those that there are.");
  }

  /** Who keeps others out. */
  public List<SchemaLock> listLocks() throws SQLException {
    return Locks.list(connection);
  }

  /** Removes what a killed Liquibase left. */
  public List<SchemaLock> releaseLocks() throws SQLException {
    return Locks.release(connection);
  }

  /** Compares the schema with what is meant. */
  public List<SchemaDifference> drift() throws SQLException {
    LiquibaseLibrary.require();
    validate();
    Sql.execute(connection, "begin");
    try {
      return DriftDetector.of(connection);
    } finally {
      Sql.execute(connection, "rollback");
    }
  }

  private void refuseUnmigratable(SchemaStatus status) throws SQLException {
    refuseNewer(status);
    if (!status.changed().isEmpty()) {
      throw new SchemaException(
          Reason.INVALID,
          status.changed().size()
              + " change(s) were not as in this version when they were applied, first "
              + status.changed().get(0)
              + ": `tickets schema drift` shows what differs.");
    }
    if (status.applied().isEmpty()
        && DatabaseProduct.of(connection).hasTable(connection, "tickets")) {
      throw new SchemaException(
          Reason.FOREIGN,
          "The database has a table `tickets` that this library did not make: if the Python program wrote it, run"
              + " `tickets schema adopt`; else choose another database.");
    }
  }

  private static void refuseNewer(SchemaStatus status) {
    if (!status.unknown().isEmpty()) {
      throw new SchemaException(
          Reason.NEWER,
          "The database has "
              + status.unknown().size()
              + " change(s) that this version does not know, first "
              + status.unknown().get(0)
              + ": use a version at least as new as the one that made them (`tickets --version`).");
    }
  }

  /** Changes are applied in order and all at once, so that a gap was left by something else. */
  private static SchemaException outdated(SchemaStatus status) {
    String counted =
        "The database lacks "
            + status.pending().size()
            + " change(s) of this version, first "
            + status.pending().get(0);
    return status.halfMigrated()
        ? new SchemaException(
            Reason.HALF_MIGRATED,
            counted + ", before others that it has: finish it with `tickets schema update`.")
        : new SchemaException(Reason.OUTDATED, counted + ": run `tickets schema update`.");
  }
}
