package dev.ticketstore.schema;

import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.internal.DatabaseProduct;
import dev.ticketstore.schema.internal.LiquibaseSession;
import dev.ticketstore.schema.internal.Migration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Brings a SQLite or PostgreSQL database to the schema of this library, and says how far it is.
 *
 * <p>Several threads and processes may migrate one database at once: one does the work, the others
 * wait for it and find it done. Whatever changes the schema is one transaction, so that an error or
 * a killed process leaves nothing behind; only where tickets are written meanwhile on PostgreSQL,
 * {@link #update()} ends it to create an index concurrently, and what was done before stays. On a
 * database that is up to date {@link #update()} and {@link #validate()} are one query, and
 * Liquibase is not started.
 *
 * <p>Nothing is printed (Liquibase's log goes to SLF4J) and nothing is sent anywhere. Each method
 * takes one connection, with autocommit on, and closes it. Every method throws {@link
 * SchemaException} with {@link Reason#FAILED} if the database refuses, with {@link
 * Reason#UNSUPPORTED_DATABASE} if it is neither of the two, and with {@link Reason#MISSING_LIBRARY}
 * if Liquibase is to be started and is not on the class path.
 */
public final class SchemaMigrator {

  /** The class path resource with the root changelog, for use with Liquibase itself. */
  public static final String CHANGELOG = LiquibaseSession.CHANGELOG;

  private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(5);

  private final ConnectionSource connections;
  private final Duration lockTimeout;
  private final Consumer<String> applied;

  private SchemaMigrator(
      ConnectionSource connections, Duration lockTimeout, Consumer<String> applied) {
    this.connections = connections;
    this.lockTimeout = lockTimeout;
    this.applied = applied;
  }

  private static SchemaMigrator of(ConnectionSource connections) {
    return new SchemaMigrator(connections, LOCK_TIMEOUT, change -> {});
  }

  /** A migrator for the database behind {@code dataSource}. Does not connect yet. */
  public static SchemaMigrator of(DataSource dataSource) {
    return of((ConnectionSource) dataSource::getConnection);
  }

  /**
   * A migrator for the database that the JDBC driver manager finds at {@code url}. Does not connect
   * yet.
   */
  public static SchemaMigrator of(String url) {
    return of((ConnectionSource) () -> DriverManager.getConnection(url));
  }

  /**
   * The same migrator, which waits so long for another process that migrates. Default: 5 minutes.
   */
  public SchemaMigrator withLockTimeout(Duration timeout) {
    return new SchemaMigrator(connections, timeout, applied);
  }

  /**
   * The same migrator, which tells of each change that {@link #update()} or {@link #dryRun()} has
   * applied, before it is committed. The call is made on the thread that migrates; what it throws
   * ends the migration.
   */
  public SchemaMigrator withProgress(Consumer<String> change) {
    return new SchemaMigrator(connections, lockTimeout, change);
  }

  /** Compares the database with this library, in one query. */
  public SchemaStatus status() {
    return withConnection(Migration::status);
  }

  /**
   * Checks that the database has exactly the changes of this library, each as it was released.
   * Changes nothing.
   *
   * @throws SchemaException {@link Reason#OUTDATED}, {@link Reason#HALF_MIGRATED}, {@link
   *     Reason#NEWER}, {@link Reason#INVALID} or {@link Reason#FOREIGN}
   */
  public void validate() {
    withConnection(Migration::validate);
  }

  /**
   * Applies what is pending, and does nothing where nothing is.
   *
   * @return the changes that this call applied, in order; empty if the database was up to date
   * @throws SchemaException with nothing changed: {@link Reason#NEWER}, {@link Reason#INVALID} if
   *     an applied change was edited, {@link Reason#FOREIGN}, {@link Reason#LOCKED} if another
   *     process kept the database for longer than the timeout
   */
  public List<String> update() {
    return withConnection(Migration::update);
  }

  /**
   * Applies what is pending within a transaction of the caller's, to commit together with what else
   * is in it.
   *
   * @param connection in a transaction that keeps other migrations out: on SQLite an immediate one
   * @return the changes that this call applied, in order
   * @throws SchemaException as {@link #update()} does; the transaction must be rolled back then
   */
  public static List<String> updateWithin(Connection connection) throws SQLException {
    return new Migration(connection, LOCK_TIMEOUT, change -> {}).applyPending();
  }

  /**
   * The statements that {@link #update()} would run, as Liquibase prints them. Changes nothing.
   *
   * @throws SchemaException as {@link #update()} does
   */
  public String updateSql() {
    return withConnection(Migration::updateSql);
  }

  /**
   * Proves that {@link #update()} would succeed on the data that is there, and that the schema
   * would then be as meant: on SQLite on a copy in the folder for temporary files, on PostgreSQL in
   * a transaction that is rolled back and that keeps other migrations, and writers of the tables
   * that change, waiting meanwhile.
   *
   * @return the changes that would be applied, in order
   * @throws SchemaException as {@link #update()} would, or {@link Reason#INVALID} if the schema
   *     would not be as meant
   */
  public List<String> dryRun() {
    return withConnection(Migration::dryRun);
  }

  /** Our changes that have run, in the order of their execution. */
  public List<AppliedChange> history() {
    return withConnection(Migration::history);
  }

  /**
   * Gives the newest applied change a name, to which {@link #rollback} can return. A name that it
   * has already is replaced.
   *
   * @throws SchemaException {@link Reason#OUTDATED} if nothing has been applied yet, {@link
   *     Reason#LOCKED}
   */
  public void tag(String name) {
    withConnection(migration -> migration.tag(name));
  }

  /**
   * Undoes what was applied after a tag, newest first. Data in the columns and tables that go is
   * lost.
   *
   * @return the changes that this call undid, newest first
   * @throws SchemaException with nothing changed: {@link Reason#UNKNOWN_TAG}, {@link Reason#NEWER},
   *     {@link Reason#LOCKED}
   */
  public List<String> rollback(String tag) {
    return withConnection(migration -> migration.rollback(tag));
  }

  /**
   * The statements that {@link #rollback} would run, as Liquibase prints them. Changes nothing.
   *
   * @throws SchemaException as {@link #rollback} does
   */
  public String rollbackSql(String tag) {
    return withConnection(migration -> migration.rollbackSql(tag));
  }

  /** Who keeps others from migrating, as far as the database tells. */
  public List<SchemaLock> listLocks() {
    return withConnection(Migration::listLocks);
  }

  /**
   * Removes the lock that a Liquibase run left behind when it was killed. This library leaves none.
   *
   * @return the locks that were removed
   * @throws SchemaException {@link Reason#LOCKED}, with nothing changed, if a holder lives, as far
   *     as the database tells
   */
  public List<SchemaLock> releaseLocks() {
    return withConnection(Migration::releaseLocks);
  }

  /**
   * Compares the live schema with what the applied changes mean. They are applied to an empty
   * database for that: on SQLite in memory, on PostgreSQL in a schema of its own, in a transaction
   * that is rolled back.
   *
   * @return the differences; empty if there is none
   * @throws SchemaException as {@link #validate()} does: a database that is not up to date cannot
   *     be compared
   */
  public List<SchemaDifference> drift() {
    return withConnection(Migration::drift);
  }

  private <T> T withConnection(Work<T> work) {
    try (Connection connection = connections.open()) {
      return work.with(new Migration(connection, lockTimeout, applied));
    } catch (SQLException e) {
      if (DatabaseProduct.isLocked(e)) {
        throw new SchemaException(
            Reason.LOCKED, "Another process keeps the database: wait until it is done.", e);
      }
      throw new SchemaException(
          Reason.FAILED, "The database could not be migrated or read: " + e.getMessage(), e);
    }
  }

  private interface ConnectionSource {
    Connection open() throws SQLException;
  }

  private interface Work<T> {
    T with(Migration migration) throws SQLException;
  }
}
