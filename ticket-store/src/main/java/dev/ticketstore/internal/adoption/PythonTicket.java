package dev.ticketstore.internal.adoption;

import static dev.ticketstore.jooq.Tables.TICKETS;

import dev.ticketstore.Json;
import dev.ticketstore.internal.tickets.NewestObservation;
import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.internal.validation.MetricSnapshot;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.model.Literal;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/**
 * A row of the Python program as a ticket of the store, with what it took over from others. Its
 * place among the tickets of its key is not known yet.
 */
final class PythonTicket {

  private final PythonRow row;
  private final TicketsRecord ticket = new TicketsRecord();

  /** Reads a row, and adds to its faults what the store's table would reject. */
  PythonTicket(PythonRow row) {
    this.row = row;
    ticket.setId(row.id());
    ticket.setViolationKey(row.text(TICKETS.VIOLATION_KEY));
    ticket.setInvariantName(row.text(TICKETS.INVARIANT_NAME, Check::invariantName));
    ticket.setStoreId(row.optionalText(TICKETS.STORE_ID));
    ticket.setStatus(
        row.text(TICKETS.STATUS, text -> Check.parse("status", TicketStatus.class, text)));
    ticket.setHeld(Objects.equals(row.integer(TICKETS.HELD, 0, 1), 1L));
    ticket.setBatchKey(row.optionalText(TICKETS.BATCH_KEY));
    ticket.setOccurrenceCount(row.integer(TICKETS.OCCURRENCE_COUNT, 1, Long.MAX_VALUE));
    ticket.setFirstSeenAt(row.instant(TICKETS.FIRST_SEEN_AT));
    ticket.setLastSeenAt(row.instant(TICKETS.LAST_SEEN_AT));
    ticket.setResolvedAt(row.optionalInstant(TICKETS.RESOLVED_AT));
    ticket.setMessage(row.text(TICKETS.MESSAGE));
    ticket.setSeverityName(
        row.text(TICKETS.SEVERITY_NAME, text -> Check.parse("severity", Severity.class, text)));
    ticket.setDiagnosis(row.optionalText(TICKETS.DIAGNOSIS));
    if (!row.value(TICKETS.METRIC_SNAPSHOT.getName()).isNull()) {
      ticket.setMetricSnapshot(row.text(TICKETS.METRIC_SNAPSHOT, PythonTicket::metrics));
    }
    ticket.setVersion(1L);
    ticket.setCreatedAt(row.instant(TICKETS.CREATED_AT));
    ticket.setUpdatedAt(row.instant(TICKETS.UPDATED_AT));
    if (row.faults().isEmpty()) {
      requireConsistent();
    }
  }

  private static JSONB metrics(String text) {
    MetricSnapshot.check(Json.ofUnchecked(text));
    return JSONB.valueOf(text);
  }

  private void requireConsistent() {
    if ("".equals(ticket.getStoreId())) {
      row.fault(TICKETS.STORE_ID, "expected a name or null, not ''");
    }
    String key =
        ticket.getStoreId() == null
            ? ticket.getInvariantName()
            : ticket.getInvariantName() + ":" + ticket.getStoreId();
    if (!Objects.equals(key, ticket.getViolationKey())) {
      row.fault(
          TICKETS.VIOLATION_KEY,
          "expected " + Check.quote(key) + ", not " + Check.quote(ticket.getViolationKey()));
    }
    if (ticket.getLastSeenAt().isBefore(ticket.getFirstSeenAt())) {
      row.fault(
          TICKETS.LAST_SEEN_AT,
          "expected not before "
              + ticket.getFirstSeenAt()
              + ", but it is "
              + ticket.getLastSeenAt());
    }
    if (ticket.getResolvedAt() != null && isUnresolved()) {
      row.fault(
          TICKETS.RESOLVED_AT,
          "expected null on a ticket that is not resolved, not "
              + row.value(TICKETS.RESOLVED_AT.getName()));
    }
  }

  PythonRow row() {
    return row;
  }

  TicketsRecord ticket() {
    return ticket;
  }

  long id() {
    return Objects.requireNonNull(ticket.getId());
  }

  private boolean isUnresolved() {
    return ticket.getStatus() != TicketStatus.RESOLVED;
  }

  /** Gives this ticket, which is the older, what a younger one of the same key knows. */
  void absorb(PythonTicket younger) {
    TicketsRecord other = younger.ticket;
    boolean newer = newest(other).compareTo(newest(ticket)) >= 0;
    ticket.setOccurrenceCount(
        Math.addExact(ticket.getOccurrenceCount(), other.getOccurrenceCount()));
    ticket.setHeld(ticket.getHeld() || other.getHeld());
    ticket.setFirstSeenAt(earlier(ticket.getFirstSeenAt(), other.getFirstSeenAt()));
    if (newer) {
      ticket.setLastSeenAt(other.getLastSeenAt());
      ticket.setMessage(other.getMessage());
      ticket.setSeverityName(other.getSeverityName());
      ticket.setMetricSnapshot(other.getMetricSnapshot());
    }
    if (other.getStatus().compareTo(ticket.getStatus()) > 0) {
      ticket.setStatus(other.getStatus());
    }
    if (ticket.getDiagnosis() == null) {
      ticket.setDiagnosis(other.getDiagnosis());
    }
  }

  private static NewestObservation newest(TicketsRecord ticket) {
    return new NewestObservation(
        ticket.getLastSeenAt(),
        ticket.getMessage(),
        Objects.requireNonNull(ticket.getSeverityName()));
  }

  /**
   * Fills the columns that the Python program does not know. It kept only the time of the last
   * change, by which the present status, and a hold, had been reached.
   */
  void complete() {
    TicketStatus status = Objects.requireNonNull(ticket.getStatus());
    ticket.setAcknowledgedAt(status == TicketStatus.ACKNOWLEDGED ? ticket.getUpdatedAt() : null);
    ticket.setDiagnosedAt(status == TicketStatus.DIAGNOSED ? ticket.getUpdatedAt() : null);
    ticket.setResolvedBy(status == TicketStatus.RESOLVED ? ResolvedBy.OTHER_PROGRAM : null);
    ticket.setHeldSince(Boolean.TRUE.equals(ticket.getHeld()) ? ticket.getUpdatedAt() : null);
  }

  /** The columns of the Python program that have another value than in the row. */
  List<String> changes() {
    List<String> changes = new ArrayList<>();
    for (Field<?> column : PythonTable.KNOWN) {
      String before = row.value(column.getName()).toString();
      String after = literal(ticket.get(column));
      if (!after.equals(before)) {
        changes.add(column.getName() + ": " + before + " becomes " + after);
      }
    }
    return changes;
  }

  /** As SQLite will have it. */
  private static String literal(@Nullable Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "1" : "0";
    }
    if (value instanceof Instant instant) {
      return Check.quote(InstantText.format(instant));
    }
    if (value instanceof Literal constant) {
      return Check.quote(constant.literal());
    }
    if (value instanceof JSONB json) {
      return Check.quote(json.data());
    }
    return value instanceof String text ? Check.quote(text) : String.valueOf(value);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
