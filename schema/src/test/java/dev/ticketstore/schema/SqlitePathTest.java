package dev.ticketstore.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlitePathTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/b.db",
        "/a/b?.db",
        "/a/?x=y&z",
        "/a/50%?%3F#.db",
        "/a/with blanks ",
        "/a/größer-票?",
        "/a/\"quoted\"?'too'"
      })
  void urlOfAPathNamesThePath(String path) {
    SqlitePath file = new SqlitePath(path);

    assertThat(SqlitePath.ofUrl(file.url())).contains(file);
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b.db, jdbc:sqlite:/a/b.db",
    "b.db, jdbc:sqlite:b.db",
    "/a/100%.db, jdbc:sqlite:/a/100%.db",
    "/a/b?c#d%e f.db, jdbc:sqlite:file:/a/b%3Fc%23d%25e%20f.db"
  })
  void urlOfAPathIsEscapedOnlyWhereItMust(String path, String url) {
    assertThat(new SqlitePath(path).url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"what?", "?", "file:x", "FILE:x", ":memory:", ":resource:x", "x "})
  void relativePathThatLooksLikeSomethingElseBecomesAbsolute(String path) {
    assertThat(SqlitePath.ofUrl(new SqlitePath(path).url()))
        .contains(new SqlitePath(Path.of(path).toAbsolutePath().toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:",
        "jdbc:sqlite: ",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite:a?b",
        "jdbc:sqlite:a ",
        "jdbc:sqlite:file:a",
        "jdbc:sqlite:FILE:/a",
        "jdbc:sqlite:file:/a?mode=ro",
        "jdbc:sqlite:file:/a#b",
        "jdbc:sqlite:file:/a%00b",
        "jdbc:sqlite:file:/a%b",
        "jdbc:sqlite:file://host/a",
        "jdbc:postgresql:a"
      })
  void otherUrlHasNoPath(String url) {
    assertThat(SqlitePath.ofUrl(url)).isEmpty();
  }

  /** What the tests below ask for. */
  @BeforeEach
  void modesOfFiles() {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
  }

  @Test
  void newFileIsItsOwners() throws IOException {
    Path file = folder.resolve("new.db");
    new SqlitePath(file.toString()).createIfMissing();

    assertThat(file).isEmptyFile();
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void targetOfALinkIsMade() throws IOException {
    Path between = Files.createSymbolicLink(folder.resolve("between"), Path.of("real.db"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), between);
    new SqlitePath(link.toString()).createIfMissing();

    assertThat(mode(folder.resolve("real.db"))).isEqualTo("rw-------");
  }

  @Test
  void fileThatIsThereStaysAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("old.db"), "content");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    new SqlitePath(file.toString()).createIfMissing();

    assertThat(file).hasContent("content");
    assertThat(mode(file)).isEqualTo("rw-r--r--");
  }

  @Test
  void folderThatIsMissingIsForSqliteToReport() {
    new SqlitePath(folder.resolve("none").resolve("x.db").toString()).createIfMissing();

    assertThat(folder).isEmptyDirectory();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
