package dev.ticketstore.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.report.ReportData;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A report for programs: durations are in seconds. */
public final class ReportJson {

  private ReportJson() {}

  /** All that the page shows. */
  public static ObjectNode of(ReportData data) {
    ObjectNode json =
        Json.object()
            .put("from", data.from().toString())
            .put("to", data.to().toString())
            .put("zone", data.zone().getId())
            .put("made_at", data.madeAt().toString())
            .put("bucket", Json.name(data.bucket()))
            .put("unresolved_count", data.unresolvedCount());
    list(
        json,
        "headlines",
        data.headlines(),
        (each, row) ->
            row.put("label", each.label()).put("value", each.value()).put("change", each.change()));
    list(
        json,
        "unresolved",
        data.unresolved(),
        (each, row) ->
            row.put("id", each.id())
                .put("violation_key", each.violationKey())
                .put("severity", each.severity().literal())
                .put("status", each.status().literal())
                .put("held", each.held())
                .put("age_seconds", seconds(each.age()))
                .put("occurrence_count", each.occurrences())
                .put("message", each.message())
                .put("diagnosis", each.diagnosis())
                .put("assignee", each.assignee()));
    list(
        json,
        "flow",
        data.flow(),
        (each, row) ->
            row.put("start", each.start().toString())
                .put("opened", each.opened())
                .put("resolved", each.resolved())
                .put("unresolved", each.unresolved()));
    list(json, "resolve_times", data.resolveTimes(), ReportJson::band);
    list(
        json,
        "invariants",
        data.invariants(),
        (each, row) ->
            row.put("name", each.name())
                .put("tickets", each.tickets())
                .put("unresolved", each.unresolved())
                .put("median_seconds", seconds(each.median()))
                .put("p95_seconds", seconds(each.p95())));
    list(
        json,
        "top_keys",
        data.topKeys(),
        (each, row) ->
            row.put("violation_key", each.violationKey())
                .put("tickets", each.tickets())
                .put("occurrences", each.occurrences())
                .put("unresolved_seconds", seconds(each.unresolved())));
    list(
        json,
        "flapping_keys",
        data.flappingKeys(),
        (each, row) ->
            row.put("violation_key", each.violationKey())
                .put("returns", each.returns())
                .put("shortest_gap_seconds", seconds(each.shortestGap())));
    ArrayNode heat = json.putArray("heat");
    data.heat().forEach(day -> day.forEach(heat.addArray()::add));
    list(json, "ages", data.ages(), ReportJson::band);
    return json;
  }

  private static void band(ReportData.Band band, ObjectNode row) {
    row.put("label", band.label()).put("tickets", band.tickets());
  }

  private static <T> void list(
      ObjectNode json, String name, List<T> values, BiConsumer<T, ObjectNode> write) {
    ArrayNode rows = json.putArray(name);
    values.forEach(value -> write.accept(value, rows.addObject()));
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toNanos() / 1e9;
  }
}
