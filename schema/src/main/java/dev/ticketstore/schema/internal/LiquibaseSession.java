package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.io.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.ExecType;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.FastCheckService;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.exception.ValidationFailedException;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.jspecify.annotations.Nullable;

/**
 * Liquibase on one connection. It must not print, call home, or begin, end or leave a transaction:
 * its log goes to SLF4J.
 */
public final class LiquibaseSession {

  /** The root changelog on the class path. */
  public static final String CHANGELOG = "dev/ticketstore/schema/changelog.xml";

  /** Liquibase keeps state in statics and is not thread-safe. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final Liquibase liquibase;

  /** The name of the change that failed. */
  private final AtomicReference<@Nullable String> failed;

  private LiquibaseSession(Liquibase liquibase, AtomicReference<@Nullable String> failed) {
    this.liquibase = liquibase;
    this.failed = failed;
    listen(change -> {});
  }

  private void listen(Consumer<String> applied) {
    liquibase.setChangeExecListener(
        new AbstractChangeExecListener() {
          @Override
          public void ran(
              ChangeSet change, DatabaseChangeLog changelog, Database database, ExecType type) {
            applied.accept(change.toString(false));
          }

          @Override
          public void runFailed(
              ChangeSet change, DatabaseChangeLog changelog, Database database, Exception e) {
            failed.set(change.toString(false));
          }

          @Override
          public void rollbackFailed(
              ChangeSet change, DatabaseChangeLog changelog, Database database, Exception e) {
            failed.set(change.toString(false));
          }
        });
  }

  /**
   * Does {@code work} with a session on {@code connection}, whose transaction it neither begins nor
   * ends.
   */
  static void run(Connection connection, Changelog changelog, Work work) {
    run(() -> new SavepointConnection(connection), changelog, work);
  }

  /** Does {@code work} with a session on which each statement is a transaction. */
  static void runWithoutTransaction(Connection connection, Changelog changelog, Work work) {
    run(() -> new AutocommitConnection(connection), changelog, work);
  }

  /**
   * Waits for the turn of this thread. Work in a session does so itself; who takes locks of a
   * database for it waits before, so as to hold none meanwhile.
   *
   * @return whether it came in time
   */
  static boolean tryToEnter(long nanos) throws InterruptedException {
    return ONE_AT_A_TIME.tryLock(nanos, TimeUnit.NANOSECONDS);
  }

  /** Ends the turn. */
  static void leave() {
    ONE_AT_A_TIME.unlock();
  }

  private static void run(Callable<JdbcConnection> connection, Changelog changelog, Work work) {
    AtomicReference<@Nullable String> failed = new AtomicReference<>();
    ONE_AT_A_TIME.lock();
    try {
      Scope.child(
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
            forget();
            Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(connection.call());
            var resources =
                new ClassLoaderResourceAccessor(LiquibaseSession.class.getClassLoader());
            Liquibase liquibase = new Liquibase(changelog.root(), resources, database);
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            work.in(new LiquibaseSession(liquibase, failed));
          });
    } catch (SchemaException e) {
      throw e;
    } catch (ValidationFailedException e) {
      throw new SchemaException(
          Reason.INVALID,
          "The applied changes are not those of this version: " + e.getMessage(),
          e);
    } catch (Exception e) {
      throw failed(failed.get(), e);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  /** Liquibase's own messages name its classes. */
  private static SchemaException failed(@Nullable String change, Exception e) {
    Throwable last = e;
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql) {
        return SchemaErrors.of(sql, change, e);
      }
      last = each;
    }
    return new SchemaException(
        Reason.FAILED, "The changes could not be read or applied: " + last.getMessage(), e);
  }

  /**
   * Liquibase caches what it saw by connection and URL, even if another schema is current or the
   * file was deleted.
   */
  private static void forget() {
    Scope.getCurrentScope().getSingleton(FastCheckService.class).clearCache();
    Scope.getCurrentScope().getSingleton(ChangeLogHistoryServiceFactory.class).resetAll();
    LockServiceFactory.getInstance().resetAll();
  }

  /**
   * Applies the first of what is pending.
   *
   * @param applied called with the name of each change
   */
  void update(int changes, Consumer<String> applied) throws LiquibaseException {
    listen(applied);
    liquibase.update(changes, new Contexts(), new LabelExpression());
  }

  /** Writes the statements that an update of the first of what is pending would run. */
  void updateSql(int changes, Writer sql) throws LiquibaseException {
    liquibase.updateCountSql(changes, new Contexts(), new LabelExpression(), sql);
  }

  /** Records what is pending as applied. */
  void record() throws LiquibaseException {
    liquibase.changeLogSync(new Contexts(), new LabelExpression());
  }

  /** Undoes the newest changes. */
  void rollback(int changes) throws LiquibaseException {
    liquibase.rollback(changes, new Contexts(), new LabelExpression());
  }

  /** Writes the statements that {@link #rollback} would run. */
  void rollbackSql(int changes, Writer sql) throws LiquibaseException {
    liquibase.rollback(changes, null, new Contexts(), new LabelExpression(), sql);
  }

  /** Work within a session. */
  interface Work {
    void in(LiquibaseSession session) throws LiquibaseException;
  }
}
