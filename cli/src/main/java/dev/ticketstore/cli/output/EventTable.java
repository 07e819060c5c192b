package dev.ticketstore.cli.output;

import dev.ticketstore.TicketEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Events for people, one a line.
 *
 * @param events in the order in which to print them
 * @param ofSeveral whether a column names the ticket of each event
 */
public record EventTable(List<TicketEvent> events, boolean ofSeveral) {

  private static final int RECORDED = 1;

  private static final String WIDE_GAP = "  ";
  private static final String NARROW_GAP = " ";
  private static final String NOTHING = "-";

  /** The columns that may be cut are the last ones. */
  private static final int TEXTS = 4;

  /** Where the column of the ticket is, if there is one, from the end: before KIND. */
  private static final int TICKET_FROM_END = TEXTS + 2;

  private static final int LEAST_OF_TEXT = 7;

  /** Everything, as wide as it gets. */
  public String full() {
    List<List<String>> rows = rows(TimeText::full);
    return render(rows, PrintableText.widths(rows), WIDE_GAP);
  }

  /**
   * A table for a terminal. If room is scarce, times and gaps get shorter, then the longest texts
   * are cut. If even that is too wide, RECORDED is left out.
   */
  public String fitting(int columns, Instant now) {
    List<List<String>> rows = rows(TimeText::full);
    int[] widths = PrintableText.widths(rows);
    if (width(widths, WIDE_GAP) <= columns) {
      return render(rows, widths, WIDE_GAP);
    }
    List<List<String>> narrow = rows(instant -> TimeText.brief(instant, now));
    int[] fitting = fit(PrintableText.widths(narrow), columns);
    if (width(fitting, NARROW_GAP) > columns) {
      narrow.forEach(row -> row.remove(RECORDED));
      fitting = fit(PrintableText.widths(narrow), columns);
    }
    return render(narrow, fitting, NARROW_GAP);
  }

  private List<List<String>> rows(Function<Instant, String> time) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("EFFECTIVE", "RECORDED", "TICKET", "KIND", "FROM", "TO", "ACTOR", "NOTE"));
    for (TicketEvent event : events) {
      rows.add(
          row(
              time.apply(event.effectiveAt()),
              time.apply(event.recordedAt()),
              Long.toString(event.ticketId()),
              event.kind().literal(),
              text(event.oldValue()),
              text(event.newValue()),
              text(event.actor()),
              text(event.note())));
    }
    return rows;
  }

  private List<String> row(String effective, String recorded, String ticket, String... others) {
    List<String> row = new ArrayList<>(List.of(effective, recorded));
    if (ofSeveral) {
      row.add(ticket);
    }
    row.addAll(List.of(others));
    return row;
  }

  private static String text(@Nullable String value) {
    return value == null ? NOTHING : PrintableText.escape(value);
  }

  private static int width(int[] widths, String gap) {
    return IntStream.of(widths).sum() + (widths.length - 1) * gap.length();
  }

  /** Takes from the widest text until all fit, as short ones, such as a status, tell most. */
  private static int[] fit(int[] widths, int columns) {
    int[] fitting = widths.clone();
    for (int left = width(fitting, NARROW_GAP) - columns; left > 0; left--) {
      int widest = widths.length - TEXTS;
      for (int column = widest; column < widths.length; column++) {
        if (fitting[column] >= fitting[widest]) {
          widest = column;
        }
      }
      if (fitting[widest] <= LEAST_OF_TEXT) {
        break;
      }
      fitting[widest]--;
    }
    return fitting;
  }

  private String render(List<List<String>> rows, int[] widths, String gap) {
    StringBuilder lines = new StringBuilder();
    int last = widths.length - 1;
    int ticket = ofSeveral ? widths.length - TICKET_FROM_END : widths.length;
    for (List<String> row : rows) {
      for (int column = 0; column < last; column++) {
        lines.append(cell(row.get(column), column == ticket, widths[column])).append(gap);
      }
      lines.append(PrintableText.cut(row.get(last), widths[last])).append(System.lineSeparator());
    }
    return lines.toString();
  }

  private static String cell(String text, boolean isNumber, int width) {
    return isNumber
        ? PrintableText.padStart(text, width)
        : PrintableText.padEnd(PrintableText.cut(text, width), width);
  }
}
