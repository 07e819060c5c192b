package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A temporary copy of a SQLite database. Making it must not keep writers waiting. */
final class SqliteCopy {

  private SqliteCopy() {}

  /** Runs {@code work} on a copy, and deletes the copy. */
  static <T> T use(Connection connection, Work<T> work) throws SQLException {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("ticket-store");
      Path file = folder.resolve("copy.db");
      vacuumInto(connection, file);
      try (Connection copy = DriverManager.getConnection("jdbc:sqlite:" + file)) {
        return work.on(copy);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new SchemaException(
          Reason.FAILED,
          "The copy for a dry run could not be written into the folder for temporary files: "
              + e.getMessage(),
          e);
    } finally {
      if (folder != null) {
        folder.toFile().delete();
      }
    }
  }

  /** Writes the committed content to a new file. */
  static void vacuumInto(Connection connection, Path file) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("vacuum into ?")) {
      statement.setString(1, file.toString());
      statement.execute();
    }
  }

  interface Work<T> {
    T on(Connection copy) throws SQLException;
  }
}
