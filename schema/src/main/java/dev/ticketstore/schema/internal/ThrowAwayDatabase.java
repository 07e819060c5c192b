package dev.ticketstore.schema.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Makes a SQLite file with the newest schema and nothing in it, for code generation to read. */
public final class ThrowAwayDatabase {

  private ThrowAwayDatabase() {}

  /**
   * Replaces the file {@code args[0]}. Fails if the checksums that are written down are not those
   * of the changelog.
   */
  public static void main(String[] args) throws IOException, SQLException {
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      List<String> checksums =
          LiquibaseSession.run(
              connection,
              session -> {
                session.update();
                return session.checksums();
              });
      if (!checksums.equals(ReleasedChanges.lines())) {
        throw new IllegalStateException(
            ReleasedChanges.RESOURCE
                + " is not what the changelog says. Restore a released change that was edited; for a new one write down:\n"
                + String.join("\n", checksums));
      }
    }
  }
}
