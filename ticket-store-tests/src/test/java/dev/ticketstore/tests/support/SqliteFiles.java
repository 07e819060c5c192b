package dev.ticketstore.tests.support;

import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.contract.internal.MigratedTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jooq.SQLDialect;

/** Each database is a file in a folder of its own, below the build folder. */
final class SqliteFiles implements DatabaseServer {

  private static final MigratedTemplate TEMPLATE = new MigratedTemplate(database -> {});

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public SQLDialect dialect() {
    return SQLDialect.SQLITE;
  }

  @Override
  public TestDatabase create() {
    try {
      Path parent = Files.createDirectories(Path.of("target", "sqlite"));
      Path file = Files.createTempDirectory(parent, "db").resolve("tickets.db");
      return new TestDatabase(this, "jdbc:sqlite:" + file.toAbsolutePath(), "", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TestDatabase createMigrated() {
    // The store that migrated it has left one file, without a log beside it.
    Path template = Path.of(TEMPLATE.of(this).name());
    TestDatabase copy = create();
    try {
      Files.copy(template, Path.of(copy.name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  @Override
  public void drop(TestDatabase database) {
    Path folder = Path.of(database.name()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
