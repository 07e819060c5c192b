package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.internal.database.ErrorTranslation.Origin;
import dev.ticketstore.internal.validation.Check;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jooq.Configuration;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of a statement that is not at its end, the connection that it needs so long, and the
 * transaction that cannot write.
 */
final class RowStream<T> extends Spliterators.AbstractSpliterator<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RowStream.class);

  /** How many rows PostgreSQL sends at a time. */
  private static final int FETCH_SIZE = 500;

  private final Database database;
  private final Leases leases;
  private final Origin origin;
  private final Connection connection;
  private Dialect.@Nullable Undo writable;
  private @Nullable Cursor<?> cursor;
  private @Nullable Supplier<@Nullable T> rows;
  private boolean closed;

  /**
   * The rows of a query of the store's, as {@code reader} reads them.
   *
   * @param configuration of the query, with the {@link Leases} of its connection
   */
  static <R extends Record, T> Stream<T> ofStore(
      Database database,
      Configuration configuration,
      Function<DSLContext, ? extends ResultQuery<R>> query,
      CompiledStatement.Reader<T> reader) {
    return open(
        new RowStream<T>(database, configuration, Origin.STORE),
        stream -> stream.execute(configuration, query, cursor -> rows(cursor.resultSet(), reader)));
  }

  private static <T> Supplier<@Nullable T> rows(
      ResultSet rows, CompiledStatement.Reader<T> reader) {
    return () -> {
      try {
        return rows.next() ? reader.read(rows) : null;
      } catch (SQLException e) {
        throw ErrorTranslation.inUse(e);
      }
    };
  }

  /**
   * The rows of a query of the caller's.
   *
   * @param configuration of the query, with the {@link Leases} of its connection
   */
  static <R extends Record> Stream<R> ofCaller(
      Database database,
      Configuration configuration,
      Function<DSLContext, ? extends ResultQuery<R>> query) {
    return open(
        new RowStream<R>(database, configuration, Origin.CALLER),
        stream -> stream.execute(configuration, query, cursor -> rows(cursor.iterator())));
  }

  private static <R> Supplier<@Nullable R> rows(Iterator<R> rows) {
    return () -> rows.hasNext() ? rows.next() : null;
  }

  /** A stream that gives its connection back at its end, at an error, and when it is closed. */
  private static <T> Stream<T> open(RowStream<T> rows, Consumer<RowStream<T>> execution) {
    boolean opened = false;
    try {
      execution.accept(rows);
      opened = true;
    } finally {
      if (!opened) {
        rows.close();
      }
    }
    return StreamSupport.stream(rows, false).onClose(rows::close);
  }

  private RowStream(Database database, Configuration configuration, Origin origin) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.database = database;
    this.leases = (Leases) configuration.connectionProvider();
    this.origin = origin;
    this.connection = leases.acquire();
  }

  private <R extends Record> void execute(
      Configuration configuration,
      Function<DSLContext, ? extends ResultQuery<R>> query,
      Function<Cursor<R>, Supplier<@Nullable T>> reader) {
    try {
      writable = database.dialect().readOnly(connection);
      database.dialect().beginCursor(connection);
    } catch (SQLException e) {
      throw ErrorTranslation.inUse(e);
    }
    rows =
        ErrorTranslation.translating(
            () -> {
              DSLContext context = DSL.using(configuration.derive(connection));
              ResultQuery<R> asked = Check.notNull("query", query.apply(context));
              Cursor<R> opened = context.fetchLazy(asked.fetchSize(FETCH_SIZE));
              cursor = opened;
              return reader.apply(opened);
            },
            origin);
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    T row = null;
    try {
      row = next();
    } finally {
      if (row == null) {
        close();
      }
    }
    if (row == null) {
      return false;
    }
    action.accept(row);
    return true;
  }

  private @Nullable T next() {
    Supplier<@Nullable T> reading = rows;
    if (reading == null) {
      return null;
    }
    database.requireOpen();
    try {
      return ErrorTranslation.translating(reading, origin);
    } catch (DatabaseException e) {
      database.requireOpen();
      throw e;
    }
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
      undo();
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A stream did not close", e);
    }
    try {
      leases.release(connection);
    } catch (DatabaseException e) {
      LOG.debug("A stream did not give its connection back", e);
    }
  }

  private void undo() throws SQLException {
    try {
      if (cursor != null) {
        cursor.close();
      }
      database.dialect().endCursor(connection);
    } finally {
      if (writable != null) {
        writable.run();
      }
    }
  }
}
