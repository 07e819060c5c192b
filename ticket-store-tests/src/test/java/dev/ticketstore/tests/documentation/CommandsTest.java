package dev.ticketstore.tests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands of {@code .ci/run} and {@code CONTRIBUTING.md} name only tests and properties that
 * exist: Maven passes over others without a word.
 */
class CommandsTest {

  private static final Path ROOT = Path.of("..");

  /** Those of Maven and its plugins. */
  private static final List<String> OF_MAVEN =
      List.of("skipTests", "test", "surefire.excludesFile", "surefire.failIfNoSpecifiedTests");

  private static final Pattern PROPERTY = Pattern.compile("-D([\\w.-]+)");
  private static final Pattern TEST =
      Pattern.compile("(?:run-tests |-Dtest=)(?:\\w+\\.)*([A-Z]\\w+)");

  /** Sources of tests, and POMs. */
  private static String code = "";

  @BeforeAll
  static void read() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file :
          files.filter(file -> file.toString().matches(".*/(src/.*\\.java|pom\\.xml)")).toList()) {
        all.append(Files.readString(file));
      }
    }
    code = all.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {".ci/run", ".ci/run-slow", "CONTRIBUTING.md"})
  void namedTestsExist(String file) throws IOException {
    Set<String> tests = named(TEST, file);

    assertThat(tests).isNotEmpty().allMatch(test -> code.contains("class " + test + " "));
  }

  @ParameterizedTest
  @ValueSource(strings = {".ci/run", "CONTRIBUTING.md"})
  void namedPropertiesAreRead(String file) throws IOException {
    Set<String> properties = named(PROPERTY, file);
    properties.removeAll(OF_MAVEN);

    assertThat(properties)
        .hasSizeGreaterThan(3)
        .allMatch(name -> code.contains('"' + name + '"') || code.contains("<" + name + ">"));
  }

  private static Set<String> named(Pattern pattern, String file) throws IOException {
    return pattern
        .matcher(Files.readString(ROOT.resolve(file)))
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
