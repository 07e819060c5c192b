package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SelectField;
import org.jooq.SelectForUpdateStep;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** The differences between the databases, and nothing else. */
public abstract class Dialect {

  /** Gives a connection the settings back with which it came. */
  interface Undo {
    void run() throws SQLException;
  }

  private final SQLDialect jooq;
  private final String beginWrite;
  private final String beginRead;

  Dialect(SQLDialect jooq, String beginWrite, String beginRead) {
    this.jooq = jooq;
    this.beginWrite = beginWrite;
    this.beginRead = beginRead;
  }

  /** The dialect of a context that {@link #of(SQLDialect)} accepted before. */
  public static Dialect of(DSLContext dsl) {
    return of(dsl.dialect());
  }

  /**
   * The dialect of a jOOQ configuration.
   *
   * @throws DatabaseException {@link Reason#UNSUPPORTED} for any other
   */
  public static Dialect of(SQLDialect dialect) {
    return switch (dialect.family()) {
      case SQLITE -> SqliteDialect.INSTANCE;
      case POSTGRES -> PostgresDialect.INSTANCE;
      default ->
          throw new DatabaseException(
              Reason.UNSUPPORTED, "expected SQLite or PostgreSQL, not " + dialect.getName(), null);
    };
  }

  /** The dialect of jOOQ in which statements are rendered. */
  public SQLDialect jooq() {
    return jooq;
  }

  /** Begins a transaction that will write, and reads what is committed at each statement. */
  String beginWrite() {
    return beginWrite;
  }

  /** Begins a transaction that reads one snapshot, with hours and days of UTC. */
  String beginRead() {
    return beginRead;
  }

  /**
   * Does {@code work} with a statement that is prepared only once where the driver does not see to
   * it.
   */
  <T> T prepared(Connection connection, String sql, PreparedWork<T> work) throws SQLException {
    PreparedStatement statement = prepare(connection, sql);
    boolean done = false;
    try {
      T result = work.on(statement);
      release(statement);
      done = true;
      return result;
    } finally {
      if (!done) {
        statement.close();
      }
    }
  }

  /** A use of a prepared statement. */
  interface PreparedWork<T> {
    T on(PreparedStatement statement) throws SQLException;
  }

  /** A statement to execute again and again, for the holder of the connection. */
  abstract PreparedStatement prepare(Connection connection, String sql) throws SQLException;

  /** Ends a use of the statement that {@link #prepare} gave. */
  abstract void release(PreparedStatement statement) throws SQLException;

  /**
   * Makes a connection of the caller's fit for the store: in autocommit mode, and with no wait
   * longer than the timeout. What {@link #beginWrite} sets for a transaction is left to that.
   *
   * @throws DatabaseException {@link Reason#IN_TRANSACTION} if it is inside a transaction
   */
  abstract Undo takeOver(Connection connection, Duration timeout) throws SQLException;

  /**
   * Begins the first transaction of its kind in this JVM, which has to load and compile much: one
   * that keeps no other writer waiting meanwhile, and may end for a conflict with one.
   */
  String beginFirstWrite(Connection connection) throws SQLException {
    return beginWrite;
  }

  /** Begins a transaction as {@link #beginWrite()} does, on a connection of the caller's. */
  abstract String beginWrite(Duration lockTimeout);

  /**
   * Whether a statement that writes must be in a transaction to wait no longer than the timeout.
   */
  abstract boolean limitsLocksByTransaction();

  /** Lets statements of the holder of a connection take longer than the timeout. */
  abstract void waitWithoutLimit(Connection connection) throws SQLException;

  /** Refuses a connection inside a transaction of somebody's. */
  static DatabaseException inTransaction(@Nullable SQLException cause) {
    return new DatabaseException(Reason.IN_TRANSACTION, null, cause);
  }

  /** Keeps statements outside of read-only transactions from writing too, until it is undone. */
  abstract Undo readOnly(Connection connection) throws SQLException;

  /** Whether one transaction writes at a time, so that no order of locks matters. */
  public abstract boolean hasOneWriter();

  /** Whether a bind has a number in the text of a statement, and can be there several times. */
  public abstract boolean numbersBinds();

  /** Columns in a form that {@link #values} reads. */
  public abstract List<SelectField<?>> columns(List<? extends Field<?>> columns);

  /** The values of a row of {@link #columns}, in their order. */
  public abstract RowValues values(ResultSet row) throws SQLException;

  /** Whether a statement that writes can be part of another one. */
  public abstract boolean writesWithin();

  /** Begins what {@link #beginRead()} does; its statements give their rows as asked for. */
  abstract void beginCursor(Connection connection) throws SQLException;

  /** Ends what {@link #beginCursor} began. */
  abstract void endCursor(Connection connection) throws SQLException;

  /**
   * A table with one row, in order, for each element of a JSON array, in the column {@code value}.
   */
  abstract Table<?> jsonElements(Field<String> array);

  /** A text out of JSON as the type of {@code column}. */
  abstract <T> Field<T> fromText(Field<String> text, Field<T> column);

  /** An instant of a row that a statement gave. */
  public abstract @Nullable Instant instant(ResultSet row, int index) throws SQLException;

  /**
   * The query, with its rows locked until the end of the transaction where the database locks rows.
   */
  public abstract <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> rows);

  /** Gives the next new row an id above {@code highest}, after rows were written with theirs. */
  public abstract void continueIds(DSLContext transaction, Field<Long> id, long highest);

  /**
   * Keeps triggers from writing events for the tickets that the transaction inserts, if the
   * database can. The caller deletes those of the others.
   */
  public abstract void leaveOutHistory(DSLContext transaction);

  /** The highest id that rows of a table have been given, whether they are there or not. */
  public abstract Field<Long> lastId(Field<Long> id);

  /** Waits until no other transaction reconciles a cycle of {@code source}. */
  public abstract void oneCycleAtATime(DSLContext transaction, String source);
}
