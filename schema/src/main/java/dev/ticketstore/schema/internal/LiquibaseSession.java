package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaStatus;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.FastCheckService;
import liquibase.changelog.RanChangeSet;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.exception.ValidationFailedException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Liquibase on one connection, with its output sent to SLF4J and its calls home switched off. */
public final class LiquibaseSession {

  /** The root changelog on the class path. */
  public static final String CHANGELOG = "dev/ticketstore/schema/changelog.xml";

  /** Other applications may keep their changes in the same table. */
  private static final String OUR_CHANGES = "dev/ticketstore/schema/";

  /** Liquibase keeps state in statics and is not thread-safe. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final Liquibase liquibase;
  private final Database database;

  private LiquibaseSession(Liquibase liquibase, Database database) {
    this.liquibase = liquibase;
    this.database = database;
  }

  /** Runs {@code work} with a session on {@code connection}, which stays open. */
  public static <T> T run(Connection connection, Work<T> work) {
    ONE_AT_A_TIME.lock();
    try {
      return Scope.child(
          Map.of(
              Scope.Attr.ui.name(),
              new LoggerUIService(),
              Scope.Attr.logService.name(),
              new Slf4jLogService(),
              Scope.Attr.classLoader.name(),
              LiquibaseSession.class.getClassLoader(),
              "liquibase.analytics.enabled",
              false),
          () -> {
            // It remembers by URL that a database was up to date, even if that has been deleted.
            Scope.getCurrentScope().getSingleton(FastCheckService.class).clearCache();
            Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(wrap(connection));
            var resources =
                new ClassLoaderResourceAccessor(LiquibaseSession.class.getClassLoader());
            return work.in(
                new LiquibaseSession(new Liquibase(CHANGELOG, resources, database), database));
          });
    } catch (SchemaException e) {
      throw e;
    } catch (ValidationFailedException e) {
      throw new SchemaException(
          Reason.INVALID, "The applied changes differ from this library's: " + e.getMessage(), e);
    } catch (Exception e) {
      throw new SchemaException(
          Reason.FAILED, "The schema could not be migrated or read: " + e.getMessage(), e);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private static JdbcConnection wrap(Connection connection)
      throws LiquibaseException, java.sql.SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("SQLite")
        ? new EnclosedConnection(connection)
        : new JdbcConnection(connection);
  }

  /** Compares the changelog with what has run. */
  public SchemaStatus status() throws LiquibaseException {
    List<String> known = new ArrayList<>();
    for (ChangeSet change : liquibase.getDatabaseChangeLog().getChangeSets()) {
      if (appliesHere(change)) {
        known.add(change.toString(false));
      }
    }
    List<String> applied = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (RanChangeSet ran : database.getRanChangeSetList()) {
      if (known.contains(ran.toString())) {
        applied.add(ran.toString());
      } else if (ran.getChangeLog().startsWith(OUR_CHANGES)) {
        unknown.add(ran.toString());
      }
    }
    Set<String> done = new HashSet<>(applied);
    return new SchemaStatus(
        applied, known.stream().filter(change -> !done.contains(change)).toList(), unknown);
  }

  private boolean appliesHere(ChangeSet change) {
    return change.getDbmsSet() == null
        || change.getDbmsSet().isEmpty()
        || change.getDbmsSet().contains(database.getShortName());
  }

  /** Applies what is pending. */
  public void update() throws LiquibaseException {
    liquibase.setShowSummary(UpdateSummaryEnum.OFF);
    liquibase.update(new Contexts(), new LabelExpression());
  }

  /** Checks the changelog and the checksums of what has run. */
  public void validate() throws LiquibaseException {
    liquibase.validate();
  }

  /** Work within a session. */
  public interface Work<T> {
    /** Does it. */
    T in(LiquibaseSession session) throws LiquibaseException;
  }

  /**
   * A connection whose transaction belongs to the caller: Liquibase may neither begin nor end one.
   */
  private static final class EnclosedConnection extends JdbcConnection {

    EnclosedConnection(Connection connection) {
      super(connection);
    }

    @Override
    public void attached(Database attachedTo) {
      // Would set autocommit.
    }

    @Override
    public boolean getAutoCommit() {
      return false;
    }

    @Override
    public void setAutoCommit(boolean autoCommit) {}

    @Override
    public void commit() {}

    @Override
    public void rollback() {}

    @Override
    public void close() {}
  }
}
