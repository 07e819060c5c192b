package dev.ticketstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --db} takes the path of a file, whatever characters it has. */
class FileNamesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what?.db",
        "?",
        "a.db?journal_mode=OFF&x",
        "a?b%3f#c?.db",
        "100%.db",
        "#1.db",
        "with blanks.db",
        " at both ends ",
        "'single' \"double\" `back`.db",
        "file:x.db",
        "file:x.db?mode=ro",
        ":resource:x",
        "x;y&z=\\.db"
      })
  void eachCommandFindsTheFile(String name) throws IOException {
    String file = folder.resolve(name).toString();

    new CommandLineRun().run("schema", "update", "--db", file);
    new CommandLineRun().run("observe", "x", "--message", "m", "--db", file).done();
    assertThat(new CommandLineRun().run("list", "--db", file).done().outLines()).hasSize(2);
    assertThat(new CommandLineRun().run("schema", "status", "--db", file).done().out())
        .contains("Up to date.");

    assertOnly(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"what?.db", "file:x"})
  void missingFileIsNamedAndNotMade(String name) {
    String file = folder.resolve(name).toString();

    new CommandLineRun()
        .run("list", "--db", file)
        .failed(1, "no store at " + file + ": observe, replay or import makes one, or check --db");
    new CommandLineRun().run("schema", "status", "--db", file).failed(1, file + ": no such file");

    assertThat(folder).isEmptyDirectory();
  }

  private void assertOnly(String file) throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(Path.of(file));
    }
  }
}
