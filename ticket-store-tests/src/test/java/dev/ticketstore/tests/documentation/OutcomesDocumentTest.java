package dev.ticketstore.tests.documentation;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of reasons says of each what its exceptions say. */
class OutcomesDocumentTest {

  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `([A-Z_]+)` \\| [^|]+ \\| (no|unknown) \\| (yes|idempotent|no)\\b.*\\|$");

  @Test
  void everyReasonIsUnknownAndRetriedAsTheTableSays() throws IOException {
    Map<String, String> rows =
        ROW.matcher(Pages.all().get("outcomes.md"))
            .results()
            .collect(toMap(row -> row.group(1), OutcomesDocumentTest::columns));

    assertThat(rows)
        .containsExactlyInAnyOrderEntriesOf(
            Arrays.stream(Reason.values()).collect(toMap(Reason::name, OutcomesDocumentTest::row)));
  }

  private static String columns(MatchResult row) {
    return row.group(2) + " " + row.group(3);
  }

  private static String row(Reason reason) {
    DatabaseException thrown = new DatabaseException(reason, null, null);
    String retry =
        thrown.isRetryable() ? "yes" : thrown.isRetryableIfIdempotent() ? "idempotent" : "no";
    return (thrown.isOutcomeUnknown() ? "unknown " : "no ") + retry;
  }
}
