package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.CommandLineRun.Result;
import dev.ticketstore.cli.output.PrintableText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {

  private static final String LONG =
      "Store tikv-3:20160 is disconnected: no heartbeat for 867 s, 0 leaders left among 1286"
          + " regions.";

  @TempDir Path folder;

  private void observe(String invariant, String store, String at, String message) {
    tickets(folder, "observe", invariant, "--store", store, "--at", at, "--message", message)
        .done();
  }

  private void threeTickets() {
    observe("store_down", "tikv-3:20160", "2026-01-24T23:08:17.5Z", LONG);
    observe("high_latency", "tikv-1:20160", "2014-02-14T14:25:00Z", "slow");
    observe("store_down", "tikv-5:20160", "2026-02-01T00:00:00Z", "磁盘空间不足");
    tickets(folder, "hold", "1").done();
    tickets(folder, "acknowledge", "1").done();
    tickets(folder, "resolve", "2").done();
  }

  @Test
  void printsAnAlignedTableNewestFirst() {
    threeTickets();

    assertThat(tickets(folder, "list").done().outLines())
        .containsExactly(
            "ID  STATUS             SEVERITY  COUNT  FIRST SEEN            LAST SEEN           "
                + "  KEY                        MESSAGE",
            " 3  open               warning       1  2026-02-01T00:00:00Z  2026-02-01T00:00:00Z"
                + "  store_down:tikv-5:20160    磁盘空间不足",
            " 2  resolved           warning       1  2014-02-14T14:25:00Z  2014-02-14T14:25:00Z"
                + "  high_latency:tikv-1:20160  slow",
            " 1  acknowledged held  warning       1  2026-01-24T23:08:17Z  2026-01-24T23:08:17Z"
                + "  store_down:tikv-3:20160    "
                + LONG);
  }

  @Test
  void fitsATerminal() {
    threeTickets();

    assertThat(onTerminal(130))
        .containsExactly(
            "ID STATUS            SEVERITY COUNT FIRST SEEN  LAST SEEN   KEY                      "
                + " MESSAGE",
            " 3 open              warning      1 02-01 00:00 02-01 00:00 store_down:tikv-5:20160  "
                + " 磁盘空间不足",
            " 2 resolved          warning      1 2014-02-14  2014-02-14  high_latency:tikv-1:20160"
                + " slow",
            " 1 acknowledged held warning      1 01-24 23:08 01-24 23:08 store_down:tikv-3:20160  "
                + " Store tikv-3:20160 is disconnected: no hear…");
    for (int columns : new int[] {80, 90, 100, 120, 130, 160, 200}) {
      assertThat(onTerminal(columns))
          .hasSize(4)
          .allMatch(line -> PrintableText.width(line) <= columns, "fits " + columns);
    }
  }

  @Test
  void cutsKeysAndMessagesOnANarrowTerminal() {
    observe("store_down", "tikv-3:20160", "2026-01-24T23:08:17.5Z", LONG);
    observe("high_latency", "tikv-1:20160", "2014-02-14T14:25:00Z", "slow");

    assertThat(onTerminal(80))
        .containsExactly(
            "ID STATUS SEVERITY COUNT FIRST SEEN  LAST SEEN   KEY                  MESSAGE",
            " 2 open   warning      1 2014-02-14  2014-02-14  high_la…tikv-1:20160 slow",
            " 1 open   warning      1 01-24 23:08 01-24 23:08 store_d…tikv-3:20160 Store tik…");
  }

  /** The lines without their colours. */
  private List<String> onTerminal(int columns) {
    return new CommandLineRun()
        .terminal(columns).in(folder, "list").done().outLines().stream()
            .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
            .toList();
  }

  @Test
  void coloursStatusAndSeverityOnATerminal() {
    observe("store_down", "a", "2026-01-24T23:08:17Z", "m");
    tickets(folder, "observe", "lag", "--severity", "critical", "--message", "open").done();
    tickets(folder, "observe", "info", "--severity", "info", "--message", "[31m").done();
    tickets(folder, "acknowledge", "1").done();
    tickets(folder, "resolve", "3").done();

    assertThat(new CommandLineRun().terminal(120).in(folder, "list").done().outLines())
        .satisfiesExactly(
            header -> assertThat(header).startsWith("ID  STATUS        SEVERITY  COUNT"),
            line -> assertThat(line).startsWith(" 3  \u001b[32mresolved\u001b[0m      info      "),
            line ->
                assertThat(line)
                    .startsWith(
                        " 2  \u001b[31mopen\u001b[0m          \u001b[1;31mcritical\u001b[0m  ")
                    .endsWith("  lag           open"),
            line ->
                assertThat(line)
                    .startsWith(
                        " 1  \u001b[33macknowledged\u001b[0m  \u001b[33mwarning\u001b[0m   "));
  }

  @Test
  void colorSaysWhetherThereAreColours() {
    threeTickets();
    String plain = tickets(folder, "list").done().out();
    assertThat(plain).doesNotContain("\u001b");

    assertThat(tickets(folder, "list", "--color", "auto").done().out()).isEqualTo(plain);
    assertThat(tickets(folder, "list", "--color=never").done().out()).isEqualTo(plain);
    String always = tickets(folder, "list", "--color=always").done().out();
    assertThat(always).contains("\u001b[31mopen\u001b[0m");
    assertThat(always.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    assertThat(tickets(folder, "list", "--json", "--color=always").done().out())
        .doesNotContain("\u001b");
    for (String[] variable :
        new String[][] {{"1", "auto", ""}, {"", "auto", "\u001b"}, {"1", "always", "\u001b"}}) {
      CommandLineRun run = new CommandLineRun().terminal(120).variable("NO_COLOR", variable[0]);
      String out = run.in(folder, "list", "--color", variable[1]).done().out();
      assertThat(out.contains("\u001b")).isEqualTo(!variable[2].isEmpty());
    }
    assertThat(new CommandLineRun().terminal(120).in(folder, "list", "--color=never").done().out())
        .doesNotContain("\u001b");
    tickets(folder, "list", "--color", "red")
        .failed(2, "'--color'", "auto, always, never", "'red'");
  }

  @Test
  void printsOneObjectALineAsJson() {
    threeTickets();

    Result result = tickets(folder, "list", "--json").done();

    assertThat(result.outLines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"id\":") && line.endsWith("}"));
    assertThat(result.outLines().get(0)).contains("\"message\":\"磁盘空间不足\"");
  }

  @Test
  void filters() {
    threeTickets();

    assertThat(ids("--status", "acknowledged")).containsExactly(1);
    assertThat(ids("--status", "open", "--status", "resolved")).containsExactly(3, 2);
    assertThat(ids("--status", "open,resolved")).containsExactly(3, 2);
    assertThat(ids("--invariant", "store_down")).containsExactly(3, 1);
    assertThat(ids("--store", "tikv-1:20160")).containsExactly(2);
    assertThat(ids("--key", "store_down:tikv-5:20160")).containsExactly(3);
    assertThat(ids("--held")).containsExactly(1);
    assertThat(ids("--limit", "3")).containsExactly(3, 2, 1);
  }

  @Test
  void filtersByLabels() {
    tickets(folder, "observe", "a", "--message", "m", "--label", "team=x", "--label", "dc=1")
        .done();
    tickets(folder, "observe", "b", "--message", "m", "--label", "team=x").done();
    tickets(folder, "observe", "c", "--message", "m", "--label", "team=y").done();
    tickets(folder, "observe", "d", "--message", "m").done();

    assertThat(ids("--label", "team=x")).containsExactly(2, 1);
    assertThat(ids("--label", "team=x", "--label", "dc=1")).containsExactly(1);
    assertThat(ids("--label", "team=x", "--invariant", "b")).containsExactly(2);
    assertThat(ids("--label", "team=y")).containsExactly(3);
    tickets(folder, "list", "--label", "team").failed(2, "--label", "team");
    tickets(folder, "list", "--label", "a b=c").failed(2, "--label: ", "a b");
  }

  @Test
  void filtersByAssignee() {
    threeTickets();
    tickets(folder, "assign", "1", "alice").done();
    tickets(folder, "assign", "3", "bob").done();

    assertThat(ids("--assignee", "alice")).containsExactly(1);
    assertThat(ids("--assignee", "bob", "--status", "open")).containsExactly(3);
    assertThat(ids("--assignee", "alice", "--status", "acknowledged,open")).containsExactly(1);
    tickets(folder, "list", "--assignee", "").failed(2, "--assignee: expected a name");
  }

  private List<Integer> ids(String... filters) {
    List<String> command = new ArrayList<>(List.of("list", "--json"));
    command.addAll(List.of(filters));
    return tickets(folder, command.toArray(String[]::new)).done().outLines().stream()
        .map(line -> Integer.valueOf(line.replaceAll("\\{\"id\":(\\d+),.*", "$1")))
        .toList();
  }

  @Test
  void pagesWithTheCursorThatItPrintsOnStandardError() {
    threeTickets();

    for (String format : new String[] {"--json", "--invariant=store_down"}) {
      List<String> seen = new ArrayList<>();
      Result page = tickets(folder, "list", "--limit", "1", format);
      while (!page.err().isEmpty()) {
        assertThat(page.exitCode()).isZero();
        assertThat(page.err()).matches("More: --after \\S+\\R");
        seen.add(page.outLines().get(page.outLines().size() - 1));
        String cursor = page.err().strip().replace("More: --after ", "");
        page = tickets(folder, "list", "--limit", "1", format, "--after", cursor);
      }
      seen.add(page.outLines().get(page.outLines().size() - 1));
      assertThat(seen).doesNotHaveDuplicates().hasSize(format.equals("--json") ? 3 : 2);
    }
  }

  @Test
  void saysOnStandardErrorThatThereAreNone() {
    new CommandLineRun().in("").in(folder, "replay", "-").done();
    for (String[] command : new String[][] {{"list"}, {"list", "--json"}}) {
      Result result = tickets(folder, command);

      assertThat(result.exitCode()).isZero();
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).isEqualToIgnoringNewLines("No tickets.");
    }
  }

  @Test
  void refusesAWrongValueByTheNameOfItsOption() {
    new CommandLineRun().in("").in(folder, "replay", "-").done();
    tickets(folder, "list", "--status", "closed")
        .failed(2, "'--status'", "open, acknowledged, diagnosed, resolved", "'closed'");
    tickets(folder, "list", "--limit", "0").failed(2, "--limit: expected 1 to 1000, not 0");
    tickets(folder, "list", "--limit", "many").failed(2, "'--limit'", "'many'");
    tickets(folder, "list", "--after", "AAAA").failed(2, "--after: expected a cursor", "'AAAA'");
    tickets(folder, "list", "--invariant", "").failed(2, "--invariant: expected a name");
    tickets(folder, "list", "--key", ":x").failed(2, "--key: expected a name");
    tickets(folder, "list", "--key", "x:").failed(2, "--key: expected a name");
    tickets(folder, "list", "--store", "").failed(2, "--store: expected a name");
  }
}
