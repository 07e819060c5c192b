package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.types.PortableFunctions.jsonNumber;
import static dev.ticketstore.jooq.types.PortableFunctions.jsonText;
import static dev.ticketstore.jooq.types.PortableFunctions.microsBetween;
import static dev.ticketstore.jooq.types.PortableFunctions.percentile;
import static dev.ticketstore.jooq.types.PortableFunctions.severityRank;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.ticketstore.jooq.types.UnportableExpressionException;
import dev.ticketstore.model.TicketStatus;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ranks, percentiles and values out of JSON. */
class PortableValuesTest extends ExpressionMatrix {

  private static final Field<JSONB> METRICS = TICKETS.METRIC_SNAPSHOT;
  private static final double[] SHARES = {0.0001, 0.07, 0.5, 0.9, 0.95, 0.99, 1};
  private static final Table<Record> SAMPLES = table(name("samples"));
  private static final Field<Long> KEY = field(name("k"), Long.class);
  private static final Field<Long> VALUE = field(name("x"), Long.class);

  @Test
  void ranksAndPercentiles() {
    alsoWithoutListener();
    right("rank of the rank", severityRank(TICKETS.SEVERITY), row -> row.severity().rank());
    right("rank of the name", severityRank(TICKETS.SEVERITY_NAME), row -> row.severity().rank());
    List<Long> micros =
        ROWS.stream()
            .map(row -> Duration.between(row.first(), row.last()).toNanos() / 1_000)
            .sorted()
            .toList();
    for (double share : SHARES) {
      right(
          "percentile " + share,
          select(percentile(microsBetween(TICKETS.FIRST_SEEN_AT, TICKETS.LAST_SEEN_AT), share))
              .from(TICKETS),
          List.of(micros.get((int) Math.ceil(share * micros.size()) - 1)));
    }
    right(
        "percentile of a group",
        select(percentile(TICKETS.ID, 0.5))
            .from(TICKETS)
            .groupBy(TICKETS.STATUS)
            .having(TICKETS.STATUS.eq(TicketStatus.RESOLVED)),
        List.of(4L));
    allHold(10);
    for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> percentile(TICKETS.ID, share));
    }
  }

  @Test
  void percentilesOfManyValues() throws SQLException {
    Random random = new Random(13);
    try (Connection connection = database.connect()) {
      DSLContext plain = database.dsl(connection);
      plain.execute("create table samples (k bigint, x bigint)");
      Map<Long, List<@Nullable Long>> samples = new LinkedHashMap<>();
      var insert = plain.insertInto(SAMPLES, KEY, VALUE);
      for (long key = 0; key < 30; key++) {
        List<@Nullable Long> values = new ArrayList<>();
        for (long i = key == 0 ? -1 : 0; i < key * key; i++) {
          // Of which doubles cannot hold many, some of them equal, some null.
          long each = random.nextBoolean() ? random.nextLong(10) : random.nextLong();
          values.add(random.nextInt(5) == 0 || key == 0 ? null : each);
          insert = insert.values(key, values.get(values.size() - 1));
        }
        samples.put(key, values);
      }
      insert.execute();
      List<Field<?>> columns = new ArrayList<>(List.of(KEY));
      Arrays.stream(SHARES).forEach(share -> columns.add(percentile(VALUE, share)));
      List<List<?>> found =
          plain.select(columns).from(SAMPLES).groupBy(KEY).orderBy(KEY).fetch(Record::intoList);
      List<List<?>> expected = new ArrayList<>();
      samples.forEach(
          (key, values) -> {
            List<Long> sorted = values.stream().filter(Objects::nonNull).sorted().toList();
            List<@Nullable Long> row = new ArrayList<>(List.of(key));
            for (double share : SHARES) {
              row.add(
                  sorted.isEmpty() ? null : sorted.get((int) Math.ceil(share * sorted.size()) - 1));
            }
            expected.add(row);
          });
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void values() throws SQLException {
    alsoWithoutListener();
    List<@Nullable Double> numbers = new ArrayList<>(Arrays.asList(51.846, 1.8446744073709552E19));
    numbers.addAll(Arrays.asList(null, null, null));
    right("number", jsonNumber(METRICS, "value"), row -> numbers.get((int) row.id() - 1));
    right("number of text and booleans", jsonNumber(METRICS, "unit"), row -> null);
    right("number of a boolean", jsonNumber(METRICS, "ok"), row -> null);
    right("text of another name", jsonText(METRICS, "it's \"so\""), row -> null);
    right(
        "text of a name with a dot", jsonText(METRICS, "a.b"), row -> row.id() == 1 ? "dot" : null);
    right(
        "text",
        jsonText(METRICS, "unit"),
        row -> row.id() == 1 ? "percent" : row.id() == 4 ? "it's \"so\"" : null);
    right(
        "sum",
        select(sum(jsonNumber(METRICS, "value"))).from(TICKETS).where(TICKETS.ID.eq(1L)),
        List.of(new BigDecimal("51.846")));
    allHold(7);
    assertThatThrownBy(() -> jsonNumber(METRICS, "$.a"))
        .isInstanceOf(UnportableExpressionException.class);
    assertThatThrownBy(() -> jsonText(METRICS, "$"))
        .isInstanceOf(UnportableExpressionException.class);
  }

  /** Whatever JSON can say for a number is one, or null. */
  @Test
  void numbersOfAnySize() {
    Map<String, @Nullable Double> numbers = new LinkedHashMap<>();
    numbers.put("0", 0.0);
    numbers.put("-0.5", -0.5);
    numbers.put("1e3", 1000.0);
    numbers.put("9007199254740993", 9007199254740992.0);
    numbers.put("1.7976931348623157e308", Double.MAX_VALUE);
    numbers.put("1e309", null);
    numbers.put("-1e400", null);
    numbers.put("1e-320", 0.0);
    numbers.put("1e-400", 0.0);
    numbers.put("\"51.8\"", null);
    numbers.put("\"51.8 %\"", null);
    numbers.put("[1]", null);
    numbers.put("{\"a\":1}", null);
    numbers.put("null", null);
    numbers.put("true", null);
    numbers.forEach(
        (json, number) -> {
          database.execute("update tickets set metric_snapshot = '{\"n\": " + json + "}'");
          Field<Double> field = jsonNumber(METRICS, "n");
          @Nullable Double found =
              store.read(
                  ctx ->
                      ctx.select(field).from(TICKETS).where(TICKETS.ID.eq(1L)).fetchSingle(field));
          assertThat(found).as(json).isEqualTo(number);
        });
  }
}
