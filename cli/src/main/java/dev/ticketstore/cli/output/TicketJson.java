package dev.ticketstore.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Ticket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ticket as JSON, under the names of its columns. */
public final class TicketJson {

  private TicketJson() {}

  public static ObjectNode of(Ticket ticket) {
    return Json.object()
        .put("id", ticket.id())
        .put("violation_key", ticket.violationKey())
        .put("invariant_name", ticket.invariantName())
        .put("store_id", ticket.storeId())
        .put("status", ticket.status().literal())
        .put("held", ticket.held())
        .put("batch_key", ticket.batchKey())
        .put("occurrence_count", ticket.occurrenceCount())
        .put("first_seen_at", text(ticket.firstSeenAt()))
        .put("last_seen_at", text(ticket.lastSeenAt()))
        .put("acknowledged_at", text(ticket.acknowledgedAt()))
        .put("diagnosed_at", text(ticket.diagnosedAt()))
        .put("resolved_at", text(ticket.resolvedAt()))
        .put("resolved_by", ticket.resolvedBy() == null ? null : ticket.resolvedBy().literal())
        .put("message", ticket.message())
        .put("severity", ticket.severity().literal())
        .put("diagnosis", ticket.diagnosis())
        .<ObjectNode>set("metric_snapshot", metrics(ticket))
        .<ObjectNode>set("labels", labels(ticket.labels()))
        .put("assignee", ticket.assignee())
        .put("held_since", text(ticket.heldSince()))
        .put("held_micros", ticket.timeOnHold().dividedBy(ChronoUnit.MICROS.getDuration()))
        .put("episode", ticket.episode())
        .put("previous_id", ticket.previousId())
        .put("occurrences_before", ticket.occurrencesBefore())
        .put("flapping", ticket.flapping())
        .put("source", ticket.source())
        .put("version", ticket.version())
        .put("created_at", text(ticket.createdAt()))
        .put("updated_at", text(ticket.updatedAt()));
  }

  private static ObjectNode labels(Map<String, String> labels) {
    ObjectNode object = Json.object();
    labels.forEach(object::put);
    return object;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  /** Another program can have written past the checks of the schema. */
  private static JsonNode metrics(Ticket ticket) {
    if (ticket.metricSnapshot() == null) {
      return NullNode.getInstance();
    }
    try {
      return Json.parse(ticket.metricSnapshot().text());
    } catch (JsonProcessingException e) {
      throw new DatabaseException(
          Reason.CORRUPT,
          "tickets.metric_snapshot of the row with id "
              + ticket.id()
              + " is no JSON: '"
              + ticket.metricSnapshot().text()
              + "'",
          e);
    }
  }
}
