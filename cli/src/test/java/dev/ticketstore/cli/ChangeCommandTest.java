package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeCommandTest {

  @TempDir Path folder;

  @BeforeEach
  void observe() {
    tickets(folder, "observe", "store_down", "--message", "no heartbeat").done();
  }

  @Test
  void acknowledges() {
    says("Acknowledged ticket 1.", "status              acknowledged", "acknowledge", "1");
    says(
        "Ticket 1 was acknowledged already.",
        "status              acknowledged",
        "acknowledge",
        "1");
  }

  @Test
  void diagnoses() {
    says("Diagnosed ticket 1.", "diagnosis           disk full", "diagnose", "1", "disk full");
    says(
        "Ticket 1 had this diagnosis already.",
        "diagnosis           disk full",
        "diagnose",
        "1",
        "disk full");
    tickets(folder, "diagnose", "1", " ").failed(2, "TEXT: expected a text, not ' '");
  }

  @Test
  void resolves() {
    says("Resolved ticket 1.", "resolved_at         2026-03-01T12:00:00Z", "resolve", "1");
    says("Ticket 1 was resolved already.", "status              resolved", "resolve", "1");
  }

  @Test
  void diagnosesOnlyTheVersionThatWasSeen() {
    tickets(folder, "hold", "1").done();

    tickets(folder, "diagnose", "1", "disk full", "--if-version", "1")
        .failed(1, "tickets: Ticket 1 has version 2, not 1: look at it again.");
    assertThat(status()).isEqualTo("open");

    tickets(folder, "diagnose", "1", "disk full", "--if-version", "2").done();
    assertThat(status()).isEqualTo("diagnosed");
    tickets(folder, "diagnose", "1", "x", "--if-version", "one").failed(2, "'--if-version'");
  }

  @Test
  void assigns() {
    says("Assigned ticket 1 to alice.", "assignee            alice", "assign", "1", "alice");
    says(
        "Ticket 1 was assigned to alice already.",
        "assignee            alice",
        "assign",
        "1",
        "alice");
    says("Ticket 1 has no assignee now.", "assignee            -", "assign", "1", "--none");
    says("Ticket 1 had no assignee.", "assignee            -", "assign", "1", "--none");
  }

  @Test
  void refusesToAssignToNobodyInParticular() {
    tickets(folder, "assign", "1").failed(2, "expected either NAME or --none", "assign --help");
    tickets(folder, "assign", "1", "alice", "--none").failed(2, "either NAME or --none");
    tickets(folder, "assign", "1", " ").failed(2, "NAME: expected a name, not ' '");
  }

  @Test
  void comments() {
    assertThat(
            tickets(folder, "comment", "1", "looking\ninto it", "--by", "alice").done().outLines())
        .containsExactly(
            "Commented on ticket 1.",
            "id             2",
            "ticket_id      1",
            "violation_key  store_down",
            "kind           comment",
            "old_value      -",
            "new_value      looking\\ninto it",
            "effective_at   2026-03-01T12:00:00Z",
            "recorded_at    2026-03-01T12:00:00Z",
            "actor          alice",
            "note           -",
            "batch_key      -");
    assertThat(tickets(folder, "comment", "1", "x", "--json").done().out())
        .isEqualToIgnoringNewLines(
            "{\"id\":3,\"ticket_id\":1,\"violation_key\":\"store_down\",\"kind\":\"comment\","
                + "\"old_value\":null,\"new_value\":\"x\","
                + "\"effective_at\":\"2026-03-01T12:00:00Z\",\"recorded_at\":\"2026-03-01T12:00:00Z\",\"actor\":null,\"note\":null,"
                + "\"batch_key\":null}");
    tickets(folder, "comment", "1", " ").failed(2, "TEXT: expected a text, not ' '");
  }

  @Test
  void writesWhoDidItAndWhy() {
    String[][] commands = {
      {"acknowledge", "1"},
      {"diagnose", "1", "disk full"},
      {"hold", "1"},
      {"unhold", "1"},
      {"assign", "1", "bob"},
      {"comment", "1", "x"},
      {"bulk", "hold", "1"},
      {"resolve", "1", "--release-hold"}
    };
    for (String[] command : commands) {
      String[] signed = Arrays.copyOf(command, command.length + 4);
      String[] signature = {"--by", "alice", "--note", "by " + command[0]};
      System.arraycopy(signature, 0, signed, command.length, signature.length);
      tickets(folder, signed).done();

      assertThat(tickets(folder, "history", "1", "--json").done().outLines())
          .last()
          .asString()
          .contains("\"actor\":\"alice\",\"note\":\"by " + command[0] + "\"");
    }
    tickets(folder, "comment", "1", "x", "--by", "bob").done();
    assertThat(tickets(folder, "history", "1", "--json").done().outLines())
        .last()
        .asString()
        .contains("\"actor\":\"bob\",\"note\":null");
  }

  @Test
  void refusesANoteOfNobody() {
    for (String[] command :
        new String[][] {
          {"acknowledge", "1", "--note", "x"},
          {"assign", "1", "bob", "--note", "x"},
          {"comment", "1", "y", "--note", "x"},
          {"bulk", "hold", "1", "--note", "x"}
        }) {
      tickets(folder, command).failed(2, "tickets: --note needs --by NAME", command[0] + " --help");
    }
    tickets(folder, "hold", "1", "--by", "").failed(2, "--by: expected a name, not ''");
    tickets(folder, "hold", "1", "--by", "a", "--note", "").failed(2, "--note: expected a text");
    tickets(folder, "bulk", "hold", "1", "--by", "").failed(2, "--by: expected a name, not ''");
    assertThat(tickets(folder, "history", "1").done().outLines()).hasSize(2);
  }

  @Test
  void holdsAndReleases() {
    says("Held ticket 1.", "held                true", "hold", "1");
    says("Ticket 1 was held already.", "held                true", "hold", "1");
    says("Unheld ticket 1.", "held                false", "unhold", "1");
    says("Ticket 1 was not held.", "held                false", "unhold", "1");
  }

  private void says(String said, String field, String... command) {
    assertThat(tickets(folder, command).done().outLines()).startsWith(said).contains(field);
  }

  @Test
  void printsJson() {
    changes("acknowledge", true, "1");
    changes("acknowledge", false, "1");
    changes("diagnose", true, "1", "disk full");
    changes("diagnose", false, "1", "disk full");
    changes("hold", true, "1");
    changes("hold", false, "1");
    changes("unhold", true, "1");
    changes("unhold", false, "1");
    changes("resolve", true, "1");
    changes("resolve", false, "1");
    changes("assign", false, "1", "--none");
  }

  private void changes(String command, boolean changed, String... args) {
    String[] line = new String[args.length + 2];
    line[0] = command;
    System.arraycopy(args, 0, line, 1, args.length);
    line[args.length + 1] = "--json";
    JsonNode json = tickets(folder, line).done().json();
    assertThat(json.get("changed").booleanValue()).as(command).isEqualTo(changed);
    assertThat(json.get("id").longValue()).isEqualTo(1);
  }

  @Test
  void resolvesAHeldTicketOnlyIfTheHoldIsReleased() {
    tickets(folder, "hold", "1").done();

    tickets(folder, "resolve", "1").failed(1, "Ticket 1 is held", "--release-hold");
    assertThat(status()).isEqualTo("open");

    JsonNode json = tickets(folder, "resolve", "1", "--release-hold", "--json").done().json();
    assertThat(json.get("status").textValue()).isEqualTo("resolved");
    assertThat(json.get("held").booleanValue()).isFalse();
  }

  @Test
  void refusesAStepThatTheLifecycleDoesNotHave() {
    tickets(folder, "resolve", "1").done();

    tickets(folder, "acknowledge", "1")
        .failed(1, "tickets: Ticket 1 is resolved: it cannot be acknowledged any more.");
    tickets(folder, "diagnose", "1", "x").failed(1, "cannot be diagnosed");
    tickets(folder, "hold", "1").failed(1, "cannot be held");
    tickets(folder, "assign", "1", "alice").failed(1, "cannot be assigned");
    tickets(folder, "comment", "1", "afterwards").done();
    assertThat(status()).isEqualTo("resolved");
  }

  @Test
  void refusesAnUnknownTicket() {
    for (String command : new String[] {"show", "acknowledge", "resolve", "hold", "unhold"}) {
      tickets(folder, command, "99").failed(1, "tickets: No ticket has the id 99.");
    }
    for (String command : new String[] {"diagnose", "assign", "comment"}) {
      tickets(folder, command, "99", "x").failed(1, "No ticket has the id 99.");
    }
  }

  @Test
  void refusesAnIdThatIsNoNumber() {
    tickets(folder, "hold", "one").failed(2, "'one'", "ID");
    tickets(folder, "hold").failed(2, "ID");
  }

  private String status() {
    return tickets(folder, "show", "1", "--json").done().json().get("status").textValue();
  }
}
