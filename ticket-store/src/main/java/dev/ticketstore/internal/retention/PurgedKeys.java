package dev.ticketstore.internal.retention;

import static dev.ticketstore.jooq.Tables.PURGED_KEYS;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.least;

import dev.ticketstore.internal.database.CompiledStatement;
import dev.ticketstore.internal.database.JsonInput;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.impl.DSL;

/** Counts the purged tickets of each key, so that the view of keys knows their first episode. */
final class PurgedKeys {

  private static final String ROWS_BIND = "rows";

  private static final List<Field<?>> COLUMNS =
      List.of(PURGED_KEYS.VIOLATION_KEY, PURGED_KEYS.TICKET_COUNT, PURGED_KEYS.FIRST_SEEN_AT);

  private static final CompiledStatement ADD =
      new CompiledStatement(
          dialect ->
              DSL.insertInto(PURGED_KEYS)
                  .columns(COLUMNS)
                  .select(JsonInput.table(dialect, COLUMNS, ROWS_BIND))
                  .onConflict(PURGED_KEYS.VIOLATION_KEY)
                  .doUpdate()
                  .set(
                      PURGED_KEYS.TICKET_COUNT,
                      PURGED_KEYS.TICKET_COUNT.plus(excluded(PURGED_KEYS.TICKET_COUNT)))
                  .set(
                      PURGED_KEYS.FIRST_SEEN_AT,
                      least(PURGED_KEYS.FIRST_SEEN_AT, excluded(PURGED_KEYS.FIRST_SEEN_AT))));

  private PurgedKeys() {}

  /** Adds tickets that the same transaction has deleted. */
  static void add(DSLContext context, Result<Record2<String, Instant>> tickets) {
    // In the order of keys, so that two purges at once do not wait for each other in a circle.
    Map<String, List<Instant>> byKey =
        tickets.stream()
            .collect(
                Collectors.groupingBy(
                    Record2::value1,
                    TreeMap::new,
                    Collectors.mapping(Record2::value2, Collectors.toList())));
    if (!byKey.isEmpty()) {
      ADD.execute(context, Map.of(ROWS_BIND, JsonInput.write(rows(byKey).toList())));
    }
  }

  private static Stream<List<Object>> rows(Map<String, List<Instant>> byKey) {
    return byKey.entrySet().stream()
        .map(
            each ->
                List.of(
                    each.getKey(),
                    each.getValue().size(),
                    String.valueOf(JsonInput.value(Collections.min(each.getValue())))));
  }
}
