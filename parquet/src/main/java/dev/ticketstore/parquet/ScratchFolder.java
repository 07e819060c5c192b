package dev.ticketstore.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder beside a file for what is needed until the file is complete. Only its owner can enter.
 *
 * @param path where it is
 */
record ScratchFolder(Path path) implements Closeable {

  static ScratchFolder beside(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    ScratchFolder scratch =
        new ScratchFolder(Files.createTempDirectory(folder, ".tickets-parquet-"));
    // Also if the process is told to end; the last one first.
    Stream.of(scratch.path, scratch.spill(), scratch.database(), scratch.log())
        .forEach(each -> each.toFile().deleteOnExit());
    return scratch;
  }

  Path database() {
    return path.resolve("rows.duckdb");
  }

  private Path log() {
    return path.resolve("rows.duckdb.wal");
  }

  Path spill() {
    return path.resolve("spill");
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> below = Files.walk(path)) {
      all = below.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
