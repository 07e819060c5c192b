package dev.ticketstore.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Violation;
import dev.ticketstore.cli.input.ReplayEntry.Step;
import dev.ticketstore.cli.input.ReplayEntry.StepKind;
import dev.ticketstore.model.CycleOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayEventJsonTest {

  private static final Instant AT = Instant.parse("2026-01-24T23:08:17.123456Z");

  private static ReplayEntry read(String text) {
    try {
      return new ReplayReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
          .next()
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Takes single quotes for double ones. */
  private static ReplayEntry event(String kind, String fields) {
    String text = "{'event':'" + kind + "','at':'2026-01-24T23:08:17.1234567Z'," + fields + "}";
    return read(text.replace('\'', '"'));
  }

  @Test
  void aViolationIsACycleThatResolvesNothing() {
    ReplayEntry read =
        event(
            "firing",
            "'source':'mon','invariant_name':'a','store_id':'s:1','severity':'critical',"
                + "'message':'m','observed_at':'2026-01-24T23:00:01Z','observation_id':'o-1'");

    CheckCycle cycle = ((ReplayEntry.Single) read).cycle();
    assertThat(cycle.source()).isEqualTo("mon");
    assertThat(cycle.startedAt()).isEqualTo(Instant.parse("2026-01-24T23:00:01Z"));
    assertThat(cycle.outcome()).isEqualTo(CycleOutcome.PARTIAL);
    assertThat(cycle.scope()).isEqualTo(CycleScope.keys(Set.of("a:s:1")));
    assertThat(cycle.violations())
        .containsExactly(
            Violation.of("a", "m")
                .storeId("s:1")
                .severity("critical")
                .observedAt(Instant.parse("2026-01-24T23:00:01Z"))
                .observationId("o-1")
                .build());
  }

  @Test
  void aCheckThatPassedIsACompleteCycleOverItsKey() {
    ReplayEntry read = event("resolved", "'source':'mon','violation_key':'a:s:1'");

    CheckCycle cycle = ((ReplayEntry.Single) read).cycle();
    assertThat(cycle.startedAt()).isEqualTo(AT);
    assertThat(cycle.outcome()).isEqualTo(CycleOutcome.COMPLETE);
    assertThat(cycle.scope()).isEqualTo(CycleScope.keys(Set.of("a:s:1")));
    assertThat(cycle.violations()).isEmpty();
  }

  @Test
  void readsTheStepsOfPeople() {
    String by = "'violation_key':'a:s:1','by':'ann','note':'n'";
    for (StepKind kind :
        List.of(StepKind.ACKNOWLEDGED, StepKind.HELD, StepKind.UNHELD, StepKind.UNASSIGNED)) {
      assertThat(event(kind.name().toLowerCase(java.util.Locale.ROOT), by))
          .isEqualTo(new Step(kind, "a:s:1", AT, "ann", "n", null));
    }
    assertThat(event("resolved", by))
        .isEqualTo(new Step(StepKind.RESOLVED, "a:s:1", AT, "ann", "n", null));
    assertThat(event("diagnosed", "'violation_key':'a','diagnosis':'disk full'"))
        .isEqualTo(new Step(StepKind.DIAGNOSED, "a", AT, null, null, "disk full"));
    assertThat(event("assigned", "'violation_key':'a','assignee':'bob'"))
        .isEqualTo(new Step(StepKind.ASSIGNED, "a", AT, null, null, "bob"));
    assertThat(event("commented", "'violation_key':'a','text':'t'"))
        .isEqualTo(new Step(StepKind.COMMENTED, "a", AT, null, null, "t"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          fired        | 'violation_key':'a'                         | event: expected one of [firing, acknowledged, diagnosed, assigned, unassigned, commented, held, unheld, resolved], not 'fired'
          resolved     | 'violation_key':'a'                         | resolved: expected either source, the monitor whose check passed, or by, the person
          resolved     | 'violation_key':'a','source':'m','by':'ann' | resolved: expected either source, the monitor whose check passed, or by, the person
          acknowledged | 'by':'ann'                                  | violation_key: expected a string, but it is missing
          acknowledged | 'violation_key':'a','note':'n'              | note: expected by, the person who gives it, as well
          assigned     | 'violation_key':'a'                         | assignee: expected a string, but it is missing
          commented    | 'violation_key':'a','text':1                | text: expected a string, not 1
          firing       | 'source':'m','message':'x'                  | invariant_name: expected a string, but it is missing
          """)
  void refusesAWrongEvent(String kind, String fields, String message) {
    assertThatThrownBy(() -> event(kind, fields))
        .isInstanceOf(BadLineException.class)
        .hasMessage(message);
  }

  @Test
  void refusesValuesThatTheStoreWouldRefuse() {
    assertThatThrownBy(() -> event("held", "'violation_key':':'"))
        .isInstanceOf(BadLineException.class)
        .hasMessageStartingWith("violation_key: ");
    assertThatThrownBy(() -> event("held", "'violation_key':'a','by':' '"))
        .isInstanceOf(BadLineException.class)
        .hasMessageStartingWith("by: ");
  }
}
