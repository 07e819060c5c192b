package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaMigrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a SQLite file with the newest schema and nothing in it, for code generation to read. */
public final class ThrowAwayDatabase {

  private ThrowAwayDatabase() {}

  /** Replaces the file {@code args[0]}. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file);
    SchemaMigrator.of("jdbc:sqlite:" + file).update();
  }
}
