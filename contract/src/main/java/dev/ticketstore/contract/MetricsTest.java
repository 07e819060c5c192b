package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.JsonText;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics that every database stores and gives back. */
class MetricsTest extends TicketStoreContract {

  /** A JSON text, by what is special about it. */
  record Metrics(String what, String json) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static String nested(String open, String inner, String close, int depth) {
    return open.repeat(depth) + inner + close.repeat(depth);
  }

  static List<Metrics> edgeValues() {
    return List.of(
        new Metrics("empty object", "{}"),
        new Metrics("empty name", "{\"\":\"\"}"),
        new Metrics("blanks", " \t\r\n{ \"b\" : 1 , \"a\" : [ ] } \n"),
        new Metrics("literals", "{\"a\":null,\"b\":true,\"c\":false}"),
        new Metrics("objects 500 deep", nested("{\"a\":", "1", "}", 500)),
        new Metrics("arrays 500 deep", "{\"a\":" + nested("[", "1", "]", 499) + "}"),
        new Metrics(
            "characters of four bytes", "{\"\ud83d\ude00\":\"\ud83d\ude00 \\ud83d\\ude00\"}"),
        new Metrics("escaped quotes", "{\"a\\\"b\":\"c\\\"d'\\\\\\/\"}"),
        new Metrics("control characters", "{\"a\":\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\"}"),
        new Metrics("line separators", "{\"a\":\"\u2028\u2029\\u0085\"}"),
        new Metrics("placeholders", "{\"a\":\"? {0} :x ${y} %s $1\"}"),
        new Metrics(
            "integers of 64 bits", "{\"a\":9223372036854775807,\"b\":-9223372036854775808}"),
        new Metrics("large integer", "{\"a\":123456789012345678901234567890}"),
        new Metrics("integer of 1,000 digits", "{\"a\":" + "9".repeat(1_000) + "}"),
        new Metrics("large numbers", "{\"a\":1e300,\"b\":-1.7976931348623157E+308}"),
        new Metrics("small numbers", "{\"a\":4.9e-324,\"b\":-1e-300}"),
        new Metrics("fraction that no double has", "{\"a\":0.12345678901234567890123456789}"),
        new Metrics("negative zero", "{\"a\":-0,\"b\":-0.0}"),
        new Metrics("largest number of PostgreSQL", "{\"a\":9.9e131071}"),
        new Metrics("smallest number of PostgreSQL", "{\"a\":1e-16383}"),
        new Metrics("name of 50,000 characters", "{\"" + "n".repeat(50_000) + "\":1}"),
        new Metrics(
            "10,000 names",
            IntStream.range(0, 10_000)
                .mapToObj(i -> "\"name-" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"))),
        new Metrics(
            "numbers of a million digits",
            IntStream.range(0, 7)
                .mapToObj(i -> "1e131071")
                .collect(Collectors.joining(",", "{\"a\":[", "]}"))),
        new Metrics("1 MiB", "{\"a\":\"" + "x".repeat(1024 * 1024 - 8) + "\"}"),
        new Metrics(
            "1 MiB of four bytes each", "{\"a\":\"" + "\ud83d\ude00".repeat(262_142) + "\"}"));
  }

  @ParameterizedTest
  @MethodSource("edgeValues")
  void metricsAreStoredAndReadBackWithTheirMeaning(Metrics metrics) {
    Ticket ticket =
        store.observe(Violation.of("x", "y").metricSnapshot(metrics.json()).build()).ticket();
    Ticket found = store.find(ticket.id()).orElseThrow();

    String stored = Objects.requireNonNull(found.metricSnapshot()).text();
    assertThat(JsonText.meaning(stored)).isEqualTo(JsonText.meaning(metrics.json()));
    assertThat(stored).isEqualTo(Objects.requireNonNull(ticket.metricSnapshot()).text());
  }

  @Test
  void repeatWithoutMetricsTakesThemAway() {
    store.observe(Violation.of("x", "y").metricSnapshot("{\"a\":1}").observedAt(NOW).build());

    Ticket ticket = store.observe(Violation.of("x", "y").observedAt(NOW).build()).ticket();

    assertThat(ticket.metricSnapshot()).isNull();
    assertThat(store.find(ticket.id())).contains(ticket);
  }

  @Test
  void metricsAreAnObjectForOtherProgramsToo() {
    store.observe(Violation.of("x", "y").metricSnapshot("{\"used\":{\"percent\":95}}").build());

    String percent =
        database.isSqlite()
            ? "select metric_snapshot ->> '$.used.percent' from tickets"
            : "select metric_snapshot #>> '{used,percent}' from tickets";
    assertThat(store.<String>read(context -> context.fetchSingle(percent).get(0, String.class)))
        .isEqualTo("95");
  }
}
