package dev.ticketstore.cli.input;

import dev.ticketstore.BulkChange;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Violation;
import dev.ticketstore.cli.input.ReplayEntry.StepKind;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.model.CycleOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes single events of JSON. Fields that it does not know are let pass. */
final class ReplayEventJson {

  /** The field that tells an event from a check cycle. */
  static final String EVENT = "event";

  private static final String FIRING = "firing";
  private static final String RESOLVED = Json.name(StepKind.RESOLVED);
  private static final String SOURCE = "source";
  private static final String BY = "by";
  private static final String NOTE = "note";
  private static final String KEY = "violation_key";

  private static final List<String> EVENTS =
      Stream.concat(Stream.of(FIRING), Arrays.stream(StepKind.values()).map(Json::name)).toList();

  private ReplayEventJson() {}

  /**
   * The event that an object describes.
   *
   * @throws BadLineException that says which field is wrong
   */
  static ReplayEntry event(JsonFields event) {
    String name = CheckCycleJson.named(event, EVENT, EVENTS, each -> each);
    if (name.equals(FIRING)) {
      return new ReplayEntry.Single(firing(event));
    }
    if (name.equals(RESOLVED) && event.has(SOURCE) == event.has(BY)) {
      throw new BadLineException(
          "resolved: expected either source, the monitor whose check passed, or by, the person");
    }
    return name.equals(RESOLVED) && event.has(SOURCE)
        ? new ReplayEntry.Single(passed(event))
        : step(event, StepKind.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  private static CheckCycle firing(JsonFields event) {
    Violation violation = CheckCycleJson.violation(event);
    return cycle(
        event,
        Objects.requireNonNull(violation.observedAt()),
        violation.violationKey(),
        CycleOutcome.PARTIAL,
        List.of(violation));
  }

  private static CheckCycle passed(JsonFields event) {
    return cycle(
        event, event.instant("at"), key(event), CycleOutcome.COMPLETE, List.<Violation>of());
  }

  private static CheckCycle cycle(
      JsonFields event, Instant at, String key, CycleOutcome outcome, List<Violation> found) {
    return CheckCycleJson.named(
        event,
        () -> new CheckCycle(event.text(SOURCE), at, CycleScope.keys(Set.of(key)), outcome, found));
  }

  private static ReplayEntry.Step step(JsonFields event, StepKind kind) {
    String by = event.optionalText(BY).orElse(null);
    String note = event.optionalText(NOTE).orElse(null);
    if (note != null && by == null) {
      throw new BadLineException("note: expected by, the person who gives it, as well");
    }
    CheckCycleJson.accepted(
        event.at(BY), () -> new BulkChange(BulkChange.Step.ACKNOWLEDGE, by, null));
    CheckCycleJson.accepted(
        event.at(NOTE), () -> new BulkChange(BulkChange.Step.ACKNOWLEDGE, by, note));
    Instant at = event.instant("at").truncatedTo(ChronoUnit.MICROS);
    return new ReplayEntry.Step(kind, key(event), at, by, note, value(event, kind));
  }

  private static @Nullable String value(JsonFields event, StepKind kind) {
    return switch (kind) {
      case DIAGNOSED -> event.text("diagnosis");
      case ASSIGNED -> event.text("assignee");
      case COMMENTED -> event.text("text");
      case ACKNOWLEDGED, UNASSIGNED, HELD, UNHELD, RESOLVED -> null;
    };
  }

  private static String key(JsonFields event) {
    String key = event.text(KEY);
    CheckCycleJson.accepted(event.at(KEY), () -> CycleScope.keys(Set.of(key)));
    return key;
  }
}
