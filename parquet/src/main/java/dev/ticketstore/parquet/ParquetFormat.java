package dev.ticketstore.parquet;

import dev.ticketstore.RowFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jooq.Field;

/**
 * Parquet, for {@code tickets export --format parquet} and for the streams of a program's own.
 *
 * <pre>{@code
 * try (var stream = store.stream(ctx -> ctx.selectFrom(TICKETS));
 *     var rows = new ParquetFormat().create(file, List.of(TICKETS.fields()))) {
 *   for (var each = stream.iterator(); each.hasNext(); ) {
 *     rows.write(each.next());
 *   }
 *   rows.finish();
 * }
 * }</pre>
 *
 * <p>Numbers are {@code BIGINT}, {@code INTEGER} or {@code DOUBLE}, instants {@code TIMESTAMP WITH
 * TIME ZONE} in microseconds, booleans {@code BOOLEAN}, JSON {@code JSON}, and all else {@code
 * VARCHAR}. Rows wait in a folder beside the file for {@code finish}, which needs about the room of
 * the file; {@code close} removes it. Any number of rows takes at most 512 MB outside of the heap.
 */
public final class ParquetFormat implements RowFormat {

  /** For {@link java.util.ServiceLoader} too. */
  public ParquetFormat() {}

  @Override
  public String name() {
    return "parquet";
  }

  /**
   * Begins a file.
   *
   * @throws IOException if DuckDB cannot write beside it, also later
   */
  @Override
  public Rows create(Path file, List<? extends Field<?>> columns) throws IOException {
    return ParquetRows.open(file.toAbsolutePath(), columns);
  }
}
