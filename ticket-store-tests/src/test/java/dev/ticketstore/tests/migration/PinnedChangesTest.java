package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A release is append-only for its successors; before the first one nothing is. */
class PinnedChangesTest {

  private static final String FIRST = "sqlite 9:1 changes/01-a.sql::a::x";
  private static final String SECOND = "sqlite 9:2 changes/02-b.sql::b::x";
  private static final String OTHER = "postgresql 9:3 changes/01-a.sql::a::x";

  private static List<String> problems(List<String> released, List<String> now) {
    return new PinnedChanges(released).violatedBy(new PinnedChanges(now));
  }

  @Test
  void theChangelogKeepsEachReleasedChange() throws Exception {
    assertThat(PinnedChanges.current().lines()).isNotEmpty();
    assertThat(PinnedChanges.released().violatedBy(PinnedChanges.current())).isEmpty();
  }

  @Test
  void changesMayBeAppendedAndUnreleasedOnesEdited() {
    assertThat(problems(List.of(FIRST, OTHER), List.of(FIRST, SECOND, OTHER))).isEmpty();
    assertThat(problems(List.of(), List.of(SECOND, FIRST))).isEmpty();
  }

  @Test
  void releasedChangesMayNotBeEditedMovedOrRemoved() {
    String edited = FIRST.replace("9:1", "9:4");
    assertThat(problems(List.of(FIRST, OTHER), List.of(edited, OTHER)))
        .singleElement()
        .asString()
        .contains("9:1", "01-a.sql", "restore it");
    assertThat(problems(List.of(FIRST, SECOND), List.of(SECOND, FIRST))).hasSize(2);
    assertThat(problems(List.of(FIRST, SECOND), List.of(FIRST))).hasSize(1);
    assertThat(problems(List.of(FIRST), List.of(SECOND, FIRST))).hasSize(1);
    assertThat(problems(List.of(FIRST, OTHER), List.of(FIRST))).hasSize(1);
  }

  @Test
  void filesAreThoseThatAChangeNames() {
    assertThat(new PinnedChanges(List.of(FIRST, SECOND, OTHER)).files())
        .containsExactlyInAnyOrder("changes/01-a.sql", "changes/02-b.sql");
  }
}
