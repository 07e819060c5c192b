package dev.ticketstore.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.TicketEvent;

/**
 * An event as a CloudEvent 1.0 in structured JSON, whose data is {@link EventJson}. The type is the
 * one that {@code tickets import --format cloudevents} knows.
 */
public final class CloudEventJson {

  private static final String TYPE = "dev.ticketstore.event";

  private CloudEventJson() {}

  /** The event of one database; {@code source} and its id are the same whenever it is sent. */
  public static ObjectNode of(TicketEvent event, String source) {
    ObjectNode json =
        Json.object()
            .put("specversion", "1.0")
            .put("id", Long.toString(event.id()))
            .put("source", source)
            .put("type", TYPE)
            .put("subject", event.violationKey())
            .put("time", event.recordedAt().toString())
            .put("datacontenttype", "application/json");
    json.set("data", EventJson.of(event));
    return json;
  }
}
