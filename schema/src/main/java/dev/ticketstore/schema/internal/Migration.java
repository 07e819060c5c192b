package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.AppliedChange;
import dev.ticketstore.schema.RollbackPoint;
import dev.ticketstore.schema.SchemaBaseline;
import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaLock;
import dev.ticketstore.schema.SchemaRepair;
import dev.ticketstore.schema.SchemaStatus;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The work of {@code SchemaMigrator} on one connection, which it must not close.
 *
 * @param connection with autocommit on
 * @param timeouts how long to wait for locks
 * @param applied called with the name of each change that has been applied
 * @param changelog the changes to work with
 */
public record Migration(
    Connection connection, LockTimeouts timeouts, Consumer<String> applied, Changelog changelog) {

  /** The work with the changes of this library. */
  public Migration(Connection connection, LockTimeouts timeouts, Consumer<String> applied) {
    this(connection, timeouts, applied, Changelog.LIBRARY);
  }

  /** Does work that a server answers at once, if it answers. */
  public <T> T look(NetworkTimeout.Work<T> work) throws SQLException {
    return NetworkTimeout.orElse(connection, timeouts.silence(), work);
  }

  /** The applied and the pending changes. */
  public SchemaStatus status() throws SQLException {
    return ChangeLogTable.status(connection, changelog, history());
  }

  /** The changes that have run. */
  public List<AppliedChange> history() throws SQLException {
    return ChangeLogTable.read(connection);
  }

  /** Checks that the database is up to date. */
  public SchemaStatus validate() throws SQLException {
    SchemaStatus status = status();
    if (!status.isUpToDate()) {
      refuseUnmigratable(status);
      throw Refusals.outdated(status);
    }
    return status;
  }

  /**
   * Applies the pending changes: to a new database in one transaction, to one in use each in its
   * own, so that no lock of a table is held for longer than its change. One that cannot run in any
   * runs outside.
   */
  public List<String> update() throws SQLException {
    List<String> done = new ArrayList<>();
    try {
      for (SchemaStatus status = look(this::status);
          !status.isUpToDate();
          status = look(this::status)) {
        // Also said to a role that may not migrate.
        Refusals.refuseDifferent(status);
        LiquibaseLibrary.require();
        done.addAll(
            isOutsideTransactionNext(status)
                ? MigrationLock.hold(
                    connection,
                    timeouts,
                    () -> StoreSchema.outsideTransaction(connection, this::applyOutsideTransaction))
                : MigrationTransaction.commit(connection, timeouts, this::applyInTransaction));
      }
    } catch (SchemaException e) {
      throw done.isEmpty() ? e : after(done, e);
    }
    return done;
  }

  private static SchemaException after(List<String> done, SchemaException e) {
    return new SchemaException(
        e.reason(),
        e.getMessage()
            + " Before it "
            + done.size()
            + " change(s) were applied, last "
            + done.get(done.size() - 1)
            + ": the next update continues.",
        e);
  }

  private List<String> applyInTransaction() throws SQLException {
    SchemaStatus status = migratableStatus();
    if (isOutsideTransactionNext(status)) {
      return List.of();
    }
    List<String> next =
        isNew(status) ? status.pending() : status.pending().stream().limit(1).toList();
    apply(next);
    return next;
  }

  /** Applies nothing if another process has been faster. */
  private List<String> applyOutsideTransaction() throws SQLException {
    SchemaStatus status = migratableStatus();
    if (!isOutsideTransactionNext(status)) {
      return List.of();
    }
    LiquibaseSession.runWithoutTransaction(
        connection, changelog, session -> session.update(1, applied));
    return status.pending().subList(0, 1);
  }

  /** No writer waits for a new database. */
  private static boolean isNew(SchemaStatus status) {
    return status.applied().isEmpty();
  }

  private boolean isOutsideTransactionNext(SchemaStatus status) throws SQLException {
    return !isNew(status)
        && !status.pending().isEmpty()
        && ReleasedChanges.isOutsideTransaction(
            changelog, DatabaseProduct.of(connection), status.pending().get(0));
  }

  /** The statements of an update. */
  public String updateSql() throws SQLException {
    LiquibaseLibrary.require();
    return MigrationTransaction.rollback(
        connection,
        timeouts,
        () -> {
          int pending = migratableStatus().pending().size();
          StringWriter sql = new StringWriter();
          LiquibaseSession.run(connection, changelog, session -> session.updateSql(pending, sql));
          return sql.toString();
        });
  }

  /** Updates, compares the schema, and undoes both. */
  public List<String> dryRun() throws SQLException {
    return DatabaseProduct.of(connection) == DatabaseProduct.SQLITE
        ? SqliteCopy.use(
            connection,
            copy -> new Migration(copy, timeouts, applied, changelog).updateAndCompare())
        : MigrationTransaction.rollback(connection, timeouts, this::updateAndCompare);
  }

  private List<String> updateAndCompare() throws SQLException {
    List<String> applied = applyPending();
    List<SchemaDifference> differences = DriftDetector.of(connection, changelog);
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

  /** Applies the pending changes within the transaction that is open. */
  public List<String> applyPending() throws SQLException {
    DatabaseProduct.of(connection).insistOnOneTransaction(connection);
    return StoreSchema.within(
        connection,
        () -> {
          List<String> pending = migratableStatus().pending();
          apply(pending);
          return pending;
        });
  }

  private void apply(List<String> changes) {
    if (!changes.isEmpty()) {
      LiquibaseLibrary.require();
      LiquibaseSession.run(
          connection, changelog, session -> session.update(changes.size(), applied));
    }
  }

  private SchemaStatus migratableStatus() throws SQLException {
    SchemaStatus status = status();
    refuseUnmigratable(status);
    return status;
  }

  /** Gives the newest change a name. */
  public String tag(String name) throws SQLException {
    return MigrationTransaction.commit(
        connection,
        timeouts,
        () -> {
          SchemaStatus status = status();
          Refusals.refuseAnyNewer(status);
          if (status.applied().isEmpty()) {
            throw Refusals.outdated(status);
          }
          ChangeLogTable.tagNewest(connection, name);
          return name;
        });
  }

  /** Undoes the changes after a tag. */
  public List<String> rollback(String tag) throws SQLException {
    return rollback(new RollbackPoint.Tag(tag));
  }

  /** Undoes the changes after a point. */
  public List<String> rollback(RollbackPoint point) throws SQLException {
    LiquibaseLibrary.require();
    return MigrationTransaction.commit(
        connection,
        timeouts,
        () -> {
          List<String> undone = after(point);
          LiquibaseSession.run(connection, changelog, session -> session.rollback(undone.size()));
          return undone;
        });
  }

  /** The statements of a rollback. */
  public String rollbackSql(RollbackPoint point) throws SQLException {
    LiquibaseLibrary.require();
    return MigrationTransaction.rollback(
        connection,
        timeouts,
        () -> {
          int undone = after(point).size();
          StringWriter sql = new StringWriter();
          LiquibaseSession.run(connection, changelog, session -> session.rollbackSql(undone, sql));
          return sql.toString();
        });
  }

  /** The changes that came after a point, newest first. */
  private List<String> after(RollbackPoint point) throws SQLException {
    List<AppliedChange> history = history();
    Refusals.refuseAnyNewer(ChangeLogTable.status(connection, changelog, history));
    return RolledBack.after(point, history);
  }

  /** Corrects the checksums of edited changes, if the schema is as meant. */
  public SchemaRepair repair() throws SQLException {
    return SchemaMending.repair(this);
  }

  /** Finds edited changes, and how the schema differs once all changes are applied. */
  public SchemaRepair repairDryRun() throws SQLException {
    return SchemaMending.repairDryRun(this);
  }

  /** Records the pending changes as applied, if the schema is as they mean. */
  public SchemaBaseline baseline() throws SQLException {
    return SchemaMending.baseline(this);
  }

  /** The locks that keep migrations out. */
  public List<SchemaLock> listLocks() throws SQLException {
    return Locks.list(connection);
  }

  /** Removes the locks of killed runs of Liquibase. */
  public List<SchemaLock> releaseLocks() throws SQLException {
    return Locks.release(connection);
  }

  /** Compares the schema with the changelog's, also where checksums differ. */
  public List<SchemaDifference> drift() throws SQLException {
    SchemaStatus status = status();
    Refusals.refuseAnyNewer(status);
    if (!status.pending().isEmpty()) {
      Refusals.refuseForeign(connection, changelog, status);
      throw Refusals.outdated(status);
    }
    return MigrationTransaction.read(connection, () -> DriftDetector.of(connection, changelog));
  }

  private void refuseUnmigratable(SchemaStatus status) throws SQLException {
    Refusals.refuseDifferent(status);
    Refusals.refuseForeign(connection, changelog, status);
  }
}
