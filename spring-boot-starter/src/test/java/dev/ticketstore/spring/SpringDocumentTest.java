package dev.ticketstore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/spring.md} shows what is so. */
class SpringDocumentTest {

  private static final Path ROOT = Path.of("..");

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/spring.md"));
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  @Test
  void snippetsArePartsOfTheSample() throws IOException {
    List<String> snippets = all("```java\n(.*?)```", page());
    StringBuilder sample = new StringBuilder();
    try (Stream<Path> files = Files.walk(ROOT.resolve("samples/spring-service/src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sample.append(Files.readString(file));
      }
    }

    assertThat(snippets).isNotEmpty().allMatch(snippet -> sample.indexOf(snippet) >= 0);
  }

  @Test
  void tableListsEachProperty() throws IOException {
    List<String> listed =
        all("(?m)^\\| (`ticket-store[^|]*) \\|", page()).stream()
            .flatMap(cell -> all("`ticket-store\\.([a-z.-]+)`", cell).stream())
            .toList();
    List<String> properties =
        Stream.of(TicketStoreProperties.class.getRecordComponents())
            .flatMap(
                each ->
                    each.getType().isRecord()
                        ? Arrays.stream(each.getType().getRecordComponents())
                            .map(option -> each.getName() + "." + option.getName())
                        : Stream.of(each.getName()))
            .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
            .toList();

    assertThat(listed).contains("schema").containsAll(properties);
    assertThat(properties).containsAll(listed);
  }

  @Test
  void versionsAreThoseOfTheSampleAndOfTheTests() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String sample = Files.readString(ROOT.resolve("samples/spring-service/pom.xml"));
    List<String> three = all("<spring-boot-3.version>([^<]*)<", pom);
    List<String> four = all("<spring-boot-4.version>([^<]*)<", pom);

    assertThat(page()).contains("Spring Boot " + three.get(0), "Spring Boot " + four.get(0));
    assertThat(all("<spring-boot.version>([^<]*)<", sample)).isEqualTo(three);
    assertThat(Files.readString(ROOT.resolve(".ci/check-spring-service")))
        .contains("in " + three.get(0) + " " + four.get(0) + ";");
    for (String library : all("<([a-z-]+).version>", page())) {
      String version = all("<" + library + ".version>([^<]*)<", page()).get(0);
      assertThat(sample).contains("<version>" + version + "</version>");
      assertThat(Files.readString(ROOT.resolve("pom.xml")))
          .contains("<" + library + ".version>" + version + "<");
    }
  }
}
