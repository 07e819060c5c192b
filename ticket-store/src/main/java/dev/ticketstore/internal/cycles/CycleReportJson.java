package dev.ticketstore.internal.cycles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.internal.database.JsonObject;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.jooq.types.UnreadableValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/**
 * A report as the log of cycles keeps it: {@code observations} is an array of {@code [violation
 * key, ticket id, outcome]}, and {@code resolved} one of {@code [violation key, ticket id]}. The
 * view {@code cycle_observations} reads the first. {@code content} is the digest of the cycle.
 */
record CycleReportJson(List<Entry> observations, List<Entry> resolved, String content) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String OBSERVATIONS = "observations";
  private static final String RESOLVED = "resolved";
  private static final String CONTENT = "content";

  /**
   * One array.
   *
   * @param outcome of an observation; empty for a resolved ticket
   */
  record Entry(long ticketId, String outcome) {}

  static String write(CycleReport report, String content) {
    return JsonObject.write(
        json -> {
          json.writeArrayFieldStart(OBSERVATIONS);
          for (Observation each : report.observations()) {
            json.writeStartArray();
            json.writeString(each.ticket().violationKey());
            json.writeNumber(each.ticket().id());
            json.writeString(each.outcome().name().toLowerCase(Locale.ROOT));
            json.writeEndArray();
          }
          json.writeEndArray();
          json.writeArrayFieldStart(RESOLVED);
          for (Ticket each : report.resolved()) {
            json.writeStartArray();
            json.writeString(each.violationKey());
            json.writeNumber(each.id());
            json.writeEndArray();
          }
          json.writeEndArray();
          json.writeStringField(CONTENT, content);
        });
  }

  static CycleReportJson read(String text) {
    List<Entry> observations = new ArrayList<>();
    List<Entry> resolved = new ArrayList<>();
    String content = "";
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case OBSERVATIONS -> observations = entries(parser);
          case RESOLVED -> resolved = entries(parser);
          case CONTENT -> content = parser.getText();
          default -> parser.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new UnreadableValueException(JSONB.class, text, e);
    }
    return new CycleReportJson(observations, resolved, content);
  }

  private static List<Entry> entries(JsonParser parser) throws IOException {
    List<Entry> entries = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_ARRAY) {
      parser.nextToken();
      parser.nextToken();
      long ticketId = parser.getLongValue();
      boolean more = parser.nextToken() == JsonToken.VALUE_STRING;
      entries.add(new Entry(ticketId, more ? parser.getText() : ""));
      if (more) {
        parser.nextToken();
      }
    }
    return entries;
  }

  /** The report with the tickets as they are now; purged ones are left out. */
  CycleReport with(DSLContext dsl) {
    Set<Long> ids = new HashSet<>();
    observations.forEach(each -> ids.add(each.ticketId()));
    resolved.forEach(each -> ids.add(each.ticketId()));
    Map<Long, Ticket> tickets = TicketRows.byId(dsl, ids);
    List<Observation> observed = new ArrayList<>();
    for (Entry each : observations) {
      Ticket ticket = tickets.get(each.ticketId());
      if (ticket != null) {
        Outcome outcome = Outcome.valueOf(each.outcome().toUpperCase(Locale.ROOT));
        observed.add(new Observation(outcome, ticket));
      }
    }
    return new CycleReport(
        observed,
        resolved.stream()
            .map(each -> tickets.get(each.ticketId()))
            .filter(Objects::nonNull)
            .toList(),
        true);
  }
}
