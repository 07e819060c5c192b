package dev.ticketstore.schema;

import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.internal.LiquibaseSession;
import dev.ticketstore.schema.internal.MigrationLock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Brings a SQLite or PostgreSQL database to the schema of this library, and says how far it is.
 *
 * <p>Several threads and processes may migrate one database at once: one does the work, the others
 * wait for it and find it done. On SQLite an update is one transaction, so that a killed process
 * leaves nothing behind. On PostgreSQL each change is a transaction, and an advisory lock keeps the
 * others out.
 *
 * <p>Nothing is printed (Liquibase's log goes to SLF4J) and nothing is sent anywhere. Each method
 * takes one connection, with autocommit on, and closes it.
 */
public final class SchemaMigrator {

  /** The class path resource with the root changelog, for use with Liquibase itself. */
  public static final String CHANGELOG = LiquibaseSession.CHANGELOG;

  private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(5);

  private final ConnectionSource connections;

  private SchemaMigrator(ConnectionSource connections) {
    this.connections = connections;
  }

  /** A migrator for the database behind {@code dataSource}. Does not connect yet. */
  public static SchemaMigrator of(DataSource dataSource) {
    return new SchemaMigrator(dataSource::getConnection);
  }

  /**
   * A migrator for the database that the JDBC driver manager finds at {@code url}. Does not connect
   * yet.
   */
  public static SchemaMigrator of(String url) {
    return new SchemaMigrator(() -> DriverManager.getConnection(url));
  }

  /**
   * Applies what is pending, and does nothing where nothing is.
   *
   * @return the changes that this call applied, in order; empty if the database was up to date
   * @throws SchemaException {@link Reason#NEWER} if the database has changes that this library does
   *     not know, {@link Reason#INVALID} if an applied change was edited, {@link Reason#LOCKED} if
   *     another process kept the database for over five minutes, {@link Reason#FAILED} if the
   *     database refused. On SQLite nothing has changed then; on PostgreSQL the changes before the
   *     failed one stay.
   */
  public List<String> update() {
    return withConnection(
        connection -> {
          try (var lock = MigrationLock.acquire(connection, LOCK_TIMEOUT)) {
            List<String> applied =
                LiquibaseSession.run(
                    connection,
                    session -> {
                      SchemaStatus status = session.status();
                      refuseNewer(status);
                      session.update();
                      return status.pending();
                    });
            lock.commit();
            return applied;
          }
        });
  }

  /**
   * Compares the database with this library, changing nothing.
   *
   * @throws SchemaException {@link Reason#FAILED} if the database cannot be read
   */
  public SchemaStatus status() {
    return withConnection(connection -> LiquibaseSession.run(connection, LiquibaseSession::status));
  }

  /**
   * Checks that the database has exactly the changes of this library, each as it was released.
   * Changes nothing.
   *
   * @throws SchemaException {@link Reason#OUTDATED}, {@link Reason#NEWER}, {@link Reason#INVALID},
   *     or {@link Reason#FAILED} if the database cannot be read
   */
  public void validate() {
    withConnection(
        connection ->
            LiquibaseSession.run(
                connection,
                session -> {
                  SchemaStatus status = session.status();
                  refuseNewer(status);
                  session.validate();
                  if (!status.pending().isEmpty()) {
                    throw new SchemaException(
                        Reason.OUTDATED,
                        "The database lacks "
                            + status.pending().size()
                            + " change(s) of this library, first "
                            + status.pending().get(0)
                            + ": update the schema before you use it.",
                        null);
                  }
                  return status;
                }));
  }

  private static void refuseNewer(SchemaStatus status) {
    if (!status.unknown().isEmpty()) {
      throw new SchemaException(
          Reason.NEWER,
          "The database has "
              + status.unknown().size()
              + " change(s) that this library does not know, first "
              + status.unknown().get(0)
              + ": use a library at least as new as the one that made them.",
          null);
    }
  }

  private <T> T withConnection(Work<T> work) {
    try (Connection connection = connections.open()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new SchemaException(
          Reason.FAILED, "The database could not be migrated or read: " + e.getMessage(), e);
    }
  }

  private interface ConnectionSource {
    Connection open() throws SQLException;
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
