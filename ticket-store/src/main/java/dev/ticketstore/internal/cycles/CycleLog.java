package dev.ticketstore.internal.cycles;

import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.internal.database.CompiledStatement;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.jooq.types.InstantText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The cycles that have been applied. Those of a call are looked up, and written down, at once. */
final class CycleLog {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String OUTCOMES = "outcomes";
  private static final String TICKETS = "tickets";
  private static final String RESOLVED = "resolved";

  private static final List<Field<?>> KEY = List.of(CHECK_CYCLES.SOURCE, CHECK_CYCLES.BATCH_KEY);

  private static final List<Field<?>> COLUMNS =
      List.of(
          CHECK_CYCLES.SOURCE,
          CHECK_CYCLES.BATCH_KEY,
          CHECK_CYCLES.STARTED_AT,
          CHECK_CYCLES.ENDED_AT,
          CHECK_CYCLES.OUTCOME,
          CHECK_CYCLES.SCOPE,
          CHECK_CYCLES.CREATED_COUNT,
          CHECK_CYCLES.REPEATED_COUNT,
          CHECK_CYCLES.DUPLICATE_COUNT,
          CHECK_CYCLES.LATE_COUNT,
          CHECK_CYCLES.RESOLVED_COUNT,
          CHECK_CYCLES.REPORT,
          CHECK_CYCLES.RECORDED_AT);

  private static final CompiledStatement FIND =
      new CompiledStatement(
          dialect -> {
            Table<?> keys = JsonInput.table(dialect, KEY, "").asTable("v");
            return DSL.select(CHECK_CYCLES.SOURCE, CHECK_CYCLES.BATCH_KEY, CHECK_CYCLES.REPORT)
                .from(keys)
                .join(CHECK_CYCLES)
                .on(CHECK_CYCLES.SOURCE.eq(JsonInput.of(keys, CHECK_CYCLES.SOURCE)))
                .and(CHECK_CYCLES.BATCH_KEY.eq(JsonInput.of(keys, CHECK_CYCLES.BATCH_KEY)));
          });

  private static final CompiledStatement ADD =
      new CompiledStatement(
          dialect ->
              DSL.insertInto(CHECK_CYCLES)
                  .columns(COLUMNS)
                  .select(JsonInput.table(dialect, COLUMNS, "")));

  private record Key(String source, String batchKey) {
    static Key of(CheckCycle cycle) {
      return new Key(cycle.source(), cycle.batchKey());
    }
  }

  private record Applied(CheckCycle cycle, CycleReport report) {}

  private final DSLContext context;
  private final Dialect dialect;
  private final Map<Key, String> stored = new HashMap<>();
  private final Map<Key, Applied> added = new LinkedHashMap<>();

  /** Looks up which of some cycles have been applied. */
  CycleLog(DSLContext context, Dialect dialect, List<CheckCycle> cycles) {
    this.context = context;
    this.dialect = dialect;
    String keys =
        JsonInput.write(
            cycles.stream().map(cycle -> List.of(cycle.source(), cycle.batchKey())).toList());
    FIND.fetch(
        context,
        dialect,
        List.of(keys),
        row -> stored.put(new Key(row.getString(1), row.getString(2)), row.getString(3)));
  }

  /** The report of a cycle that has been applied, with the tickets as they are now; else null. */
  @Nullable CycleReport find(CheckCycle cycle) {
    String report = stored.get(Key.of(cycle));
    if (report != null) {
      return report(report);
    }
    Applied before = added.get(Key.of(cycle));
    return before == null
        ? null
        : new CycleReport(before.report().observations(), before.report().resolved(), true);
  }

  private CycleReport report(String json) {
    List<String> outcomes = new ArrayList<>();
    List<Long> observed = new ArrayList<>();
    List<Long> resolved = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
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

  /** Takes note of what a cycle did, if it did not before. */
  void add(CheckCycle cycle, CycleReport report) {
    if (!report.alreadyApplied()) {
      added.put(Key.of(cycle), new Applied(cycle, report));
    }
  }

  /** Writes down all that has been added. */
  void write(Instant now) {
    if (added.isEmpty()) {
      return;
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Applied each : added.values()) {
      rows.add(row(each.cycle(), each.report(), now));
    }
    ADD.execute(context, dialect, List.of(JsonInput.write(rows)));
  }

  /** In the order of {@link #COLUMNS}. */
  private static List<@Nullable Object> row(CheckCycle cycle, CycleReport report, Instant now) {
    return Arrays.asList(
        cycle.source(),
        cycle.batchKey(),
        InstantText.format(cycle.startedAt()),
        cycle.endedAt() == null ? null : InstantText.format(cycle.endedAt()),
        cycle.outcome().name().toLowerCase(Locale.ROOT),
        json(generator -> write(generator, cycle.scope(), false)),
        report.count(Outcome.CREATED),
        report.count(Outcome.REPEATED),
        report.count(Outcome.DUPLICATE),
        report.count(Outcome.LATE),
        report.resolved().size(),
        json(generator -> write(generator, report)),
        InstantText.format(now));
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

  private static void write(JsonGenerator json, CycleScope scope, boolean anySource)
      throws IOException {
    if (scope instanceof CycleScope.OfAnySource any) {
      write(json, any.scope(), true);
      return;
    }
    if (scope instanceof CycleScope.Invariants some) {
      write(json, "invariants", some.names());
    } else if (scope instanceof CycleScope.Keys some) {
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

  private static String json(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.to(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private interface Fields {
    void to(JsonGenerator json) throws IOException;
  }
}
