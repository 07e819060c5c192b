package dev.ticketstore.tests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/architecture.md} names only classes, methods and tests that exist. */
class ArchitectureDocumentTest {

  private static final Path ROOT = Path.of("..");

  private static final List<String> MODULES =
      List.of(
          "schema",
          "codegen",
          "ticket-store",
          "cli",
          "spring-boot-starter",
          "contract",
          "ticket-store-tests");

  /** A class, or a class with a method or a nested class. */
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?`");

  private static final Pattern TRAP = Pattern.compile("(?m)^\\| (\\d+) \\| [^|]+ \\| ([^|]+) \\|$");

  private static final int TRAPS = 26;

  /** Sources by the name of their class. */
  private static final Map<String, Path> SOURCES = new HashMap<>();

  private static String document = "";

  @BeforeAll
  static void read() throws IOException {
    document = Files.readString(ROOT.resolve("docs/architecture.md"));
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> SOURCES.put(file.getFileName().toString().replace(".java", ""), file));
      }
    }
  }

  @Test
  void eachNamedClassAndMethodExists() throws IOException {
    List<String> missing = new ArrayList<>();
    int found = 0;
    Matcher named = NAMED.matcher(document);
    while (named.find()) {
      Path source = SOURCES.get(named.group(1));
      String member = named.group(2);
      if (source == null || (member != null && !has(source, member))) {
        missing.add(named.group());
      }
      found++;
    }

    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(60);
  }

  /** Whether a source declares it, as a method or as a nested class. */
  private static boolean has(Path source, String member) throws IOException {
    return Pattern.compile("(?m)^ +[^*/\\n]*\\b" + member + "[({ ]")
        .matcher(Files.readString(source))
        .find();
  }

  @Test
  void eachTrapHasItsTests() {
    List<String> numbers = new ArrayList<>();
    Matcher trap = TRAP.matcher(document);
    while (trap.find()) {
      numbers.add(trap.group(1));
      assertThat(trap.group(2))
          .as("trap %s", trap.group(1))
          .containsPattern("`\\w+(Test|Faults)\\.\\w+`")
          .doesNotContain("no test");
    }

    assertThat(numbers).hasSize(TRAPS).doesNotHaveDuplicates();
  }
}
