package dev.ticketstore.tests.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.tests.migration.RollingUpgradeTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example of a rolling upgrade is the one that {@link RollingUpgradeTest} runs. */
class RollingUpgradeDocumentTest {

  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  @Test
  void theExampleIsTheOneThatATestRuns() throws IOException {
    List<String> shown =
        SQL.matcher(Pages.all().get("migrations.md"))
            .results()
            .map(MatchResult::group)
            .map(block -> block.replaceAll("```(sql)?\n?", ""))
            .toList();

    assertThat(shown).hasSize(2);
    assertThat(resource("10-actor-kind.sql")).endsWith(shown.get(0));
    assertThat(resource("11-actor-kind-required.sql")).endsWith(shown.get(1));
  }

  private static String resource(String name) throws IOException {
    try (InputStream file =
        RollingUpgradeDocumentTest.class.getResourceAsStream("/schema/later-releases/" + name)) {
      return new String(file.readAllBytes(), UTF_8);
    }
  }
}
