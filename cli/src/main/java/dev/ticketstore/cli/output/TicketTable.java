package dev.ticketstore.cli.output;

import dev.ticketstore.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Tickets for people, one a line. */
public final class TicketTable {

  private static final List<String> HEADER =
      List.of("ID", "STATUS", "SEVERITY", "COUNT", "FIRST SEEN", "LAST SEEN", "KEY", "MESSAGE");

  private static final int ID = 0;
  private static final int STATUS = 1;
  private static final int SEVERITY = 2;
  private static final int COUNT = 3;
  private static final int KEY = 6;
  private static final int MESSAGE = 7;

  private static final String WIDE_GAP = "  ";
  private static final String NARROW_GAP = " ";

  /** A terminal that leaves less than this for messages gets a narrower table. */
  private static final int ENOUGH_OF_MESSAGE = 30;

  private static final int LEAST_OF_TEXT = 7;

  private final List<List<String>> rows = new ArrayList<>();
  private final List<Ticket> tickets;
  private final boolean colors;
  private final int[] widths;
  private final String gap;

  private TicketTable(
      List<Ticket> tickets, boolean colors, Function<Instant, String> time, String gap) {
    this.tickets = tickets;
    this.colors = colors;
    this.gap = gap;
    rows.add(HEADER);
    tickets.forEach(ticket -> rows.add(cells(ticket, time)));
    widths = PrintableText.widths(rows);
  }

  /** Everything, as wide as it gets. */
  public static String full(List<Ticket> tickets, boolean colors) {
    return new TicketTable(tickets, colors, TimeText::full, WIDE_GAP).render();
  }

  /**
   * A table for a terminal. If room is scarce, times and gaps get shorter, then keys and messages
   * are cut.
   */
  public static String fitting(List<Ticket> tickets, boolean colors, int columns, Instant now) {
    TicketTable table = new TicketTable(tickets, colors, TimeText::full, WIDE_GAP);
    int room = columns - table.widthWithoutMessage();
    if (room < Math.min(table.widths[MESSAGE], ENOUGH_OF_MESSAGE)) {
      table = new TicketTable(tickets, colors, instant -> TimeText.brief(instant, now), NARROW_GAP);
    }
    table.fit(columns);
    return table.render();
  }

  private static List<String> cells(Ticket ticket, Function<Instant, String> time) {
    return List.of(
        Long.toString(ticket.id()),
        ticket.status().literal() + (ticket.held() ? " held" : ""),
        ticket.severity().literal(),
        Long.toString(ticket.occurrenceCount()),
        time.apply(ticket.firstSeenAt()),
        time.apply(ticket.lastSeenAt()),
        PrintableText.escape(ticket.violationKey()),
        PrintableText.escape(ticket.message()));
  }

  private int widthWithoutMessage() {
    int width = 0;
    for (int column = 0; column < MESSAGE; column++) {
      width += widths[column] + gap.length();
    }
    return width;
  }

  /** Gives the key up to two thirds of what it shares with the message. */
  private void fit(int columns) {
    int room = columns - widthWithoutMessage() + widths[KEY];
    int messageWants = Math.min(widths[MESSAGE], ENOUGH_OF_MESSAGE);
    if (room < widths[KEY] + messageWants) {
      int share = Math.max(room * 2 / 3, room - messageWants);
      widths[KEY] = Math.min(widths[KEY], Math.max(LEAST_OF_TEXT, share));
    }
    widths[MESSAGE] = Math.max(LEAST_OF_TEXT, room - widths[KEY]);
  }

  private String render() {
    StringBuilder lines = new StringBuilder();
    for (int index = 0; index < rows.size(); index++) {
      List<String> row = rows.get(index);
      for (int column = 0; column < MESSAGE; column++) {
        lines.append(color(index, column).paint(cell(row.get(column), column))).append(gap);
      }
      lines
          .append(PrintableText.cut(row.get(MESSAGE), widths[MESSAGE]))
          .append(System.lineSeparator());
    }
    return lines.toString();
  }

  /** The header, which is the first row, has none. */
  private AnsiColor color(int row, int column) {
    if (!colors || row == 0) {
      return AnsiColor.PLAIN;
    }
    Ticket ticket = tickets.get(row - 1);
    return switch (column) {
      case STATUS -> AnsiColor.of(ticket.status());
      case SEVERITY -> AnsiColor.of(ticket.severity());
      default -> AnsiColor.PLAIN;
    };
  }

  private String cell(String text, int column) {
    return switch (column) {
      case ID, COUNT -> PrintableText.padStart(text, widths[column]);
      case KEY -> PrintableText.padEnd(PrintableText.cutMiddle(text, widths[KEY]), widths[KEY]);
      default -> PrintableText.padEnd(text, widths[column]);
    };
  }
}
