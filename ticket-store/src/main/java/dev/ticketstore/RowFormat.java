package dev.ticketstore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Converter;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * A format of files for rows. The command {@code tickets export} finds those on the class path by
 * {@link java.util.ServiceLoader}.
 */
public interface RowFormat {

  /** Its name on the command line, such as {@code parquet}. */
  String name();

  /**
   * Begins a file.
   *
   * @param file is overwritten if it is there
   * @param columns of each row, in their order
   */
  Rows create(Path file, List<? extends Field<?>> columns) throws IOException;

  /** A file that is being written. */
  interface Rows extends Closeable {

    /** Adds a row, with the columns of the file in their order. */
    void write(Record row) throws IOException;

    /** Completes the file after the last row. Without it the file has no meaning. */
    void finish() throws IOException;

    /** Releases what the writing needed, whether the file is complete or not. */
    @Override
    void close() throws IOException;
  }

  /**
   * Reads the value of each column out of a row as the database has it: the text of a status, the
   * number of a rank, and else what the row has; null for null.
   */
  static List<Function<Record, @Nullable Object>> readers(List<? extends Field<?>> columns) {
    List<Function<Record, @Nullable Object>> readers = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      readers.add(reader(i, columns.get(i)));
    }
    return List.copyOf(readers);
  }

  private static <T> Function<Record, @Nullable Object> reader(int index, Field<T> column) {
    // Once, as jOOQ finds both by several calls.
    Converter<?, T> converter = column.getConverter();
    Class<T> type = column.getType();
    return row -> converter.to(type.cast(row.get(index)));
  }
}
