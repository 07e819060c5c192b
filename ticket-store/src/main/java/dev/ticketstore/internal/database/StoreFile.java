package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.internal.validation.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The file that a SQLite database was opened from. SQLite itself writes on into a file that was
 * deleted, and what it commits there is lost.
 *
 * @param path null where there is no file, or Java cannot name it
 * @param key the identity of the file, such as device and inode; null where the system has none
 */
record StoreFile(@Nullable Path path, @Nullable Object key) {

  /** No file. */
  static final StoreFile NONE = new StoreFile(null, null);

  /** The file behind a connection to SQLite. */
  static StoreFile of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select file from pragma_database_list where name = 'main'")) {
      String file = row.next() ? row.getString(1) : null;
      // In memory there is none.
      return file == null || file.isEmpty() ? NONE : of(file);
    }
  }

  /** The present file at a path. */
  static StoreFile of(String file) {
    try {
      Path path = Path.of(file);
      return new StoreFile(path, keyOf(path));
    } catch (InvalidPathException | IOException e) {
      // In the locale C, Java has no paths beyond ASCII. SQLite has.
      return NONE;
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /**
   * Does nothing while the file is the one that was opened.
   *
   * @throws DatabaseException {@link Reason#FILE_REPLACED} if it was deleted, moved or replaced
   */
  void requireSame() {
    if (path == null || key == null) {
      return;
    }
    try {
      if (key.equals(keyOf(path))) {
        return;
      }
    } catch (NoSuchFileException e) {
      throw replaced(path, e);
    } catch (IOException e) {
      throw new DatabaseException(Reason.CANNOT_OPEN, Check.quote(path.toString()), e);
    }
    throw replaced(path, null);
  }

  private static DatabaseException replaced(Path path, @Nullable IOException cause) {
    return new DatabaseException(Reason.FILE_REPLACED, Check.quote(path.toString()), cause);
  }

  /**
   * Whether a database in WAL mode has to be read as it is: SQLite can make no log beside it, and
   * needs none. It takes no locks then, and sees nothing that others write.
   */
  static boolean isImmutable(String file) {
    try {
      // SQLite follows links too, and looks for the log beside their target.
      Path path = Path.of(file).toRealPath();
      Path folder = path.getParent();
      return folder != null && !Files.isWritable(folder) && isAtRest(path);
    } catch (InvalidPathException | IOException e) {
      return false;
    }
  }

  /**
   * Whether all of a database is in its file, and no process writes to it. A process that has it
   * open makes the log first and its index ({@code -shm}) then, and removes them in reverse; so an
   * empty log without an index is a copy.
   *
   * @param path without links
   */
  static boolean isAtRest(Path path) throws IOException {
    Path log = beside(path, "-wal");
    boolean hasNoLog =
        Files.notExists(log) || (Files.size(log) == 0 && Files.notExists(beside(path, "-shm")));
    return hasNoLog && Files.notExists(beside(path, "-journal"));
  }

  private static Path beside(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }
}
