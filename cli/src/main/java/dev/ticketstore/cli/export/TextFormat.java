package dev.ticketstore.cli.export;

import dev.ticketstore.RowFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;

/**
 * A format whose files are text in UTF-8, which may go anywhere.
 *
 * @param name on the command line
 * @param layout of the rows
 */
public record TextFormat(String name, Layout layout) implements RowFormat {

  /** How rows become text. */
  interface Layout {
    Rows on(Writer out, List<? extends Field<?>> columns) throws IOException;
  }

  /** Bytes between two calls of the system. */
  private static final int BUFFER = 1 << 18;

  static final TextFormat CSV = new TextFormat("csv", CsvRows::new);
  static final TextFormat NDJSON = new TextFormat("ndjson", NdjsonRows::new);

  @Override
  public Rows create(Path file, List<? extends Field<?>> columns) throws IOException {
    Writer out =
        new OutputStreamWriter(
            new BufferedOutputStream(Files.newOutputStream(file), BUFFER), StandardCharsets.UTF_8);
    return new InFile(layout.on(out, columns), out);
  }

  /** Rows, and the file that is theirs. */
  private record InFile(Rows rows, Writer out) implements Rows {

    @Override
    public void write(Record row) throws IOException {
      rows.write(row);
    }

    @Override
    public void finish() throws IOException {
      rows.finish();
      out.flush();
    }

    @Override
    public void close() throws IOException {
      try (out) {
        rows.close();
      }
    }
  }
}
