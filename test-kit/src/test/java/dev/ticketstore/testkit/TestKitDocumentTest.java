package dev.ticketstore.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TestKitDocumentTest {

  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** Further ones belong to the contract, whose module compares them. */
  @Test
  void snippetIsATestThatRuns() throws Exception {
    Matcher shown = JAVA.matcher(Files.readString(Path.of("../docs/test-kit.md")));
    String test = Files.readString(Path.of("src/test/java/example/MonitorTest.java"));

    assertThat(shown.find()).isTrue();
    assertThat(test).endsWith("\n\n" + shown.group(1));
  }
}
