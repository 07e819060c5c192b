package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.CommandLineRun.Result;
import dev.ticketstore.cli.output.PrintableText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandTest {

  private static final String LONG =
      "The disk of tikv-3:20160 is full, as compaction has not run since the upgrade on 2026-02-27.";

  @TempDir Path folder;

  private void observe() {
    tickets(folder, "observe", "store_down", "--message", "m", "--batch", "run 7").done();
  }

  private void story() {
    observe();
    tickets(folder, "acknowledge", "1", "--by", "alice", "--note", "on it").done();
    tickets(folder, "diagnose", "1", LONG, "--by", "alice").done();
    tickets(folder, "comment", "1", "two\nlines").done();
  }

  @Test
  void printsAnAlignedTableOldestFirst() {
    story();

    assertThat(tickets(folder, "history", "1").done().outLines())
        .containsExactly(
            "EFFECTIVE             RECORDED              KIND       FROM          TO"
                + " ".repeat(92)
                + "ACTOR  NOTE",
            "2026-03-01T12:00:00Z  2026-03-01T12:00:00Z  opened     -             open"
                + " ".repeat(90)
                + "-      -",
            "2026-03-01T12:00:00Z  2026-03-01T12:00:00Z  status     open          acknowledged"
                + " ".repeat(82)
                + "alice  on it",
            "2026-03-01T12:00:00Z  2026-03-01T12:00:00Z  status     acknowledged  diagnosed"
                + " ".repeat(85)
                + "alice  -",
            "2026-03-01T12:00:00Z  2026-03-01T12:00:00Z  diagnosis  -             "
                + LONG
                + "  alice  -",
            "2026-03-01T12:00:00Z  2026-03-01T12:00:00Z  comment    -             two\\nlines"
                + " ".repeat(84)
                + "-      -");
  }

  @Test
  void cutsTheLongestTextsOnANarrowTerminal() {
    story();

    assertThat(new CommandLineRun().terminal(80).in(folder, "history", "1").done().outLines())
        .containsExactly(
            "EFFECTIVE   RECORDED    KIND      FROM         TO                    ACTOR NOTE",
            "03-01 12:00 03-01 12:00 opened    -            open                  -     -",
            "03-01 12:00 03-01 12:00 status    open         acknowledged          alice on it",
            "03-01 12:00 03-01 12:00 status    acknowledged diagnosed             alice -",
            "03-01 12:00 03-01 12:00 diagnosis -            The disk of tikv-3:2… alice -",
            "03-01 12:00 03-01 12:00 comment   -            two\\nlines            -     -");
    for (int columns : new int[] {60, 70, 80, 100, 150, 200}) {
      assertThat(new CommandLineRun().terminal(columns).in(folder, "history", "1").outLines())
          .hasSize(6)
          .allMatch(line -> PrintableText.width(line) <= columns, "fits " + columns);
    }
  }

  @Test
  void leavesOutTheTimeOfRecordingIfNothingElseFits() {
    story();

    assertThat(new CommandLineRun().terminal(61).in(folder, "history", "1").done().outLines())
        .first()
        .isEqualTo("EFFECTIVE   RECORDED    KIND      FROM    TO      ACTOR NOTE");
    assertThat(
            new CommandLineRun()
                .terminal(60)
                .in(folder, "history", "--key", "store_down")
                .done()
                .outLines())
        .containsExactly(
            "EFFECTIVE   TICKET KIND      FROM      TO        ACTOR NOTE",
            "03-01 12:00      1 opened    -         open      -     -",
            "03-01 12:00      1 status    open      acknowle… alice on it",
            "03-01 12:00      1 status    acknowle… diagnosed alice -",
            "03-01 12:00      1 diagnosis -         The disk… alice -",
            "03-01 12:00      1 comment   -         two\\nlin… -     -");
  }

  @Test
  void usesTheWholeTimeOnATerminalThatIsWideEnough() {
    observe();

    assertThat(new CommandLineRun().terminal(80).in(folder, "history", "1").done().out())
        .isEqualTo(tickets(folder, "history", "1").done().out());
  }

  @Test
  void tellsOfEachTicketOfAKey() {
    observe();
    tickets(folder, "resolve", "1").done();
    observe();
    tickets(folder, "observe", "other", "--message", "m").done();

    assertThat(tickets(folder, "history", "--key", "store_down").done().outLines())
        .containsExactly(
            "EFFECTIVE             RECORDED              TICKET  KIND    FROM  TO        ACTOR  NOTE",
            "2026-03-01T12:00:00Z  2026-03-01T12:00:00Z       1  opened  -     open      -      -",
            "2026-03-01T12:00:00Z  2026-03-01T12:00:00Z       1  status  open  resolved  -      -",
            "2026-03-01T12:00:00Z  2026-03-01T12:00:00Z       2  opened  -     open      -      -");
  }

  @Test
  void printsOneObjectALineAsJson() {
    story();

    Result result = tickets(folder, "history", "1", "--json").done();

    assertThat(result.outLines())
        .hasSize(5)
        .startsWith(
            "{\"id\":1,\"ticket_id\":1,\"violation_key\":\"store_down\",\"kind\":\"opened\","
                + "\"old_value\":null,\"new_value\":\"open\","
                + "\"effective_at\":\"2026-03-01T12:00:00Z\",\"recorded_at\":\"2026-03-01T12:00:00Z\",\"actor\":null,\"note\":null,"
                + "\"batch_key\":\"run 7\"}",
            "{\"id\":2,\"ticket_id\":1,\"violation_key\":\"store_down\",\"kind\":\"status\","
                + "\"old_value\":\"open\",\"new_value\":\"acknowledged\","
                + "\"effective_at\":\"2026-03-01T12:00:00Z\",\"recorded_at\":\"2026-03-01T12:00:00Z\",\"actor\":\"alice\","
                + "\"note\":\"on it\",\"batch_key\":null}");
    assertThat(tickets(folder, "history", "--key", "store_down", "--json").done().out())
        .isEqualTo(result.out());
  }

  @Test
  void saysOnStandardErrorThatThereAreNone() {
    observe();
    tickets(folder, "resolve", "1").done();
    new CommandLineRun().later("P2D").in(folder, "purge", "--events", "1d").done();

    for (String[] command :
        new String[][] {{"history", "1"}, {"history", "1", "--json"}, {"history", "--key", "x"}}) {
      Result result = tickets(folder, command);

      assertThat(result.exitCode()).isZero();
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).isEqualToIgnoringNewLines("No events.");
    }
  }

  @Test
  void refusesAnUnknownTicket() {
    observe();

    tickets(folder, "history", "99").failed(1, "tickets: No ticket has the id 99.");
    tickets(folder, "history", "99", "--json").failed(1, "No ticket has the id 99.");
  }

  @Test
  void refusesWrongCommandLines() {
    tickets(folder, "history").failed(2, "expected either ID or --key KEY", "history --help");
    tickets(folder, "history", "1", "--key", "x").failed(2, "expected either ID or --key KEY");
    tickets(folder, "history", "one").failed(2, "'one'", "ID");
    observe();
    tickets(folder, "history", "--key", ":x").failed(2, "--key: expected a name");
  }
}
