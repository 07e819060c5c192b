package dev.ticketstore.tests.costs;

import dev.ticketstore.contract.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;

/** The pages that calls write to the log of a SQLite file, which nothing cuts. */
final class WrittenPages implements Meter {

  /** Of the format of the log, and of SQLite's default page with its header there. */
  private static final long FRAME = 4_096 + 24;

  private final Path file;

  WrittenPages(TestDatabase database) {
    this.file = Path.of(database.name() + "-wal");
  }

  @Override
  public Map<String, String> measure(int calls, IntConsumer call) {
    long before = length();
    for (int i = 0; i < calls; i++) {
      call.accept(i);
    }
    double frames = (double) (length() - before) / FRAME;
    return Map.of("pages", String.format(Locale.ROOT, "%.1f", frames / calls));
  }

  private long length() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
