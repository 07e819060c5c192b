package dev.ticketstore.cli.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.ticketstore.RowFormat;
import dev.ticketstore.jooq.types.InstantText;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Rows as RFC 4180 has them, after a line of names. Null is empty, an empty text has quotes. */
final class CsvRows implements RowFormat.Rows {

  private final List<Function<Record, @Nullable Object>> readers;
  private final String[] cells;
  private final CsvWriter csv;

  CsvRows(Writer out, List<? extends Field<?>> fields) {
    this.readers = RowFormat.readers(fields);
    this.cells = new String[fields.size()];
    this.csv = CsvWriter.builder().quoteStrategy(QuoteStrategies.EMPTY).build(out);
    csv.writeRecord(fields.stream().map(Field::getName).toList());
  }

  @Override
  public void write(Record row) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = text(readers.get(i).apply(row));
    }
    csv.writeRecord(cells);
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Instant instant) {
      return InstantText.format(instant);
    }
    return value instanceof JSONB json ? json.data() : value.toString();
  }

  @Override
  public void finish() throws IOException {
    csv.flush();
  }

  @Override
  public void close() {
    // The output is its owner's to close.
  }
}
