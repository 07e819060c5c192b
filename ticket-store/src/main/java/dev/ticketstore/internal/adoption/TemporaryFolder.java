package dev.ticketstore.internal.adoption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder that only its owner can read, for as long as it is open. It must stay flat. */
final class TemporaryFolder implements AutoCloseable {

  private final Path path;

  TemporaryFolder() {
    try {
      path = Files.createTempDirectory("ticket-store");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  /** Deletes the files in it, and the folder. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.list(path)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        Files.delete(file);
      }
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
