package dev.ticketstore.internal.cycles;

import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleReusedException;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.internal.database.CompiledStatement;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.database.JsonObject;
import dev.ticketstore.internal.database.UnreadableValues;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.jooq.types.UnreadableValueException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The cycles that have been applied. Those of a call are looked up in one statement, and written in
 * one.
 */
final class CycleLog {

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

  private static final String ROWS = "rows";

  private static final CompiledStatement FIND =
      new CompiledStatement(
          dialect -> {
            Table<?> keys = JsonInput.table(dialect, KEY, ROWS).asTable("v");
            return DSL.select(
                    CHECK_CYCLES.SOURCE,
                    CHECK_CYCLES.BATCH_KEY,
                    CHECK_CYCLES.REPORT,
                    CHECK_CYCLES.STARTED_AT)
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
                  .select(JsonInput.table(dialect, COLUMNS, ROWS)));

  private record Key(String source, String batchKey) {
    static Key of(CheckCycle cycle) {
      return new Key(cycle.source(), cycle.batchKey());
    }
  }

  private record Applied(CheckCycle cycle, CycleReport report) {}

  /** A cycle that was applied by an earlier call. */
  private record Stored(CycleReportJson report, Instant startedAt) {}

  /** The first of the cycles of a call with its key. */
  private record Given(CheckCycle cycle, String digest) {}

  private final DSLContext dsl;
  private final Map<Key, Stored> stored = new HashMap<>();
  private final Map<Key, Given> given = new HashMap<>();
  private final Map<Key, Applied> added = new LinkedHashMap<>();

  /**
   * Looks up which of some cycles have been applied.
   *
   * @throws CycleReusedException if one has the key of another one, and other content
   */
  CycleLog(DSLContext dsl, List<CheckCycle> cycles) {
    this.dsl = dsl;
    String keys =
        JsonInput.write(
            cycles.stream().map(cycle -> List.of(cycle.source(), cycle.batchKey())).toList());
    FIND.fetch(
        dsl,
        Map.of(ROWS, keys),
        row ->
            stored.put(
                new Key(row.getString(1), row.getString(2)),
                new Stored(report(row), Objects.requireNonNull(Dialect.of(dsl).instant(row, 4)))));
    cycles.forEach(this::requireItself);
  }

  private static CycleReportJson report(ResultSet row) throws SQLException {
    try {
      return CycleReportJson.read(row.getString(3));
    } catch (UnreadableValueException e) {
      throw UnreadableValues.at(row, 3, e);
    }
  }

  private void requireItself(CheckCycle cycle) {
    Key key = Key.of(cycle);
    Given now = new Given(cycle, cycle.contentDigest());
    Given first = given.putIfAbsent(key, now);
    if (first != null && !first.digest().equals(now.digest())) {
      throw reused(first.cycle().startedAt(), first.cycle().violations().size(), cycle);
    }
    Stored before = stored.get(key);
    if (before != null && !before.report().content().equals(now.digest())) {
      throw reused(before.startedAt(), before.report().observations().size(), cycle);
    }
  }

  private static CycleReusedException reused(Instant start, int violations, CheckCycle cycle) {
    return new CycleReusedException(
        cycle.source(),
        cycle.batchKey(),
        start,
        violations,
        cycle.startedAt(),
        cycle.violations().size());
  }

  /** The report of a cycle that has been applied, with the tickets as they are now; else null. */
  @Nullable CycleReport find(CheckCycle cycle) {
    Stored once = stored.get(Key.of(cycle));
    if (once != null) {
      return once.report().with(dsl);
    }
    Applied before = added.get(Key.of(cycle));
    return before == null
        ? null
        : new CycleReport(before.report().observations(), before.report().resolved(), true);
  }

  /** Remembers the report of a cycle, unless it had been applied before. */
  void add(CheckCycle cycle, CycleReport report) {
    if (!report.alreadyApplied()) {
      added.put(Key.of(cycle), new Applied(cycle, report));
    }
  }

  /** Writes all that has been added, in one statement. */
  void write(Instant now) {
    if (added.isEmpty()) {
      return;
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Applied each : added.values()) {
      String content = Objects.requireNonNull(given.get(Key.of(each.cycle()))).digest();
      rows.add(row(each.cycle(), each.report(), content, now));
    }
    ADD.execute(dsl, Map.of(ROWS, JsonInput.write(rows)));
  }

  /** In the order of {@link #COLUMNS}. */
  private static List<@Nullable Object> row(
      CheckCycle cycle, CycleReport report, String content, Instant now) {
    return Arrays.asList(
        cycle.source(),
        cycle.batchKey(),
        InstantText.format(cycle.startedAt()),
        cycle.endedAt() == null ? null : InstantText.format(cycle.endedAt()),
        cycle.outcome().literal(),
        scope(cycle.scope()),
        report.count(Outcome.CREATED),
        report.count(Outcome.REPEATED),
        report.count(Outcome.DUPLICATE),
        report.count(Outcome.LATE),
        report.resolved().size(),
        CycleReportJson.write(report, content),
        InstantText.format(now));
  }

  private static String scope(CycleScope scope) {
    return JsonObject.write(
        json -> {
          if (scope.kind() != CycleScope.Kind.EVERYTHING) {
            json.writeArrayFieldStart(scope.kind().name().toLowerCase(Locale.ROOT));
            for (String name : scope.names()) {
              json.writeString(name);
            }
            json.writeEndArray();
          }
          json.writeBooleanField("any_source", scope.anySource());
        });
  }
}
