package dev.ticketstore.internal.database;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.jooq.types.InstantText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SelectForUpdateStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The differences between the databases, and nothing else. */
public enum Dialect {

  /**
   * One writer at a time, so that a transaction which will write says so at its start, and nothing
   * else locks.
   */
  SQLITE("begin immediate", "begin") {
    @Override
    <T> T readOnly(DSLContext connection, Work<T> work) throws SQLException {
      // Its transactions can all write, and a connection may serve readers and writers.
      boolean already = connection.fetchSingle("pragma query_only").get(0, Boolean.class);
      connection.execute("pragma query_only = true");
      try {
        return work.run();
      } finally {
        connection.execute("pragma query_only = " + already);
      }
    }

    @Override
    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
      return KEPT.get(connection, sql);
    }

    @Override
    void release(PreparedStatement statement) throws SQLException {
      statement.clearParameters();
    }

    @Override
    public boolean writesWithin() {
      return false;
    }

    @Override
    void beginCursor(Connection connection) {
      // A statement is one.
    }

    @Override
    void endCursor(Connection connection) {
      // Nor does it need an end.
    }

    @Override
    Table<?> jsonElements(Field<String> array) {
      return table("jsonb_each({0})", array);
    }

    @Override
    <T> Field<T> fromText(Field<String> text, Field<T> column) {
      return text.coerce(column);
    }

    @Override
    public @Nullable Instant instant(ResultSet row, int index) throws SQLException {
      String text = row.getString(index);
      return text == null ? null : InstantText.parse(text);
    }

    @Override
    public <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> rows) {
      return rows;
    }

    @Override
    public void oneCycleAtATime(DSLContext transaction, String source) {
      // The writer is alone.
    }

    @Override
    public Condition isSettled(Field<Long> transactionId) {
      // The writer is alone, and its ids are in the order of commits.
      return DSL.noCondition();
    }

    @Override
    public void continueIds(DSLContext transaction, Field<Long> id, long highest) {
      transaction
          .update(table(DSL.name("sqlite_sequence")))
          .set(field(DSL.name("seq"), Long.class), highest)
          .where(field(DSL.name("name"), String.class).eq(id.getQualifiedName().first()))
          .execute();
    }
  },

  /** Rows are locked, and a reader has a snapshot of its own. */
  POSTGRES(
      "begin isolation level read committed",
      // One message; the zone is the connection's own again after the transaction.
      "begin isolation level repeatable read read only; set local time zone 'UTC'") {
    @Override
    <T> T readOnly(DSLContext connection, Work<T> work) throws SQLException {
      return work.run();
    }

    @Override
    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
      return connection.prepareStatement(sql);
    }

    @Override
    void release(PreparedStatement statement) throws SQLException {
      statement.close();
    }

    @Override
    public boolean writesWithin() {
      return true;
    }

    @Override
    void beginCursor(Connection connection) throws SQLException {
      // In autocommit mode the driver reads all rows at once.
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("set local time zone 'UTC'");
      }
    }

    @Override
    void endCursor(Connection connection) throws SQLException {
      connection.rollback();
      connection.setAutoCommit(true);
    }

    @Override
    Table<?> jsonElements(Field<String> array) {
      return table("jsonb_array_elements({0})", array.cast(SQLDataType.JSONB));
    }

    @Override
    <T> Field<T> fromText(Field<String> text, Field<T> column) {
      if (column.getType() == Instant.class) {
        return text.cast(SQLDataType.TIMESTAMPWITHTIMEZONE).coerce(column);
      }
      if (column.getType() == JSONB.class) {
        return text.cast(SQLDataType.JSONB).coerce(column);
      }
      return text.coerce(column);
    }

    @Override
    public @Nullable Instant instant(ResultSet row, int index) throws SQLException {
      OffsetDateTime value = row.getObject(index, OffsetDateTime.class);
      return value == null ? null : value.toInstant();
    }

    @Override
    public <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> rows) {
      return rows.forUpdate();
    }

    @Override
    public void oneCycleAtATime(DSLContext transaction, String source) {
      transaction.connection(Dialect::requireReadCommitted);
      Field<Long> key =
          function("hashtextextended", Long.class, val("ticket-store:" + source), inline(0L));
      transaction.fetch(select(function("pg_advisory_xact_lock", Object.class, key)));
    }

    @Override
    public Condition isSettled(Field<Long> transactionId) {
      Field<String> oldest =
          function("pg_snapshot_xmin", SNAPSHOT, function("pg_current_snapshot", SNAPSHOT))
              .cast(SQLDataType.CLOB);
      return transactionId.lt(oldest.cast(SQLDataType.BIGINT));
    }

    @Override
    public void continueIds(DSLContext transaction, Field<Long> id, long highest) {
      Field<String> sequence =
          function(
              "pg_get_serial_sequence",
              String.class,
              inline(id.getQualifiedName().first()),
              inline(id.getName()));
      transaction.fetch(
          select(function("setval", Long.class, sequence.cast(REGCLASS), val(highest))));
    }
  };

  /** The statements of a read-only transaction. */
  interface Work<T> {
    T run() throws SQLException;
  }

  private static final StatementCache KEPT = new StatementCache();

  private static final DataType<Object> SNAPSHOT = SQLDataType.OTHER;

  private static final DataType<Object> REGCLASS =
      new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, "regclass");

  private final String beginWrite;
  private final String beginRead;

  Dialect(String beginWrite, String beginRead) {
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
      case SQLITE -> SQLITE;
      case POSTGRES -> POSTGRES;
      default ->
          throw new DatabaseException(
              Reason.UNSUPPORTED, "expected SQLite or PostgreSQL, not " + dialect.getName(), null);
    };
  }

  public SQLDialect jooq() {
    return this == SQLITE ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
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

  /** Does {@code work}, whose statements on the connection cannot write. */
  abstract <T> T readOnly(DSLContext connection, Work<T> work) throws SQLException;

  /** Whether a statement that writes can be part of another one. */
  public abstract boolean writesWithin();

  /** Makes the statement after it give its rows as they are asked for. */
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

  /** Whether nothing of a transaction as old as this one, or older, can be committed any more. */
  public abstract Condition isSettled(Field<Long> transactionId);

  /** Waits until no other transaction reconciles a cycle of {@code source}. */
  public abstract void oneCycleAtATime(DSLContext transaction, String source);

  /**
   * At a higher level an upsert fails, or worse, where a concurrent one has committed: see the
   * reports on ON CONFLICT under SERIALIZABLE.
   */
  private static void requireReadCommitted(Connection connection) throws SQLException {
    if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
      throw new DatabaseException(
          Reason.UNSUPPORTED, "reconcile needs a transaction at READ COMMITTED", null);
    }
  }
}
