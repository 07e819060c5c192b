package dev.ticketstore.cli.input;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.CycleScope.Kind;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Violation;
import dev.ticketstore.cli.Messages;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.model.CycleOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Makes check cycles of JSON. Fields that it does not know are let pass. */
final class CheckCycleJson {

  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

  private CheckCycleJson() {}

  /**
   * The cycle that an object describes. Its batch key is its start, unless it has one.
   *
   * @throws BadLineException that says which field is wrong
   */
  static CheckCycle cycle(JsonFields cycle) {
    return named(
        cycle,
        () -> {
          CheckCycle read =
              new CheckCycle(
                  cycle.text("source"),
                  cycle.instant("started_at"),
                  scope(cycle),
                  outcome(cycle),
                  cycle.objects("violations").stream().map(CheckCycleJson::violation).toList());
          return new CheckCycle(
              read.source(),
              read.startedAt(),
              read.scope(),
              read.outcome(),
              read.violations(),
              cycle.optionalText("batch_key").orElse(read.batchKey()),
              cycle.optionalInstant("ended_at").orElse(null),
              cycle.optionalInt("resolve_after").orElse(read.resolveAfter()));
        });
  }

  /** The keys of {@code checked}, or the object {@code scope}. */
  private static CycleScope scope(JsonFields cycle) {
    Optional<JsonFields> scope = cycle.optionalFields("scope");
    if (scope.isPresent() && cycle.has("checked")) {
      throw new BadLineException("scope: expected either checked or scope, but both are there");
    }
    return accepted(
        scope.isPresent() ? "scope.names" : "checked",
        () ->
            scope.isPresent()
                ? scope(
                    scope.get(), scope.get().has("names") ? scope.get().texts("names") : List.of())
                : CycleScope.keys(cycle.texts("checked")));
  }

  /** What is made of the value of a field, unless that is refused. */
  static <T> T accepted(String path, Supplier<T> made) {
    try {
      return made.get();
    } catch (InvalidInputException e) {
      throw new BadLineException(Messages.withName(path, e), e);
    }
  }

  private static CycleScope scope(JsonFields scope, List<String> names) {
    Kind kind = named(scope, "kind", Arrays.asList(Kind.values()), Json::name);
    if (kind != Kind.EVERYTHING && !scope.has("names")) {
      scope.texts("names");
    }
    return new CycleScope(kind, new TreeSet<>(names), scope.flag("any_source"));
  }

  private static CycleOutcome outcome(JsonFields cycle) {
    return named(cycle, "outcome", Arrays.asList(CycleOutcome.values()), CycleOutcome::literal);
  }

  /**
   * The one of some values that a field names.
   *
   * @throws BadLineException with all their names if it names none
   */
  static <T> T named(JsonFields fields, String field, List<T> all, Function<T, String> names) {
    String name = fields.text(field);
    return all.stream()
        .filter(each -> names.apply(each).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadLineException(
                    fields.at(field)
                        + ": expected one of "
                        + all.stream().map(names).toList()
                        + ", not '"
                        + name
                        + "'"));
  }

  /**
   * The violation that an object describes.
   *
   * @throws BadLineException that says which field is wrong
   */
  static Violation violation(JsonFields violation) {
    return named(
        violation,
        () -> {
          Violation.Builder builder =
              Violation.of(violation.text("invariant_name"), violation.text("message"))
                  .storeId(violation.optionalText("store_id").orElse(null))
                  .observedAt(violation.instant("observed_at"))
                  .metricSnapshot(violation.optionalObject("metric_snapshot").orElse(null))
                  .labels(violation.optionalTexts("labels"))
                  .batchKey(violation.optionalText("batch_key").orElse(null))
                  .observationId(violation.optionalText("observation_id").orElse(null));
          violation.optionalText("severity").ifPresent(builder::severity);
          return builder.build();
        });
  }

  /** A rejected value has the name of the JSON field: {@code storeId} is {@code store_id}. */
  static <T> T named(JsonFields fields, Supplier<T> made) {
    try {
      return made.get();
    } catch (InvalidInputException e) {
      String field =
          CAPITAL
              .matcher(e.field())
              .replaceAll(capital -> "_" + capital.group().toLowerCase(Locale.ROOT));
      throw new BadLineException(Messages.withName(fields.at(field), e), e);
    }
  }
}
