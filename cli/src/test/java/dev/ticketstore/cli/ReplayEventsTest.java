package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.CommandLineRun.Result;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay of single events. */
class ReplayEventsTest {

  private static final String FIRING =
      "'event':'firing','source':'m','invariant_name':'a','store_id':'1','message':'x',"
          + "'observed_at':'2026-01-24T23:00:00Z'";

  private static final String PASSED =
      "'event':'resolved','source':'m','violation_key':'a:1','at':'2026-01-24T23:30:00Z'";

  @TempDir Path folder;

  /** Takes single quotes for double ones. */
  private Result replay(String... lines) {
    String text =
        Arrays.stream(lines)
            .map(line -> "{" + line.replace('\'', '"') + "}")
            .collect(Collectors.joining("\n"));
    return new CommandLineRun().in(text).in(folder, "replay", "-");
  }

  private static String step(String event, int minute, String more) {
    return "'event':'"
        + event
        + "','violation_key':'a:1','at':'2026-01-24T23:"
        + minute
        + ":00Z'"
        + more;
  }

  private String[] day() {
    return new String[] {
      FIRING,
      FIRING.replace("23:00:00", "23:05:00"),
      step("acknowledged", 10, ",'by':'ann','note':'on call'"),
      step("assigned", 11, ",'by':'ann','assignee':'bob'"),
      step("assigned", 12, ",'by':'bob','assignee':'cid'"),
      step("commented", 13, ",'by':'cid','text':'looks like the disk'"),
      step("diagnosed", 14, ",'by':'cid','diagnosis':'disk full'"),
      step("held", 15, ",'by':'cid'"),
      step("unheld", 20, ",'by':'cid'"),
      PASSED
    };
  }

  @Test
  void eachEventHasItsTime() {
    assertThat(replay(day()).done().outLines())
        .containsExactly(
            "cycles      0",
            "violations  2",
            "created     1",
            "repeated    1",
            "resolved    1",
            "unresolved  0",
            "events      3",
            "steps       7");

    assertThat(tickets(folder, "history", "1").done().out())
        .containsSubsequence(
            "2026-01-24T23:00:00Z",
            "opened",
            "2026-01-24T23:10:00Z",
            "acknowledged",
            "ann",
            "2026-01-24T23:11:00Z",
            "bob",
            "ann",
            "2026-01-24T23:12:00Z",
            "cid",
            "bob",
            "2026-01-24T23:13:00Z",
            "looks like the disk",
            "cid",
            "2026-01-24T23:14:00Z",
            "diagnosed",
            "2026-01-24T23:15:00Z",
            "true",
            "2026-01-24T23:20:00Z",
            "false",
            "2026-01-24T23:30:00Z",
            "resolved");
    assertThat(tickets(folder, "show", "1").done().outLines())
        .contains("resolved_by         cycle", "held_micros         300000000");
  }

  @Test
  void aSecondReplayChangesNothing() {
    replay(day()).done();
    String history = tickets(folder, "history", "1").done().out();

    assertThat(replay(day()).done().outLines())
        .contains("created         0", "repeated        0", "applied_before  10");
    assertThat(tickets(folder, "history", "1").done().out()).isEqualTo(history);
  }

  /** A step without an effect leaves no event, by which a second replay could know it. */
  @Test
  void aSecondReplayOfStepsWithoutAnEffectChangesNothing() {
    String[] lines = {
      FIRING,
      step("assigned", 10, ",'assignee':'ann'"),
      step("assigned", 11, ",'assignee':'ann'"),
      step("assigned", 12, ",'assignee':'bob'"),
      step("diagnosed", 13, ",'diagnosis':'disk'"),
      step("diagnosed", 14, ",'diagnosis':'disk'"),
      step("diagnosed", 15, ",'diagnosis':'network'"),
      step("held", 16, ""),
      step("held", 17, ""),
      step("resolved", 18, ",'by':'ann'"),
      step("unheld", 19, ""),
      step("unheld", 20, ""),
      step("unassigned", 21, ""),
      step("unassigned", 22, ""),
      step("acknowledged", 23, "")
    };
    assertThat(replay(lines).done().outLines())
        .contains("unresolved  1", "steps       14", "unchanged   5", "refused     2");
    String history = tickets(folder, "history", "1").done().out();

    assertThat(replay(lines).done().outLines())
        .contains(
            "applied_before  8", "steps           14", "unchanged       5", "refused         2");
    assertThat(tickets(folder, "history", "1").done().out()).isEqualTo(history);
    assertThat(tickets(folder, "show", "1").done().outLines())
        .contains("status              diagnosed", "diagnosis           network");
  }

