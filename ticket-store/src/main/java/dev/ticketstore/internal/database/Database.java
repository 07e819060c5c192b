package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.StoreClosedException;
import dev.ticketstore.jooq.types.PortableQueries;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of one store, and the statements that run on them. */
public final class Database implements Transactions, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private final Dialect dialect;
  private final DataSource writer;
  private final DataSource reader;
  private final List<AutoCloseable> owned;
  private final StoreFile file;
  private final TransactionStatements transactions;
  private final WriteAttempts attempts;
  private final boolean alwaysInTransaction;
  private final boolean keepsSessions;
  private final DSLContext write;
  private final DSLContext read;
  private final DSLContext snapshots;
  private final AtomicBoolean closed;

  /**
   * A database with connections of its own.
   *
   * @param owned what to close with it
   * @param file where a SQLite database is
   */
  Database(
      Dialect dialect,
      DataSource writer,
      DataSource reader,
      List<AutoCloseable> owned,
      StoreFile file) {
    this(dialect, writer, reader, owned, file, dialect.beginWrite(), false, true);
  }

  /** A database without a file, with connections of the caller's. */
  public Database(Dialect dialect, DataSource given, Duration timeout) {
    this(dialect, given, timeout, StoreFile.NONE);
  }

  /**
   * A database with connections of the caller's.
   *
   * @param file where a SQLite database is
   */
  Database(Dialect dialect, DataSource given, Duration timeout, StoreFile file) {
    this(
        dialect,
        given,
        given,
        List.of(),
        file,
        dialect.beginWrite(timeout),
        dialect.limitsLocksByTransaction(),
        true);
  }

  /**
   * A database behind a pooler, which gives each transaction another session: what a session would
   * keep, each transaction sets.
   *
   * @param owned what to close with it
   */
  static Database behindPooler(
      Dialect dialect, DataSource connections, List<AutoCloseable> owned, Duration timeout) {
    return new Database(
        dialect,
        connections,
        connections,
        owned,
        StoreFile.NONE,
        dialect.beginWrite(timeout),
        dialect.limitsLocksByTransaction(),
        false);
  }

  private Database(
      Dialect dialect,
      DataSource writer,
      DataSource reader,
      List<AutoCloseable> owned,
      StoreFile file,
      String beginWrite,
      boolean alwaysInTransaction,
      boolean keepsSessions) {
    this.dialect = dialect;
    this.writer = writer;
    this.reader = reader;
    this.owned = List.copyOf(owned);
    this.file = file;
    this.transactions = new TransactionStatements(dialect, beginWrite, !owned.isEmpty());
    this.alwaysInTransaction = alwaysInTransaction;
    this.keepsSessions = keepsSessions;
    this.closed = new AtomicBoolean();
    boolean shared = reader.equals(writer);
    Leases writing = new Leases(this, writer, !shared);
    Leases reading = shared ? writing : new Leases(this, reader, false);
    this.write = JooqSettings.context(dialect, writing);
    this.read = JooqSettings.context(dialect, reading);
    this.snapshots = JooqSettings.context(dialect, reading.patiently());
    this.attempts = attempts();
  }

  private Database(Database database) {
    this.dialect = database.dialect;
    this.writer = database.writer;
    this.reader = database.reader;
    this.owned = database.owned;
    this.file = database.file;
    this.transactions = database.transactions;
    this.alwaysInTransaction = database.alwaysInTransaction;
    this.keepsSessions = database.keepsSessions;
    this.closed = database.closed;
    this.write = JooqSettings.context(dialect, leases(database.write).patiently());
    this.read = database.snapshots;
    this.snapshots = database.snapshots;
    this.attempts = attempts();
  }

  private WriteAttempts attempts() {
    WriteAheadLog log = new WriteAheadLog(write);
    return new WriteAttempts(file, () -> ownsFile() && log.isEmptied(), this::renewConnections);
  }

  /**
   * The same connections for work without a limit in total, such as a purge: the answer to a
   * statement may take as long as it takes, while locks and connections have their timeout.
   */
  public Database patiently() {
    return new Database(this);
  }

  private static Leases leases(DSLContext context) {
    return (Leases) context.configuration().connectionProvider();
  }

  public Dialect dialect() {
    return dialect;
  }

  /** Whether a connection is one session of the database, and not another in each transaction. */
  public boolean keepsSessions() {
    return keepsSessions;
  }

  /** Connections that write, one at a time on SQLite. */
  public DataSource writer() {
    return writer;
  }

  /** Connections that read. */
  DataSource reader() {
    return reader;
  }

  /** Takes a connection for longer than a call, until {@link #release}. */
  public Connection acquire() {
    return leases(write).acquire();
  }

  /** Gives a connection of {@link #acquire} back. */
  public void release(Connection connection) {
    leases(write).release(connection);
  }

  /** The same connections for a migration, whose statements take as long as they take. */
  DataSource migrating() {
    return Wrapping.connections(writer, () -> Leases.patient(writer, dialect));
  }

  /**
   * Gives a SQLite file that the store has opened itself a write-ahead log, for good: with it no
   * writer waits for readers. Only once the schema is known to be this library's: another program's
   * file stays as it is.
   */
  public void useWriteAheadLog(Duration timeout) {
    if (ownsFile()) {
      new WriteAheadLog(write).use(timeout);
    }
  }

  @Override
  public <T> T query(Function<DSLContext, T> statement) {
    return ErrorTranslation.translating(() -> statement.apply(read));
  }

  @Override
  public <T> T update(Function<DSLContext, T> statement) {
    return alwaysInTransaction ? transaction(statement) : updateAlone(statement);
  }

  /** Takes over a connection of the caller's once; one of the store's own is as it should be. */
  private <T> T updateAlone(Function<DSLContext, T> statement) {
    return attempts.written(
        () ->
            isOfCaller()
                ? onOneConnection(write, (connection, context) -> statement.apply(context))
                : ErrorTranslation.translating(() -> statement.apply(write)));
  }

  @Override
  public <T> T transaction(Function<DSLContext, T> statements) {
    return attempts.written(
        () ->
            onOneConnection(
                write,
                (connection, context) -> transactions.write(connection, context, statements)));
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
        snapshots,
        (connection, context) -> {
          Dialect.Undo writable = dialect.readOnly(connection);
          try {
            return transactions.read(connection, context, statements);
          } finally {
            writable.run();
          }
        });
  }

  /**
   * The rows of a query, which are read as they are asked for, over a connection that is in use
   * until the stream is closed.
   */
  public <R extends Record, T> Stream<T> stream(
      Function<DSLContext, ? extends ResultQuery<R>> query, CompiledStatement.Reader<T> reader) {
    return RowStream.ofStore(this, snapshots.configuration(), query, reader);
  }

  /** The same of a query of the caller's, which means the same everywhere. */
  public <R extends Record> Stream<R> stream(Function<DSLContext, ? extends ResultQuery<R>> query) {
    Configuration portable = PortableQueries.install(snapshots.configuration().derive());
    return RowStream.ofCaller(this, portable, query);
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

  /** Whether the connections are the caller's, who may have taken others of them. */
  boolean isOfCaller() {
    return owned.isEmpty();
  }

  /** Whether the store has opened a SQLite file itself. */
  private boolean ownsFile() {
    return dialect == SqliteDialect.INSTANCE && !isOfCaller();
  }

  private void renewConnections() {
    for (AutoCloseable each : owned) {
      if (each instanceof ConnectionPool pool && dialect != SqliteDialect.INSTANCE) {
        pool.renew();
      }
    }
  }

  /** Whether it is closed. */
  public boolean isClosed() {
    return closed.get();
  }

  /**
   * Does nothing on an open database.
   *
   * @throws StoreClosedException if it is closed
   */
  public void requireOpen() {
    if (isClosed()) {
      throw new StoreClosedException();
    }
  }

  /**
   * Does nothing while the database is open, and its file the one that was opened.
   *
   * @throws StoreClosedException if it is closed
   * @throws DatabaseException {@link Reason#FILE_REPLACED}
   */
  void requireUsable() {
    requireOpen();
    file.requireSame();
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
