package dev.ticketstore.internal.adoption;

import static dev.ticketstore.jooq.Tables.TICKETS;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Json;
import dev.ticketstore.internal.tickets.NewestObservation;
import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.internal.validation.MetricSnapshot;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A row of the Python program as a ticket of ours, with what it took over from others.
 *
 * @param ticket our columns
 * @param more the columns that we do not know
 * @param absorbed the rows of the tickets that it took over
 * @param row as it was
 */
record PythonTicket(
    TicketsRecord ticket, Map<Field<?>, Field<?>> more, List<Record> absorbed, Record row) {

  /**
   * Reads a row.
   *
   * @throws InvalidInputException if our table would refuse it
   */
  static PythonTicket of(Record row, List<Field<?>> unknownColumns) {
    long id = row.get(TICKETS.ID.getName(), Long.class);
    try {
      Map<Field<?>, Field<?>> more = new LinkedHashMap<>();
      for (Field<?> column : unknownColumns) {
        more.put(column, DSL.val(row.get(column.getName())));
      }
      TicketsRecord ticket = new TicketsRecord();
      ticket.setId(id);
      ticket.setViolationKey(text(row, TICKETS.VIOLATION_KEY));
      ticket.setInvariantName(Check.invariantName(text(row, TICKETS.INVARIANT_NAME)));
      ticket.setStoreId(optional(row, TICKETS.STORE_ID));
      ticket.setStatus(Check.parse("status", TicketStatus.class, text(row, TICKETS.STATUS)));
      ticket.setHeld(row.get(TICKETS.HELD.getName(), Boolean.class));
      ticket.setBatchKey(optional(row, TICKETS.BATCH_KEY));
      ticket.setOccurrenceCount(row.get(TICKETS.OCCURRENCE_COUNT.getName(), Long.class));
      ticket.setFirstSeenAt(InstantText.parse(text(row, TICKETS.FIRST_SEEN_AT)));
      ticket.setLastSeenAt(InstantText.parse(text(row, TICKETS.LAST_SEEN_AT)));
      String resolvedAt = optional(row, TICKETS.RESOLVED_AT);
      ticket.setResolvedAt(resolvedAt == null ? null : InstantText.parse(resolvedAt));
      ticket.setMessage(text(row, TICKETS.MESSAGE));
      ticket.setSeverityName(
          Check.parse("severity", Severity.class, text(row, TICKETS.SEVERITY_NAME)));
      ticket.setDiagnosis(optional(row, TICKETS.DIAGNOSIS));
      String metrics = optional(row, TICKETS.METRIC_SNAPSHOT);
      if (metrics != null) {
        MetricSnapshot.check(Json.ofUnchecked(metrics));
        ticket.setMetricSnapshot(JSONB.valueOf(metrics));
      }
      ticket.setVersion(1L);
      ticket.setCreatedAt(InstantText.parse(text(row, TICKETS.CREATED_AT)));
      ticket.setUpdatedAt(InstantText.parse(text(row, TICKETS.UPDATED_AT)));
      requireConsistent(ticket);
      return new PythonTicket(ticket, more, List.of(), row);
    } catch (IllegalArgumentException | InvalidInputException e) {
      throw new InvalidInputException("ticket " + id, String.valueOf(e.getMessage()), e);
    }
  }

  private static String text(Record row, Field<?> column) {
    return Check.notNull(column.getName(), optional(row, column));
  }

  private static @Nullable String optional(Record row, Field<?> column) {
    return row.get(column.getName(), String.class);
  }

  private static void requireConsistent(TicketsRecord ticket) {
    String key =
        ticket.getStoreId() == null
            ? ticket.getInvariantName()
            : ticket.getInvariantName() + ":" + ticket.getStoreId();
    if (!Objects.equals(key, ticket.getViolationKey())) {
      throw new InvalidInputException(
          "violation_key", "expected '" + key + "', not '" + ticket.getViolationKey() + "'");
    }
    if (ticket.getOccurrenceCount() < 1) {
      throw new InvalidInputException(
          "occurrence_count", "expected at least 1, not " + ticket.getOccurrenceCount());
    }
    if (ticket.getLastSeenAt().isBefore(ticket.getFirstSeenAt())) {
      throw new InvalidInputException(
          "last_seen_at",
          "expected not before "
              + ticket.getFirstSeenAt()
              + ", but it is "
              + ticket.getLastSeenAt());
    }
    if (ticket.getResolvedAt() != null && ticket.getStatus() != TicketStatus.RESOLVED) {
      throw new InvalidInputException(
          "resolved_at", "expected none on a ticket that is not resolved");
    }
  }

  long id() {
    return Objects.requireNonNull(ticket.getId());
  }

  String violationKey() {
    return Objects.requireNonNull(ticket.getViolationKey());
  }

  boolean isUnresolved() {
    return ticket.getStatus() != TicketStatus.RESOLVED;
  }

  /** This ticket, which is the older, with what a younger one of the same key knows. */
  PythonTicket absorb(PythonTicket younger) {
    TicketsRecord other = younger.ticket;
    boolean newer = newest(other).compareTo(newest(ticket)) >= 0;
    ticket.setOccurrenceCount(ticket.getOccurrenceCount() + other.getOccurrenceCount());
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
    List<Record> rows = new ArrayList<>(absorbed);
    rows.add(younger.row);
    return new PythonTicket(ticket, more, rows, row);
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

  /**
   * Makes it the episode after another one, or the first of its key, as the dedup upsert ({@code
   * UpsertStatement}) and the triggers for other programs do.
   */
  void follow(@Nullable PythonTicket before) {
    if (before == null) {
      ticket.setEpisode(1L);
      ticket.setOccurrencesBefore(0L);
    } else {
      ticket.setEpisode(before.ticket.getEpisode() + 1);
      ticket.setPreviousId(before.id());
      ticket.setOccurrencesBefore(
          before.ticket.getOccurrencesBefore() + before.ticket.getOccurrenceCount());
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** A whole row as a JSON object. */
  static JSONB json(Record row) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      for (Field<?> column : row.fields()) {
        json.writeFieldName(column.getName());
        Object value = row.get(column);
        if (value == null) {
          json.writeNull();
        } else if (value instanceof byte[] bytes) {
          json.writeBinary(bytes);
        } else if (value instanceof Boolean flag) {
          json.writeBoolean(flag);
        } else if (value instanceof Number number) {
          json.writeNumber(number.toString());
        } else {
          json.writeString(value.toString());
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return JSONB.valueOf(text.toString());
  }
}
