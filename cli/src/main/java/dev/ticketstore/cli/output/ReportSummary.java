package dev.ticketstore.cli.output;

import dev.ticketstore.report.ReportData;
import dev.ticketstore.report.Texts;
import java.util.List;

/** A report for the terminal: its headlines, and the worst of each list. */
public final class ReportSummary {

  private static final int WORST = 10;

  private final StringBuilder text = new StringBuilder();

  private ReportSummary() {}

  /** Some tens of lines. */
  public static String of(ReportData data) {
    ReportSummary summary = new ReportSummary();
    summary.line(
        data.title()
            + ", "
            + Texts.time(data.from(), data.zone())
            + " to "
            + Texts.time(data.to(), data.zone())
            + ", "
            + data.zone().getId());
    summary.line("");
    summary.table(
        data.headlines().stream()
            .map(each -> List.of(each.label(), each.value(), each.change()))
            .toList());
    summary.section("Unresolved now: " + Texts.number(data.unresolvedCount()));
    summary.table(
        data.unresolved().stream()
            .limit(WORST)
            .map(
                each ->
                    List.of(
                        each.severity().literal(),
                        Texts.duration(each.age()),
                        PrintableText.escape(each.violationKey()),
                        PrintableText.escape(each.message())))
            .toList());
    summary.section("Most observed keys");
    summary.table(
        data.topKeys().stream()
            .limit(WORST)
            .map(
                each ->
                    List.of(
                        PrintableText.escape(each.violationKey()),
                        count(each.occurrences(), "observation"),
                        count(each.tickets(), "ticket"),
                        "unresolved for " + Texts.duration(each.unresolved())))
            .toList());
    summary.section("Keys that came back within a day");
    summary.table(
        data.flappingKeys().stream()
            .limit(WORST)
            .map(
                each ->
                    List.of(
                        PrintableText.escape(each.violationKey()),
                        count(each.returns(), "time"),
                        "soonest after " + Texts.duration(each.shortestGap())))
            .toList());
    return summary.text.toString();
  }

  private static String count(long number, String noun) {
    return Texts.number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  private void section(String title) {
    line("");
    line(title);
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append(System.lineSeparator());
  }

  private void table(List<List<String>> rows) {
    if (rows.isEmpty()) {
      line("  none");
      return;
    }
    int[] widths = PrintableText.widths(rows);
    for (List<String> row : rows) {
      StringBuilder cells = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        cells.append("  ").append(PrintableText.padEnd(row.get(column), widths[column]));
      }
      line(cells.toString());
    }
  }
}
