package dev.ticketstore.internal.database;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.ticketstore.jooq.types.InstantBinding;
import dev.ticketstore.jooq.types.UnreadableValueException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SelectField;
import org.jooq.SelectForUpdateStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * SQLite has one writer at a time, so that a transaction which will write says so at its start, and
 * nothing else locks.
 */
public final class SqliteDialect extends Dialect {

  /** The only one. */
  public static final Dialect INSTANCE = new SqliteDialect();

  private static final Table<?> SEQUENCES = table(DSL.name("sqlite_sequence"));
  private static final Field<String> SEQUENCE_OF = field(DSL.name("name"), String.class);
  private static final Field<Long> SEQUENCE = field(DSL.name("seq"), Long.class);

  /** sqlite-jdbc prepares each statement again. */
  private static final StatementCache KEPT = new StatementCache();

  private static final int PRIMARY_CODE = 0xff;
  private static final int SQLITE_ERROR = 1;
  private static final int SQLITE_LOCKED = 6;

  private SqliteDialect() {
    super(SQLDialect.SQLITE, "begin immediate", "begin");
  }

  @Override
  Undo takeOver(Connection connection, Duration timeout) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    if (autoCommit) {
      requireNoTransaction(connection);
    } else {
      requireNothingDone(connection);
      connection.setAutoCommit(true);
    }
    long busyTimeout = pragma(connection, "busy_timeout");
    long foreignKeys = pragma(connection, "foreign_keys");
    set(connection, "busy_timeout", timeout.toMillis());
    set(connection, "foreign_keys", 1);
    return () -> {
      set(connection, "busy_timeout", busyTimeout);
      set(connection, "foreign_keys", foreignKeys);
      if (!autoCommit) {
        connection.setAutoCommit(false);
      }
    };
  }

  /** SQLite refuses to begin within a transaction. */
  private void requireNoTransaction(Connection connection) throws SQLException {
    try {
      prepared(connection, beginRead(), PreparedStatement::execute);
    } catch (SQLException e) {
      if ((e.getErrorCode() & PRIMARY_CODE) == SQLITE_ERROR) {
        throw inTransaction(e);
      }
      throw e;
    }
    prepared(connection, "rollback", PreparedStatement::execute);
  }

  /**
   * Without autocommit sqlite-jdbc is always in a transaction, which holds nothing until its first
   * statement. SQLite refuses a checkpoint to a connection whose transaction has read or written.
   */
  private static void requireNothingDone(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma wal_checkpoint(passive)");
    } catch (SQLException e) {
      if ((e.getErrorCode() & PRIMARY_CODE) == SQLITE_LOCKED) {
        throw inTransaction(e);
      }
      throw e;
    }
  }

  static long pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma " + name)) {
      row.next();
      return row.getLong(1);
    }
  }

  static void set(Connection connection, String pragma, long value) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma " + pragma + " = " + value);
    }
  }

  @Override
  String beginWrite(Duration lockTimeout) {
    return beginWrite();
  }

  /**
   * One that has the write lock from its first statement that writes, if the log can tell that
   * another wrote since its first statement that read. That statement does not wait for the lock.
   */
  @Override
  String beginFirstWrite(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma journal_mode")) {
      return row.next() && row.getString(1).equals("wal") ? beginRead() : beginWrite();
    }
  }

  @Override
  boolean limitsLocksByTransaction() {
    return false;
  }

  @Override
  void waitWithoutLimit(Connection connection) {
    // There is no network to be silent.
  }

  @Override
  Undo readOnly(Connection connection) throws SQLException {
    // Its transactions can all write, and a connection may serve readers and writers.
    long already = pragma(connection, "query_only");
    set(connection, "query_only", 1);
    return () -> set(connection, "query_only", already);
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
  public boolean hasOneWriter() {
    return true;
  }

  @Override
  public boolean numbersBinds() {
    return true;
  }

  /** One JSON array: each column would take a call into the native library, and a copy. */
  @Override
  public List<SelectField<?>> columns(List<? extends Field<?>> columns) {
    return List.of(
        DSL.function("json_array", String.class, columns.toArray(Field[]::new)).as("columns"));
  }

  @Override
  public RowValues values(ResultSet row) throws SQLException {
    return new JsonValues(row.getString(1));
  }

  @Override
  public boolean writesWithin() {
    return false;
  }

  @Override
  void beginCursor(Connection connection) throws SQLException {
    prepared(connection, beginRead(), PreparedStatement::execute);
  }

  @Override
  void endCursor(Connection connection) throws SQLException {
    prepared(connection, "rollback", PreparedStatement::execute);
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
    try {
      return text == null ? null : InstantBinding.read(text);
    } catch (UnreadableValueException e) {
      throw UnreadableValues.at(row, index, e);
    }
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
  public void continueIds(DSLContext transaction, Field<Long> id, long highest) {
    boolean given =
        transaction.update(SEQUENCES).set(SEQUENCE, highest).where(isOf(id)).execute() > 0;
    if (!given) {
      // SQLite notes a table with its first row.
      transaction
          .insertInto(SEQUENCES)
          .set(SEQUENCE_OF, id.getQualifiedName().first())
          .set(SEQUENCE, highest)
          .execute();
    }
  }

  @Override
  public void leaveOutHistory(DSLContext transaction) {
    // A trigger of SQLite knows no settings.
  }

  @Override
  public Field<Long> lastId(Field<Long> id) {
    return coalesce(field(select(SEQUENCE).from(SEQUENCES).where(isOf(id))), inline(0L));
  }

  private static Condition isOf(Field<Long> id) {
    return SEQUENCE_OF.eq(id.getQualifiedName().first());
  }
}
