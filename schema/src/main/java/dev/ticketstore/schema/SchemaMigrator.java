package dev.ticketstore.schema;

import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.internal.LiquibaseSession;
import dev.ticketstore.schema.internal.LockTimeouts;
import dev.ticketstore.schema.internal.Migration;
import dev.ticketstore.schema.internal.NetworkTimeout;
import dev.ticketstore.schema.internal.SchemaErrors;
import dev.ticketstore.schema.internal.SchemaWait;
import dev.ticketstore.schema.internal.UrlConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Migrates a SQLite or PostgreSQL database to the schema of this library, and reports its status.
 * It must not print, or send anything anywhere: Liquibase's log goes to SLF4J.
 *
 * <p>Threads and processes may migrate one database at the same time: the first applies the
 * changes, the others wait and apply none. A new database gets all changes in one transaction, one
 * in use each in a transaction of its own, so an error or a killed process leaves whole changes
 * behind, and the next {@link #update()} continues. A change outside a transaction, such as an
 * index that PostgreSQL creates concurrently on a large table, can be begun again. On a database
 * that is up to date {@link #update()} and {@link #validate()} are two queries, and Liquibase is
 * not started.
 *
 * <p>On PostgreSQL the tables are in the first schema of the search path that has a table {@code
 * tickets}, or else in the first that exists. Migrations make them there, and look nowhere else.
 *
 * <p>Each method opens one connection, with autocommit on, and closes it. Each throws {@link
 * SchemaException} with {@link Reason#FAILED} if the database rejects a statement, with {@link
 * Reason#UNSUPPORTED_DATABASE} if it is neither SQLite nor PostgreSQL, and all but {@link
 * #history()} and the two for locks with {@link Reason#UNRELEASED} if a build before the first
 * release made it. A method that starts Liquibase throws {@link Reason#MISSING_LIBRARY} if it is
 * not on the class path.
 */
public final class SchemaMigrator {

  /** The root changelog on the class path, for use with Liquibase itself. */
  public static final String CHANGELOG = LiquibaseSession.CHANGELOG;

  private final ConnectionSource connections;
  private final LockTimeouts timeouts;
  private final Consumer<String> applied;

  private SchemaMigrator(
      ConnectionSource connections, LockTimeouts timeouts, Consumer<String> applied) {
    this.connections = connections;
    this.timeouts = timeouts;
    this.applied = applied;
  }

  private static SchemaMigrator of(ConnectionSource connections) {
    return new SchemaMigrator(connections, LockTimeouts.DEFAULT, change -> {});
  }

  /** A migrator for the database of {@code dataSource}. Does not connect yet. */
  public static SchemaMigrator of(DataSource dataSource) {
    return of((ConnectionSource) timeout -> dataSource.getConnection());
  }

  /**
   * A migrator for the database at a JDBC URL. Does not connect yet. A SQLite file that is not
   * there is made when the migrator connects; only its owner can read and write it.
   */
  public static SchemaMigrator of(String url) {
    return of(url, null, null);
  }

  /**
   * The same for a role whose name and password are not in the URL.
   *
   * @param user null for that of the URL, or else of the driver
   * @param password null for that of the URL, or else of the driver
   */
  public static SchemaMigrator of(String url, @Nullable String user, @Nullable String password) {
    return of((ConnectionSource) UrlConnections.of(url, user, password)::open);
  }

  /**
   * The same migrator with another limit to the time that it waits for other migrations and for the
   * locks of tables, in all tries. Default: 5 minutes.
   */
  public SchemaMigrator withLockTimeout(Duration timeout) {
    return new SchemaMigrator(connections, timeouts.withTotal(timeout), applied);
  }

  /**
   * The same migrator with another limit to the time that it waits for the lock of a table on
   * PostgreSQL before it lets the writers of the table go ahead and tries again. No writer waits
   * longer for a waiting migration. Default: 2 seconds.
   */
  public SchemaMigrator withTableLockTimeout(Duration timeout) {
    return new SchemaMigrator(connections, timeouts.withTable(timeout), applied);
  }

  /**
   * The same migrator with another limit to the time that PostgreSQL may be silent when it is asked
   * for a connection by URL, or only for what is there, as {@link #status()}, {@link #validate()}
   * and the beginning of {@link #update()} do. Changes take as long as they take. What the URL or
   * the data source sets wins. Default: 10 seconds.
   */
  public SchemaMigrator withTimeout(Duration timeout) {
    return new SchemaMigrator(connections, timeouts.withSilence(timeout), applied);
  }

  /**
   * The same migrator with a consumer, which {@link #update()} and {@link #dryRun()} call with the
   * name of each change that they have applied, before the commit. The consumer runs on the thread
   * that migrates; an exception from it ends the migration.
   */
  public SchemaMigrator withProgress(Consumer<String> change) {
    return new SchemaMigrator(connections, timeouts, change);
  }

  /**
   * Compares the database with this library, in two queries.
   *
   * @throws SchemaException {@link Reason#UNRELEASED}
   */
  public SchemaStatus status() {
    return look(Migration::status);
  }

  /**
   * Checks that the database has exactly the changes of this library, each with its checksum.
   * Changes nothing.
   *
   * @throws SchemaException {@link Reason#OUTDATED}, {@link Reason#HALF_MIGRATED}, {@link
   *     Reason#NEWER}, {@link Reason#UNRELEASED}, {@link Reason#INVALID} or {@link Reason#FOREIGN}
   */
  public void validate() {
    look(Migration::validate);
  }

  /**
   * Applies the pending changes. A no-op if none is pending.
   *
   * @return the changes that this call applied, in order; empty if the database was up to date
   * @throws SchemaException with nothing changed: {@link Reason#NEWER}, {@link Reason#UNRELEASED},
   *     {@link Reason#INVALID} if an applied change was edited, {@link Reason#FOREIGN}; {@link
   *     Reason#LOCKED} if others kept the database or a table for longer than the timeout, {@link
   *     Reason#INTERRUPTED} and {@link Reason#FAILED}, whose message names the changes that were
   *     applied before
   */
  public List<String> update() {
    return withConnection(Migration::update);
  }

  /**
   * Applies the pending changes within the caller's transaction, which must keep other migrations
   * out. The caller commits.
   *
   * @param connection in an open transaction, on SQLite an immediate one
   * @return the changes that this call applied, in order
   * @throws SchemaException as {@link #update()} does; the caller must then roll back
   */
  public static List<String> updateWithin(Connection connection) throws SQLException {
    return new Migration(connection, LockTimeouts.DEFAULT, change -> {}).applyPending();
  }

  /**
   * The statements of an {@link #update()}, as Liquibase prints them. Changes nothing.
   *
   * @throws SchemaException as {@link #update()} does
   */
  public String updateSql() {
    return withConnection(Migration::updateSql);
  }

  /**
   * Tries an {@link #update()} on the present data, compares the schema with the changelog's, and
   * keeps nothing. On SQLite it works on a copy in the folder for temporary files. On PostgreSQL it
   * works in a transaction that it rolls back; other migrations wait for it, and so do writers of
   * the tables that change.
   *
   * @return the changes that an update applies, in order
   * @throws SchemaException as {@link #update()} does, or {@link Reason#INVALID} if the schema then
   *     differs from the changelog's
   */
  public List<String> dryRun() {
    return withConnection(Migration::dryRun);
  }

  /** The changes of this library that have run, in the order of execution. */
  public List<AppliedChange> history() {
    return look(Migration::history);
  }

  /**
   * Gives the newest applied change a name, to which {@link #rollback} can return. The name
   * replaces an earlier one of that change.
   *
   * @throws SchemaException {@link Reason#OUTDATED} if nothing has been applied yet, {@link
   *     Reason#LOCKED}
   */
  public void tag(String name) {
    withConnection(migration -> migration.tag(name));
  }

  /**
   * Undoes the changes after a point, newest first. The content of dropped columns and tables is
   * lost.
   *
   * @return the changes that this call undid, newest first
   * @throws SchemaException with nothing changed: {@link Reason#UNKNOWN_TAG}, {@link
   *     Reason#UNKNOWN_CHANGE} if the history has no such point, {@link Reason#NEWER}, {@link
   *     Reason#LOCKED}
   */
  public List<String> rollback(RollbackPoint point) {
    return withConnection(migration -> migration.rollback(point));
  }

  /** A {@link #rollback(RollbackPoint)} to a tag. */
  public List<String> rollback(String tag) {
    return withConnection(migration -> migration.rollback(tag));
  }

  /**
   * The statements of a {@link #rollback}, as Liquibase prints them. Changes nothing.
   *
   * @throws SchemaException as {@link #rollback} does
   */
  public String rollbackSql(RollbackPoint point) {
    return withConnection(migration -> migration.rollbackSql(point));
  }

  /** The statements of a rollback to a tag, see {@link #rollbackSql(RollbackPoint)}. */
  public String rollbackSql(String tag) {
    return rollbackSql(new RollbackPoint.Tag(tag));
  }

  /**
   * Corrects the checksums of changes that were edited after they had been applied, if the schema
   * is as this library means it. Changes nothing else: the result shows which, and how the schema
   * differs if it does. Extra objects of others do not matter.
   *
   * @throws SchemaException with nothing changed: {@link Reason#NEWER}, {@link Reason#LOCKED}
   */
  public SchemaRepair repair() {
    return withConnection(Migration::repair);
  }

  /**
   * What a {@link #repair()} would find and correct. Tries pending changes on the present data, in
   * a transaction that it rolls back.
   *
   * @throws SchemaException as {@link #repair()} does
   */
  public SchemaRepair repairDryRun() {
    return withConnection(Migration::repairDryRun);
  }

  /**
   * Records the pending changes as applied without running them, if the schema is as they mean: for
   * a database whose schema was made with the statements of {@link #updateSql()}. Extra objects of
   * others do not matter.
   *
   * @throws SchemaException with nothing changed: {@link Reason#OUTDATED} if there is no table
   *     {@code tickets}, {@link Reason#NEWER}, {@link Reason#INVALID}, {@link Reason#LOCKED}
   */
  public SchemaBaseline baseline() {
    return withConnection(Migration::baseline);
  }

  /**
   * Waits until the database has the changes of this library. Only reads. It asks again while the
   * database lacks changes, is locked, or cannot be read yet: at first after at most 50
   * milliseconds, later after at most a second. A server that is silent does not keep it longer
   * than a moment after the timeout.
   *
   * @param waiting is told why each failed attempt failed
   * @throws SchemaException as {@link #validate()} does, at once for what waiting does not mend,
   *     and otherwise after the timeout; also if the thread is interrupted
   */
  public void awaitUpToDate(Duration timeout, Consumer<SchemaException> waiting) {
    new SchemaWait(timeout, waiting).until(this::validateWithin);
  }

  private void validateWithin(Duration left) {
    Duration silence = timeouts.silence().compareTo(left) < 0 ? timeouts.silence() : left;
    withTimeout(silence)
        .look(
            migration -> NetworkTimeout.atMost(migration.connection(), left, migration::validate));
  }

  /** The locks that keep migrations out, as far as the database knows them. */
  public List<SchemaLock> listLocks() {
    return look(Migration::listLocks);
  }

  /**
   * Removes the locks that killed runs of Liquibase itself left behind. This library leaves none.
   *
   * @return the locks that this call removed
   * @throws SchemaException {@link Reason#LOCKED}, with nothing changed, if a holder is alive as
   *     far as the database knows
   */
  public List<SchemaLock> releaseLocks() {
    return withConnection(Migration::releaseLocks);
  }

  /**
   * Compares the live schema with the one that the changelog makes in an empty database. Only
   * reads, without Liquibase. An extra table is one difference, whatever is in it.
   *
   * @return the differences; empty if there is none
   * @throws SchemaException as {@link #validate()} does, but for checksums: only a database that
   *     has the changes of this library can be compared
   */
  public List<SchemaDifference> drift() {
    return withConnection(Migration::drift);
  }

  private <T> T look(Work<T> work) {
    return withConnection(migration -> migration.look(() -> work.with(migration)));
  }

  private <T> T withConnection(Work<T> work) {
    try (Connection connection = connections.open(timeouts.silence())) {
      return work.with(new Migration(connection, timeouts, applied));
    } catch (SQLException e) {
      throw SchemaErrors.of(e);
    }
  }

  private interface ConnectionSource {
    Connection open(Duration timeout) throws SQLException;
  }

  private interface Work<T> {
    T with(Migration migration) throws SQLException;
  }
}
