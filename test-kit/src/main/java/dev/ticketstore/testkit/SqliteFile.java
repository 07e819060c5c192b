package dev.ticketstore.testkit;

import dev.ticketstore.TicketStoreBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A SQLite file in a folder of its own, as there are others beside it. */
final class SqliteFile implements TestDatabase {

  private @Nullable Path folder;

  @Override
  public void create() {
    try {
      folder = Files.createTempDirectory("ticket-store-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TicketStoreBuilder connect(TicketStoreBuilder builder) {
    return builder.url("jdbc:sqlite:" + Objects.requireNonNull(folder).resolve("tickets.db"));
  }

  @Override
  public void drop() {
    Path dropped = Objects.requireNonNull(folder);
    try (Stream<Path> files = Files.list(dropped)) {
      for (Path each : List.copyOf(files.toList())) {
        Files.delete(each);
      }
      Files.delete(dropped);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