  @Test
  void anEarlierStepDoesNotReplaceALaterOne() {
    replay(FIRING, step("assigned", 30, ",'assignee':'ann'")).done();

    assertThat(replay(step("assigned", 20, ",'assignee':'bob'")).done().outLines())
        .contains("refused     1");
    assertThat(tickets(folder, "show", "1").done().outLines()).contains("assignee            ann");
  }

  @Test
  void aStepCountsOnceEvenIfItsKeyHasAnotherTicketOfThatTimeLater() {
    String comment = step("commented", 40, ",'text':'look'");
    replay(FIRING, PASSED, comment).done();
    replay(FIRING.replace("23:00:00", "23:35:00")).done();

    assertThat(replay(comment).done().outLines()).contains("applied_before  1");
    assertThat(tickets(folder, "history", "2").done().out()).doesNotContain("look");
  }

  @Test
  void commentsThatDifferInTheirNoteAreTwo() {
    replay(
            FIRING,
            step("commented", 10, ",'text':'look','by':'ann','note':'a'"),
            step("commented", 10, ",'text':'look','by':'ann','note':'b'"))
        .done();

    assertThat(tickets(folder, "history", "1").done().outLines())
        .filteredOn(line -> line.contains("look"))
        .hasSize(2);
  }

  @Test
  void aPersonDoesNotResolveWhatWasSeenLater() {
    replay(FIRING, FIRING.replace("23:00:00", "23:20:00")).done();

    assertThat(replay(step("resolved", 10, ",'by':'ann'")).done().outLines())
        .contains("unresolved  1", "refused     1");
  }

  @Test
  void aCheckThatPassedAndResolvesNothingIsCounted() {
    assertThat(
            replay(
                    PASSED,
                    FIRING.replace("23:00:00", "23:40:00"),
                    PASSED.replace("23:30:00", "23:35:00"),
                    "'event':'held','violation_key':'a:1','at':'2026-01-24T23:41:00Z'",
                    PASSED.replace("23:30:00", "23:45:00"))
                .done()
                .outLines())
        .contains("resolved    0", "kept        1", "unmatched   2");
  }

  @Test
  void aStepMeansTheTicketOfItsTime() {
    replay(FIRING, PASSED, FIRING.replace("23:00:00", "23:40:00")).done();

    assertThat(
            replay(
                    step("commented", 35, ",'text':'for the first'"),
                    step("acknowledged", 36, ""),
                    step("acknowledged", 41, ""),
                    step("acknowledged", 42, ""),
                    "'event':'held','violation_key':'b','at':'2026-01-24T23:00:00Z'")
                .done()
                .outLines())
        .contains("steps       5", "unchanged   1", "unmatched   1", "refused     1");
    assertThat(tickets(folder, "history", "1").done().out()).contains("for the first");
    assertThat(tickets(folder, "show", "2").done().outLines())
        .contains("acknowledged_at     2026-01-24T23:41:00Z");
  }

  @Test
  void aCheckThatPassedKeepsAHeldTicketAndAPersonIsRefused() {
    assertThat(
            replay(
                    FIRING,
                    step("held", 10, ""),
                    PASSED,
                    step("resolved", 31, ",'by':'ann'"),
                    step("unheld", 32, ""),
                    step("resolved", 33, ",'by':'ann'"))
                .done()
                .outLines())
        .contains("resolved    0", "unresolved  0", "kept        1", "refused     1");
    assertThat(tickets(folder, "show", "1").done().outLines())
        .contains("resolved_by         person", "resolved_at         2026-01-24T23:33:00Z");
  }

  @Test
  void aStepInTheFutureEndsItWithItsLine() {
    replay(FIRING, step("held", 10, "").replace("2026", "2999"), PASSED)
        .failed(1, "line 2: at: expected at most PT5M", "(lines applied before it: 1)");
  }

  @Test
  void stepsOfTheCommandLineHaveATimeToo() {
    replay(FIRING).done();
    tickets(folder, "acknowledge", "1", "--at", "2026-01-24T23:10:00Z").done();
    tickets(folder, "comment", "1", "by phone", "--at", "2026-01-24T23:11:00Z").done();
    tickets(folder, "resolve", "1", "--at", "2026-01-24T23:12:00+0000").done();

    assertThat(tickets(folder, "show", "1").done().outLines())
        .contains(
            "acknowledged_at     2026-01-24T23:10:00Z", "resolved_at         2026-01-24T23:12:00Z");
    assertThat(tickets(folder, "history", "1").done().out()).contains("2026-01-24T23:11:00Z");
    tickets(folder, "resolve", "1", "--at", "yesterday").failed(2, "--at", "'yesterday'");
  }
}
