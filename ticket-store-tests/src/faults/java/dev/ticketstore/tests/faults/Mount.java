package dev.ticketstore.tests.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory, which only root may mount. */
record Mount(Path folder) implements AutoCloseable {

  /** Skips the test where nothing can be mounted. */
  static Mount of(Path parent, String options) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(parent.resolve("mounted"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0,
        "NOT RUN: this user may not mount a tmpfs");
    return new Mount(folder);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
