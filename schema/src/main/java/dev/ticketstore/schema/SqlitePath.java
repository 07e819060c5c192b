package dev.ticketstore.schema;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The path of a SQLite file, whatever characters it has.
 *
 * @param name relative to the working directory, or absolute
 */
public record SqlitePath(String name) {

  private static final String PREFIX = "jdbc:sqlite:";
  private static final String SCHEME = "file:";

  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /**
   * The path in a JDBC URL: the part after {@code jdbc:sqlite:}, or an absolute path in a {@code
   * file:} URI after it, as {@link #url()} makes it.
   *
   * @return empty for a database in memory, a URL with parameters, and that of another database
   */
  public static Optional<SqlitePath> ofUrl(String url) {
    if (!url.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String address = url.substring(PREFIX.length());
    if (isUri(address)) {
      return ofUri(address).map(SqlitePath::new);
    }
    return isPlain(address) && !address.isBlank()
        ? Optional.of(new SqlitePath(address))
        : Optional.empty();
  }

  private static Optional<String> ofUri(String address) {
    try {
      URI uri = new URI(address);
      return address.equals(SCHEME + uri.getRawPath())
          ? Optional.of(uri.getPath()).filter(path -> path.indexOf('\0') < 0)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isUri(String address) {
    return address.toLowerCase(Locale.ROOT).startsWith(SCHEME);
  }

  /** Whether the driver and SQLite take it as it is; the driver removes blanks at the end. */
  private static boolean isPlain(String address) {
    return address.indexOf('?') < 0
        && !address.startsWith(":")
        && !isUri(address)
        && address.stripTrailing().length() == address.length();
  }

  /** A JDBC URL that names the file, also if the path looks like parameters or like a URI. */
  public String url() {
    return PREFIX + (isPlain(name) ? name : new File(name).getAbsoluteFile().toURI());
  }

  /**
   * Makes an empty file that only its owner can read and write, unless there is a file. SQLite
   * gives the mode of the file to its log. On a file system without such modes, and where the file
   * cannot be made, this is a no-op: SQLite makes the file, or says why it cannot.
   */
  public void createIfMissing() {
    try {
      // Never opens a file that is there: closing it would end all locks of this process on it.
      Files.createFile(withoutLinks(Path.of(name)), OWNER_ONLY);
    } catch (UnsupportedOperationException | InvalidPathException | IOException e) {
      // The file is there, or SQLite will find the same reason.
    }
  }

  private static Path withoutLinks(Path path) throws IOException {
    Path target = path;
    for (int links = 0; links < MAX_LINKS && Files.isSymbolicLink(target); links++) {
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }
}
