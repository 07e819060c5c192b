package dev.ticketstore.tests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A java whose waits for the disk are counted, and slower. Needs Linux and a C compiler. */
final class SlowDisk {

  private static final int DELAY_MICROS = 2_000;

  private final Path folder;

  private SlowDisk(Path folder) {
    this.folder = folder;
  }

  /** Compiles {@code source} into a folder. */
  static SlowDisk build(Path source, Path folder) throws IOException, InterruptedException {
    Path library = folder.resolve("fsync.so");
    Process compiler =
        new ProcessBuilder(
                "cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
            .inheritIO()
            .start();
    if (compiler.waitFor() != 0) {
      throw new IOException("cc did not compile " + source);
    }
    Files.write(folder.resolve("fsyncs"), new byte[Long.BYTES]);
    return new SlowDisk(folder);
  }

  /** The path of a java that counts, and waits longer or not. */
  String java(boolean slower) throws IOException {
    Path script = folder.resolve(slower ? "java-slow" : "java-counted");
    Files.writeString(
        script,
        """
        #!/bin/sh
        export LD_PRELOAD='%s' FSYNC_COUNT_FILE='%s' FSYNC_DELAY_MICROS=%d
        exec '%s' "$@"
        """
            .formatted(
                folder.resolve("fsync.so"),
                folder.resolve("fsyncs"),
                slower ? DELAY_MICROS : 0,
                Path.of(System.getProperty("java.home"), "bin", "java")));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script.toString();
  }
}
