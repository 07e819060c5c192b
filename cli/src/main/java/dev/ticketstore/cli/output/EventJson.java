package dev.ticketstore.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.TicketEvent;

/** An event as JSON, under the names of its columns. */
public final class EventJson {

  private EventJson() {}

  public static ObjectNode of(TicketEvent event) {
    return Json.object()
        .put("id", event.id())
        .put("ticket_id", event.ticketId())
        .put("violation_key", event.violationKey())
        .put("kind", event.kind().literal())
        .put("old_value", event.oldValue())
        .put("new_value", event.newValue())
        .put("effective_at", event.effectiveAt().toString())
        .put("recorded_at", event.recordedAt().toString())
        .put("actor", event.actor())
        .put("note", event.note())
        .put("batch_key", event.batchKey());
  }
}
