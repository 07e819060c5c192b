package dev.ticketstore.internal;

import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Scope;
import dev.ticketstore.Ticket;
import dev.ticketstore.jooq.tables.records.CheckCyclesRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** The cycles that have been applied. */
record CycleLog(DSLContext context, Dialect dialect) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String OUTCOMES = "outcomes";
  private static final String TICKETS = "tickets";
  private static final String RESOLVED = "resolved";

  /** The report of a cycle that has been applied, with the tickets as they are now. */
  Optional<CycleReport> find(CheckCycle cycle) {
    return context
        .select(CHECK_CYCLES.REPORT)
        .from(CHECK_CYCLES)
        .where(CHECK_CYCLES.SOURCE.eq(cycle.source()))
        .and(CHECK_CYCLES.BATCH_KEY.eq(cycle.batchKey()))
        .fetchOptional(CHECK_CYCLES.REPORT)
        .map(this::report);
  }

  private CycleReport report(JSONB json) {
    List<String> outcomes = new ArrayList<>();
    List<Long> observed = new ArrayList<>();
    List<Long> resolved = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json.data())) {
      String field = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          field = parser.currentName();
        } else if (token == JsonToken.VALUE_STRING) {
          outcomes.add(parser.getText());
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
          (field.equals(TICKETS) ? observed : resolved).add(parser.getLongValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Set<Long> ids = new HashSet<>(observed);
    ids.addAll(resolved);
    Map<Long, Ticket> tickets = TicketRows.byId(context, dialect, ids);
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Ticket ticket = tickets.get(observed.get(i));
      if (ticket != null) {
        Outcome outcome = Outcome.valueOf(outcomes.get(i).toUpperCase(Locale.ROOT));
        observations.add(new Observation(outcome, ticket));
      }
    }
    return new CycleReport(
        observations, resolved.stream().map(tickets::get).filter(Objects::nonNull).toList(), true);
  }

  /** Writes down what a cycle did. */
  void add(CheckCycle cycle, CycleReport report, Instant now) {
    CheckCyclesRecord row = new CheckCyclesRecord();
    row.setSource(cycle.source());
    row.setBatchKey(cycle.batchKey());
    row.setStartedAt(cycle.startedAt());
    row.setEndedAt(cycle.endedAt());
    row.setOutcome(cycle.outcome().name().toLowerCase(Locale.ROOT));
    row.setScope(json(generator -> write(generator, cycle.scope(), false)));
    row.setCreatedCount(report.count(Outcome.CREATED));
    row.setRepeatedCount(report.count(Outcome.REPEATED));
    row.setDuplicateCount(report.count(Outcome.DUPLICATE));
    row.setLateCount(report.count(Outcome.LATE));
    row.setResolvedCount((long) report.resolved().size());
    row.setReport(json(generator -> write(generator, report)));
    row.setRecordedAt(now);
    context.insertInto(CHECK_CYCLES).set(row).execute();
  }

  private static void write(JsonGenerator json, CycleReport report) throws IOException {
    json.writeArrayFieldStart(OUTCOMES);
    for (Observation each : report.observations()) {
      json.writeString(each.outcome().name().toLowerCase(Locale.ROOT));
    }
    json.writeEndArray();
    json.writeArrayFieldStart(TICKETS);
    for (Observation each : report.observations()) {
      json.writeNumber(each.ticket().id());
    }
    json.writeEndArray();
    json.writeArrayFieldStart(RESOLVED);
    for (Ticket each : report.resolved()) {
      json.writeNumber(each.id());
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Scope scope, boolean anySource) throws IOException {
    if (scope instanceof Scope.OfAnySource any) {
      write(json, any.scope(), true);
      return;
    }
    if (scope instanceof Scope.Invariants some) {
      write(json, "invariants", some.names());
    } else if (scope instanceof Scope.Keys some) {
      write(json, "keys", some.violationKeys());
    }
    json.writeBooleanField("any_source", anySource);
  }

  private static void write(JsonGenerator json, String field, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : new TreeSet<>(texts)) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static JSONB json(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.to(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return JSONB.valueOf(text.toString());
  }

  private interface Fields {
    void to(JsonGenerator json) throws IOException;
  }
}
