package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of a statement that is not at its end, and the connection that it needs so long. */
final class RowStream<T> extends Spliterators.AbstractSpliterator<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RowStream.class);

  /** How many rows PostgreSQL sends at a time. */
  private static final int FETCH_SIZE = 500;

  private final Database database;
  private final Leases leases;
  private final Connection connection;
  private final CompiledStatement.Reader<T> reader;
  private @Nullable Cursor<?> cursor;
  private @Nullable ResultSet rows;
  private boolean closed;

  RowStream(Database database, Leases leases, CompiledStatement.Reader<T> reader) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT);
    this.database = database;
    this.leases = leases;
    this.connection = leases.acquire();
    this.reader = reader;
  }

  Connection connection() {
    return connection;
  }

  void open(DSLContext context, Function<DSLContext, ResultQuery<?>> query) throws SQLException {
    database.dialect().beginCursor(connection);
    cursor = query.apply(context).fetchSize(FETCH_SIZE).fetchLazy();
    rows = cursor.resultSet();
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    if (rows == null) {
      return false;
    }
    T row;
    try {
      database.requireOpen();
      if (!rows.next()) {
        close();
        return false;
      }
      row = reader.read(rows);
    } catch (SQLException e) {
      database.requireOpen();
      throw ErrorTranslation.inUse(e);
    }
    action.accept(row);
    return true;
  }

  /** Gives the connection back. Does nothing the second time. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    rows = null;
    // All rows that were asked for have been given out.
    try {
      if (cursor != null) {
        cursor.close();
      }
      database.dialect().endCursor(connection);
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A stream of tickets did not close", e);
    }
    try {
      leases.release(connection);
    } catch (DatabaseException e) {
      LOG.debug("A stream of tickets did not give its connection back", e);
    }
  }
}
