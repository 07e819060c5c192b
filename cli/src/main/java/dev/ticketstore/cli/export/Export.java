package dev.ticketstore.cli.export;

import dev.ticketstore.RowFormat;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.output.AtomicFile;
import dev.ticketstore.cli.output.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jooq.Record;

/**
 * Writes the rows of a view, as one snapshot has them, and returns how many.
 *
 * @param store that has them
 * @param view of what is written
 * @param progress is told of the rows
 */
public record Export(TicketStore store, View view, Progress progress) {

  /** How many rows are written between two looks at what else there is to do. */
  private static final int BLOCK = 500;

  /** Writes a file as a whole, or leaves it as it was. */
  public long toFile(Path target, RowFormat format) throws IOException {
    try (AtomicFile file = AtomicFile.at(target)) {
      long count;
      try (RowFormat.Rows rows = format.create(file.path(), view.columns())) {
        count = write(rows, () -> true);
      }
      file.commit();
      return count;
    }
  }

  /** Writes to an output, as long as it takes more. */
  public long toOutput(PrintWriter out, TextFormat format) throws IOException {
    try (RowFormat.Rows rows = format.layout().on(out, view.columns())) {
      return write(rows, () -> !out.checkError());
    }
  }

  private long write(RowFormat.Rows rows, BooleanSupplier more) throws IOException {
    long count = 0;
    try (Stream<? extends Record> stream = store.stream(ctx -> view.query())) {
      Iterator<? extends Record> each = stream.iterator();
      while (each.hasNext()) {
        rows.write(each.next());
        if (++count % BLOCK == 0) {
          progress.done(count);
          if (!more.getAsBoolean()) {
            break;
          }
        }
      }
    }
    progress.done(count);
    rows.finish();
    return count;
  }
}
