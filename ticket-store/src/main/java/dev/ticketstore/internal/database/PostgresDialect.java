package dev.ticketstore.internal.database;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.jooq.types.InstantBinding;
import dev.ticketstore.jooq.types.UnreadableValueException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SelectField;
import org.jooq.SelectForUpdateStep;
import org.jooq.Table;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** PostgreSQL locks rows, and a reader has a snapshot of its own. */
public final class PostgresDialect extends Dialect {

  /** The only one. */
  public static final Dialect INSTANCE = new PostgresDialect();

  /** Whatever level a connection has. One that an administrator made read-only stays so. */
  private static final String BEGIN_WRITE = "begin isolation level read committed";

  /** How long an answer is on its way after a lock's timeout. */
  private static final Duration ANSWER = Duration.ofSeconds(1);

  private static final DataType<Object> REGCLASS =
      new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, "regclass");

  private PostgresDialect() {
    super(
        SQLDialect.POSTGRES,
        BEGIN_WRITE,
        // One message; the zone is the connection's own again after the transaction.
        "begin isolation level repeatable read read only; set local time zone 'UTC'");
  }

  @Override
  Undo takeOver(Connection connection, Duration timeout) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    boolean idle =
        (OptionalLibrary.PGJDBC.isPresent() && PostgresDriver.isOfDriver(connection))
            ? PostgresDriver.isIdle(connection)
            : autoCommit;
    if (!idle) {
      throw inTransaction(null);
    }
    if (!autoCommit) {
      connection.setAutoCommit(true);
    }
    int networkTimeout = connection.getNetworkTimeout();
    int limit = Math.toIntExact(networkTimeout(timeout).toMillis());
    if (networkTimeout == 0 || networkTimeout > limit) {
      connection.setNetworkTimeout(Runnable::run, limit);
    }
    return () -> {
      // Also if it was short enough: what takes longer may have lifted it.
      connection.setNetworkTimeout(Runnable::run, networkTimeout);
      if (!autoCommit) {
        connection.setAutoCommit(false);
      }
    };
  }

  /** How long the network may be silent: a lock's timeout comes from the server before it. */
  static Duration networkTimeout(Duration timeout) {
    return timeout.plus(ANSWER);
  }

  @Override
  String beginWrite(Duration lockTimeout) {
    return BEGIN_WRITE + "; set local lock_timeout = " + lockTimeout.toMillis();
  }

  @Override
  boolean limitsLocksByTransaction() {
    return true;
  }

  @Override
  void waitWithoutLimit(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, 0);
  }

  @Override
  Undo readOnly(Connection connection) {
    return () -> {
      // The transaction is read-only itself.
    };
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
  public boolean hasOneWriter() {
    return false;
  }

  @Override
  public boolean numbersBinds() {
    return false;
  }

  @Override
  public List<SelectField<?>> columns(List<? extends Field<?>> columns) {
    return List.copyOf(columns);
  }

  @Override
  public RowValues values(ResultSet row) {
    return new ColumnValues(row);
  }

  @Override
  public boolean writesWithin() {
    return true;
  }

  @Override
  void beginCursor(Connection connection) throws SQLException {
    // In autocommit mode the driver reads all rows at once; without it the driver begins itself.
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "set transaction isolation level repeatable read read only; set local time zone 'UTC'");
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
    if (column.getType() == Boolean.class) {
      return text.cast(column);
    }
    if (column.getType() == JSONB.class) {
      return text.cast(SQLDataType.JSONB).coerce(column);
    }
    return text.coerce(column);
  }

  @Override
  public @Nullable Instant instant(ResultSet row, int index) throws SQLException {
    try {
      return read(row, index);
    } catch (UnreadableValueException e) {
      throw UnreadableValues.at(row, index, e);
    }
  }

  /**
   * An instant, of whose column the caller knows the name.
   *
   * @throws UnreadableValueException if it is none
   */
  static @Nullable Instant read(ResultSet row, int index) throws SQLException {
    OffsetDateTime value = row.getObject(index, OffsetDateTime.class);
    return value == null ? null : InstantBinding.read(value);
  }

  @Override
  public <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> rows) {
    return rows.forUpdate();
  }

  @Override
  public void oneCycleAtATime(DSLContext transaction, String source) {
    Field<Long> key =
        function("hashtextextended", Long.class, val("ticket-store:" + source), inline(0L));
    Field<String> level =
        function("current_setting", String.class, inline("transaction_isolation"));
    requireReadCommitted(
        transaction
            .fetchSingle(select(function("pg_advisory_xact_lock", Object.class, key), level))
            .get(level));
  }

  @Override
  public void continueIds(DSLContext transaction, Field<Long> id, long highest) {
    transaction.fetch(select(function("setval", Long.class, sequence(id), val(highest))));
  }

  @Override
  public void leaveOutHistory(DSLContext transaction) {
    transaction.fetch(
        select(
            function(
                "set_config",
                String.class,
                inline("ticket_store.leave_out_history"),
                inline("on"),
                inline(true))));
  }

  @Override
  public Field<Long> lastId(Field<Long> id) {
    return coalesce(function("pg_sequence_last_value", Long.class, sequence(id)), inline(0L));
  }

  private static Field<Object> sequence(Field<Long> id) {
    return function(
            "pg_get_serial_sequence",
            String.class,
            inline(id.getQualifiedName().first()),
            inline(id.getName()))
        .cast(REGCLASS);
  }

  /**
   * At a higher level an upsert fails, or worse, where a concurrent one has committed: see the
   * reports on ON CONFLICT under SERIALIZABLE.
   */
  private static void requireReadCommitted(String level) {
    if (!level.equals("read committed")) {
      throw new DatabaseException(
          Reason.UNSUPPORTED, "reconcile needs a transaction at READ COMMITTED", null);
    }
  }
}
