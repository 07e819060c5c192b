package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.StoreClosedException;
import dev.ticketstore.jooq.types.PortableQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one store.
 *
 * <p>They stay in autocommit mode, and transactions are begun and ended by statements: sqlite-jdbc
 * would begin the next one right after a commit and keep the write lock, and PostgreSQL needs no
 * message of its own for the isolation level.
 */
public final class Database implements Transactions, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private static final int MAX_CONFLICTS = 10;
  private static final long BUSY_NANOS = 10_000_000;

  static {
    // A library prints nothing. jOOQ reads these once, when its first statement is rendered.
    for (String banner : List.of("org.jooq.no-logo", "org.jooq.no-tips")) {
      if (System.getProperty(banner) == null) {
        System.setProperty(banner, "true");
      }
    }
  }

  private final Dialect dialect;
  private final DataSource writer;
  private final List<AutoCloseable> owned;
  private final DSLContext write;
  private final DSLContext read;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A database with its connections.
   *
   * @param owned what to close with it
   */
  public Database(
      Dialect dialect, DataSource writer, DataSource reader, List<AutoCloseable> owned) {
    this.dialect = dialect;
    this.writer = writer;
    this.owned = List.copyOf(owned);
    this.write = DSL.using(configuration(dialect).set(provider(writer)));
    this.read = DSL.using(configuration(dialect).set(provider(reader)));
  }

  private static Configuration configuration(Dialect dialect) {
    return new DefaultConfiguration().set(dialect.jooq()).set(settings(new Settings()));
  }

  /** Changes what the statements of the store rely on. */
  public static Settings settings(Settings settings) {
    return settings
        .withRenderSchema(false)
        .withRenderMapping(null)
        // Else RETURNING is emulated on SQLite, and gives the wrong rows for an upsert.
        .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER)
        .withExecuteLogging(false);
  }

  public Dialect dialect() {
    return dialect;
  }

  /** Connections that write, one at a time on SQLite. */
  public DataSource writer() {
    return writer;
  }

  /**
   * Gives a SQLite file that the store has opened itself a write-ahead log, for good: with it no
   * writer waits for readers. Only once the schema is known to be this library's: another program's
   * file stays as it is.
   */
  public void useWriteAheadLog(Duration timeout) {
    if (dialect == SqliteDialect.INSTANCE && !owned.isEmpty()) {
      long deadline = System.nanoTime() + timeout.toNanos();
      while (!isUsingWriteAheadLog(System.nanoTime() > deadline)) {
        LockSupport.parkNanos(BUSY_NANOS);
      }
    }
  }

  /** SQLite ignores the busy timeout here, and fails if another connection uses the old journal. */
  private boolean isUsingWriteAheadLog(boolean lastTry) {
    try {
      update(connection -> connection.execute("pragma journal_mode = wal"));
      return true;
    } catch (DatabaseException e) {
      if (lastTry || e.reason() != Reason.LOCKED) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public <T> T query(Function<DSLContext, T> statement) {
    return ErrorTranslation.translating(() -> statement.apply(read));
  }

  @Override
  public <T> T update(Function<DSLContext, T> statement) {
    return retryingConflicts(() -> ErrorTranslation.translating(() -> statement.apply(write)));
  }

  @Override
  public <T> T transaction(Function<DSLContext, T> statements) {
    return retryingConflicts(
        () ->
            onOneConnection(
                write,
                (connection, context) ->
                    run(connection, context, dialect.beginWrite(), statements)));
  }

  /** Runs queries of the caller's, as {@link #snapshot} does, which mean the same everywhere. */
  public <T> T read(Function<DSLContext, T> queries) {
    return snapshot(
        context -> {
          PortableQueries.install(context.configuration());
          return ErrorTranslation.translatingQueries(() -> queries.apply(context));
        });
  }

  /** Runs statements that read one snapshot, and cannot write. */
  public <T> T snapshot(Function<DSLContext, T> statements) {
    return onOneConnection(
        read,
        (connection, context) ->
            dialect.readOnly(
                context, () -> run(connection, context, dialect.beginRead(), statements)));
  }

  /**
   * The rows of a query, which are read as they are asked for, over a connection that is in use
   * until the stream is closed.
   */
  public <T> Stream<T> stream(
      Function<DSLContext, ResultQuery<?>> query, CompiledStatement.Reader<T> reader) {
    return ErrorTranslation.translating(
        () -> {
          ConnectionProvider provider = read.configuration().connectionProvider();
          RowStream<T> rows =
              new RowStream<>(this, Objects.requireNonNull(provider.acquire()), reader);
          try {
            rows.open(DSL.using(read.configuration().derive(rows.connection())), query);
          } catch (RuntimeException | SQLException e) {
            rows.close();
            throw e instanceof SQLException sql
                ? ErrorTranslation.inUse(sql)
                : (RuntimeException) e;
          }
          return StreamSupport.stream(rows, false).onClose(rows::close);
        });
  }

  private static <T> T onOneConnection(DSLContext context, Work<T> work) {
    return ErrorTranslation.translating(
        () ->
            context.connectionResult(
                connection ->
                    work.on(connection, DSL.using(context.configuration().derive(connection)))));
  }

  /** A use of one connection. */
  private interface Work<T> {
    T on(Connection connection, DSLContext context) throws SQLException;
  }

  private <T> T run(
      Connection connection, DSLContext context, String begin, Function<DSLContext, T> statements)
      throws SQLException {
    execute(connection, begin);
    boolean done = false;
    try {
      T result = statements.apply(context);
      execute(connection, "commit");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback(connection);
      }
    }
  }

  /** Not by way of the DSL, which takes longer for it than SQLite for the whole transaction. */
  private void execute(Connection connection, String sql) throws SQLException {
    dialect.prepared(connection, sql, PreparedStatement::execute);
  }

  private void rollback(Connection connection) {
    try {
      execute(connection, "rollback");
    } catch (SQLException e) {
      // SQLite has rolled back already after some errors; the exception that is thrown names it.
      LOG.debug("Rollback failed", e);
    }
  }

  /**
   * PostgreSQL has undone a transaction that it ends for a conflict, so that running it again is
   * safe.
   */
  private static <T> T retryingConflicts(Supplier<T> work) {
    for (int conflicts = 1; ; conflicts++) {
      try {
        return work.get();
      } catch (DatabaseException e) {
        if (e.reason() != Reason.CONFLICT || conflicts == MAX_CONFLICTS) {
          throw e;
        }
        LOG.debug("Conflict {} of at most {}, trying again", conflicts, MAX_CONFLICTS, e);
      }
    }
  }

  private ConnectionProvider provider(DataSource connections) {
    return new ConnectionProvider() {
      @Override
      public Connection acquire() {
        requireOpen();
        try {
          return connections.getConnection();
        } catch (SQLException e) {
          requireOpen();
          throw ErrorTranslation.connecting(e);
        }
      }

      @Override
      public void release(Connection connection) {
        try {
          connection.close();
        } catch (SQLException e) {
          throw ErrorTranslation.inUse(e);
        }
      }
    };
  }

  /**
   * Does nothing on an open database.
   *
   * @throws StoreClosedException if it is closed
   */
  public void requireOpen() {
    if (closed.get()) {
      throw new StoreClosedException();
    }
  }

  /** Closes what the store opened. Does nothing the second time. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      for (AutoCloseable each : owned) {
        try {
          each.close();
        } catch (Exception e) {
          LOG.warn("A connection pool did not close", e);
        }
      }
    }
  }
}
