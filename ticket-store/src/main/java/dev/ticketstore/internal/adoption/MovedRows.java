package dev.ticketstore.internal.adoption;

import static dev.ticketstore.jooq.Tables.TICKETS;

import dev.ticketstore.internal.validation.Check;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of the Python program into tickets, one ticket at a time. From the first refusal
 * on it only looks at the others.
 */
final class MovedRows implements Consumer<PythonRow> {

  private final Findings findings;
  private final LongConsumer progress;
  private final @Nullable TicketWriter writer;

  private @Nullable PythonTicket current;
  private long rows;
  private long absorbed;
  private long occurrences;

  /**
   * No rows yet.
   *
   * @param progress is told how many rows there were, after each
   * @param writer null if the file has been refused
   */
  MovedRows(Findings findings, LongConsumer progress, @Nullable TicketWriter writer) {
    this.findings = findings;
    this.progress = progress;
    this.writer = writer;
  }

  /** How many rows were merged into others. */
  long absorbed() {
    return absorbed;
  }

  @Override
  public void accept(PythonRow row) {
    PythonTicket ticket = new PythonTicket(row);
    if (row.faults().isEmpty()) {
      addOccurrences(ticket);
    }
    row.faults().forEach(fault -> findings.refuse(subject(row.id()), fault));
    if (row.faults().isEmpty()) {
      if (row.ticketId() == row.id() || current == null || current.id() != row.ticketId()) {
        finish();
        current = ticket;
      } else {
        merge(current, ticket);
      }
    }
    progress.accept(++rows);
  }

  /** The store adds the counts of tickets in many places, so that their sum must not overflow. */
  private void addOccurrences(PythonTicket ticket) {
    long count = ticket.ticket().getOccurrenceCount();
    if (count > Long.MAX_VALUE - occurrences) {
      ticket
          .row()
          .fault(
              TICKETS.OCCURRENCE_COUNT,
              "expected 64 bits for the sum of all, not " + count + " more than " + occurrences);
    } else {
      occurrences += count;
    }
  }

  private void merge(PythonTicket survivor, PythonTicket younger) {
    findings.merge(
        subject(younger.id()),
        "ticket "
            + survivor.id()
            + " is unresolved too, with the key "
            + Check.quote(younger.ticket().getViolationKey())
            + ", and takes it over");
    survivor.absorb(younger);
    if (writer != null && findings.allow()) {
      writer.writeAbsorbed(younger, survivor.id());
    }
    absorbed++;
  }

  /** Writes the last ticket. */
  void finish() {
    if (current != null) {
      if (findings.areListed()) {
        List<String> changes = current.changes();
        if (!changes.isEmpty()) {
          findings.change(subject(current.id()), String.join(", ", changes));
        }
      }
      if (writer != null && findings.allow()) {
        current.complete();
        writer.write(current);
      }
    }
    current = null;
  }

  private static String subject(long id) {
    return "ticket " + id;
  }
}
