package dev.ticketstore.parquet;

import dev.ticketstore.RowFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Rows in a database of DuckDB beside the file, which becomes the file at the end. */
final class ParquetRows implements RowFormat.Rows {

  private static final Name CATALOG = DSL.name("scratch");
  private static final String SCHEMA = "main";
  private static final String ROWS = "rows";

  /** DuckDB's default of 122,880 rows takes a hundred megabytes of tickets with long messages. */
  private static final int ROWS_OF_A_GROUP = 20_480;

  private final Path file;
  private final ScratchFolder folder;
  private final List<Function<Record, @Nullable Object>> readers;
  private final DuckDBConnection connection;
  private final DuckDBAppender appender;

  private ParquetRows(Path file, ScratchFolder folder, List<? extends Field<?>> columns)
      throws SQLException {
    this.file = file;
    this.folder = folder;
    this.readers = RowFormat.readers(columns);
    this.connection = connect(folder);
    boolean opened = false;
    try {
      dsl().execute("attach {0} as {1}", DSL.inline(folder.database().toString()), CATALOG);
      dsl()
          .createTable(rows())
          .columns(columns.stream().map(ParquetRows::typed).toList())
          .execute();
      this.appender = connection.createAppender(CATALOG.last(), SCHEMA, ROWS);
      opened = true;
    } finally {
      if (!opened) {
        connection.close();
      }
    }
  }

  static ParquetRows open(Path file, List<? extends Field<?>> columns) throws IOException {
    ScratchFolder folder = ScratchFolder.beside(file);
    boolean opened = false;
    try {
      ParquetRows rows = new ParquetRows(file, folder, columns);
      opened = true;
      return rows;
    } catch (SQLException | DataAccessException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      if (!opened) {
        folder.close();
      }
    }
  }

  private static DuckDBConnection connect(ScratchFolder folder) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", "512MB");
    settings.setProperty("threads", "1");
    settings.setProperty("temp_directory", folder.spill().toString());
    settings.setProperty("preserve_insertion_order", "false");
    // What it needs is in its library; it asks no network for more.
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    // The file comes later: within a URL its name could hold settings.
    return (DuckDBConnection)
        Objects.requireNonNull(new DuckDBDriver().connect("jdbc:duckdb:", settings));
  }

  private static Field<?> typed(Field<?> column) {
    return DSL.field(column.getUnqualifiedName(), ColumnTypes.of(column));
  }

  private static Name rows() {
    return DSL.name(CATALOG.last(), SCHEMA, ROWS);
  }

  private DSLContext dsl() {
    return DSL.using(connection, SQLDialect.DUCKDB);
  }

  @Override
  public void write(Record row) throws IOException {
    try {
      appender.beginRow();
      for (Function<Record, @Nullable Object> reader : readers) {
        append(reader.apply(row));
      }
      appender.endRow();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void append(@Nullable Object value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (value instanceof Long number) {
      appender.append(number.longValue());
    } else if (value instanceof Integer number) {
      appender.append(number.intValue());
    } else if (value instanceof Double number) {
      appender.append(number.doubleValue());
    } else if (value instanceof Boolean truth) {
      appender.append(truth.booleanValue());
    } else if (value instanceof Instant instant) {
      appender.append(instant.atOffset(ZoneOffset.UTC));
    } else if (value instanceof JSONB json) {
      appender.append(json.data());
    } else {
      appender.append(value.toString());
    }
  }

  @Override
  public void finish() throws IOException {
    try {
      appender.close();
      // The file is written in place, with its permissions.
      dsl()
          .execute(
              "copy {0} to {1} (format parquet, row_group_size {2}, use_tmp_file false)",
              rows(), DSL.inline(file.toString()), DSL.inline(ROWS_OF_A_GROUP));
    } catch (SQLException | DataAccessException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try (folder;
        connection) {
      appender.close();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
