package dev.ticketstore.internal.database;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.ticketstore.jooq.types.InstantText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
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
  private static final Field<Long> SEQUENCE = field(DSL.name("seq"), Long.class);

  /** sqlite-jdbc prepares each statement again. */
  private static final StatementCache KEPT = new StatementCache();

  private SqliteDialect() {
    super(SQLDialect.SQLITE, "begin immediate", "begin");
  }

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
  public void continueIds(DSLContext transaction, Field<Long> id, long highest) {
    transaction.update(SEQUENCES).set(SEQUENCE, highest).where(isOf(id)).execute();
  }

  @Override
  public Field<Long> lastId(Field<Long> id) {
    return coalesce(field(select(SEQUENCE).from(SEQUENCES).where(isOf(id))), inline(0L));
  }

  private static Condition isOf(Field<Long> id) {
    return field(DSL.name("name"), String.class).eq(id.getQualifiedName().first());
  }
}
