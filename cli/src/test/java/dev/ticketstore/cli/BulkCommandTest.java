package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkCommandTest {

  @TempDir Path folder;

  /** Ticket 1 is open, 2 held, 3 resolved and 4 acknowledged. */
  @BeforeEach
  void fourTickets() {
    for (String store : List.of("s1", "s2", "s3", "s4")) {
      tickets(folder, "observe", "store_down", "--store", store, "--message", "m").done();
    }
    tickets(folder, "hold", "2").done();
    tickets(folder, "resolve", "3").done();
    tickets(folder, "acknowledge", "4").done();
  }

  private List<String> bulk(String... args) {
    return tickets(folder, command(args)).done().outLines();
  }

  private static String[] command(String... args) {
    String[] command = new String[args.length + 1];
    command[0] = "bulk";
    System.arraycopy(args, 0, command, 1, args.length);
    return command;
  }

  @Test
  void saysWhyATicketWasNotChanged() {
    assertThat(bulk("resolve", "4", "3", "99", "2", "1"))
        .containsExactly(
            "2  held: release the hold first",
            "3  unchanged: it was so already",
            "99  unknown: no ticket has this id",
            "Changed 2 of 5 tickets: 1 unchanged, 1 held, 1 unknown.");
    assertThat(bulk("acknowledge", "1"))
        .containsExactly(
            "1  illegal: its status does not allow it any more",
            "Changed 0 of 1 ticket: 1 illegal.");
  }

  @Test
  void printsOnlyTheSumIfAllWereChanged() {
    assertThat(bulk("acknowledge", "1", "2")).containsExactly("Changed 2 of 2 tickets.");
  }

  @Test
  void takesEachStep() {
    bulk("acknowledge", "1");
    assertThat(field(1, "status")).isEqualTo("acknowledged");
    bulk("hold", "1");
    assertThat(field(1, "held")).isEqualTo("true");
    bulk("unhold", "1");
    assertThat(field(1, "held")).isEqualTo("false");
    bulk("resolve", "1");
    assertThat(field(1, "status")).isEqualTo("resolved");
    assertThat(bulk("resolve", "2", "--release-hold")).containsExactly("Changed 1 of 1 ticket.");
    assertThat(field(2, "status")).isEqualTo("resolved");
  }

  @Test
  void takesTheStepWithWhatTheFiltersLetPass() {
    assertThat(bulk("acknowledge", "--store", "s1", "--status", "open"))
        .containsExactly("Changed 1 of 1 ticket.");
    assertThat(field(1, "status")).isEqualTo("acknowledged");
    assertThat(field(2, "status")).isEqualTo("open");

    assertThat(bulk("unhold", "--held")).containsExactly("Changed 1 of 1 ticket.");
    assertThat(bulk("hold", "--key", "store_down:s4")).containsExactly("Changed 1 of 1 ticket.");
    assertThat(bulk("unhold", "--invariant", "store_down"))
        .contains("Changed 1 of 4 tickets: 2 unchanged, 1 illegal.");
    assertThat(bulk("hold", "--invariant", "other")).containsExactly("Changed 0 of 0 tickets.");
  }

  @Test
  void takesTheStepWithWhatHasALabel() {
    tickets(folder, "observe", "a", "--message", "m", "--label", "team=x").done();
    tickets(folder, "observe", "b", "--message", "m", "--label", "team=y").done();

    assertThat(bulk("hold", "--label", "team=x")).containsExactly("Changed 1 of 1 ticket.");

    assertThat(field(5, "held")).isEqualTo("true");
    assertThat(field(6, "held")).isEqualTo("false");
  }

  @Test
  void isNotLimitedToAPage() {
    for (int i = 0; i < 60; i++) {
      tickets(folder, "observe", "many", "--store", "s" + i, "--message", "m").done();
    }

    assertThat(bulk("acknowledge", "--invariant", "many"))
        .containsExactly("Changed 60 of 60 tickets.");
  }

  @Test
  void takesAStepWithTheTicketsOfAnAssignee() {
    tickets(folder, "assign", "1", "alice").done();

    assertThat(bulk("acknowledge", "--assignee", "alice"))
        .containsExactly("Changed 1 of 1 ticket.");
  }

  @Test
  void printsOneObjectAsJson() {
    assertThat(tickets(folder, "bulk", "resolve", "1", "2", "3", "99", "--json").done().out())
        .isEqualToIgnoringNewLines(
            "{\"changed\":1,\"unchanged\":1,\"illegal\":0,\"held\":1,\"unknown\":1,\"results\":["
                + "{\"id\":1,\"outcome\":\"changed\"},{\"id\":2,\"outcome\":\"held\"},"
                + "{\"id\":3,\"outcome\":\"unchanged\"},{\"id\":99,\"outcome\":\"unknown\"}]}");
  }

  @Test
  void refusesWrongCommandLines() {
    refused("expected ids or filters", "acknowledge");
    refused("ids and filters exclude each other", "acknowledge", "1", "--held");
    refused("ids and filters exclude each other", "acknowledge", "1", "--status", "open");
    refused("ids and filters exclude each other", "acknowledge", "1", "--key", "x");
    refused("ids and filters exclude each other", "acknowledge", "1", "--label", "team=x");
    refused("ids and filters exclude each other", "acknowledge", "1", "--assignee", "alice");
    refused("--release-hold is for resolve only", "hold", "1", "--release-hold");
    refused("expected one of acknowledge, resolve, hold, unhold, not 'close'", "close", "1");
    refused("'1'", "1");
    refused("STEP");
    refused("'one'", "hold", "one");
    refused("--key: expected a name", "hold", "--key", ":x");
    refused("'--limit'", "hold", "--held", "--limit", "1");
    assertThat(field(1, "version")).isEqualTo("1");
  }

  private void refused(String message, String... args) {
    tickets(folder, command(args)).failed(2, message);
  }

  private String field(int id, String name) {
    return tickets(folder, "show", Integer.toString(id), "--json").done().json().get(name).asText();
  }
}
