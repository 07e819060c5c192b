package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.tests.databases.StoreWithout.Scenario;
import dev.ticketstore.tests.support.ChildJvm;
import dev.ticketstore.tests.support.SqliteFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A framework that manages versions may give an application an older library than the store was
 * built with. The build copies one; this runs processes with it.
 */
class OlderLibraryTest {

  private static final Path OLDER = Path.of("target", "older-libraries");

  @ParameterizedTest
  @EnumSource(names = {"OPEN_URL", "OPEN_DATA_SOURCE"})
  void olderSqliteIsRefusedByNameBeforeAnythingIsWritten(Scenario scenario) throws Exception {
    TestDatabase database = SqliteFile.create();

    ChildJvm child =
        ChildJvm.runOn(
            withOlder("sqlite-jdbc"), StoreWithout.class, scenario.name(), database.url(), "", "");

    assertThat(child.exitCode()).as("%s", child.output()).isZero();
    assertThat(child.output().lines().toList())
        .singleElement()
        .asString()
        .startsWith("UNSUPPORTED")
        .contains(
            "SQLite 3.51.3 or newer, not 3.50.3",
            "org.xerial:sqlite-jdbc to 3.51.3.0",
            "sqlite-jdbc.version");
    assertThat(Path.of(database.name())).isEmptyFile();
    database.drop();
  }

  /** The class path of the tests, with the older jar in place of its own. */
  private static String withOlder(String artifact) throws IOException {
    List<Path> older;
    try (Stream<Path> files = Files.list(OLDER)) {
      older = files.filter(file -> isOf(artifact, file)).toList();
    }
    assertThat(older).as("what the build copies").hasSize(1);
    String[] all = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    assertThat(all).anyMatch(path -> isOf(artifact, Path.of(path)));
    return Stream.concat(
            Arrays.stream(all).filter(path -> !isOf(artifact, Path.of(path))),
            older.stream().map(Path::toString))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isOf(String artifact, Path jar) {
    return jar.getFileName().toString().matches(artifact + "-\\d.*\\.jar");
  }
}
