package dev.ticketstore.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.RetryPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.Violation;
import dev.ticketstore.model.Severity;
import dev.ticketstore.testkit.CheckCycles;
import dev.ticketstore.testkit.MutableClock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicrometerMetricsTest {

  private static final Instant NOW = Instant.parse("2026-01-24T23:08:17.123456Z");
  private static final Path DOCS = Path.of("../docs");

  private final MutableClock clock = new MutableClock(NOW);
  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private TicketStore open(MicrometerMetrics metrics) {
    return TicketStore.builder().url("jdbc:sqlite::memory:").clock(clock).metrics(metrics).open();
  }

  private static Violation violation(String key, Severity severity) {
    return Violation.of(key, "it failed").severity(severity).build();
  }

  /** The samples of the store's own, without those of time that passes outside of the test. */
  private Map<String, String> scraped() {
    return prometheus
        .scrape()
        .lines()
        .filter(line -> line.startsWith("ticket_store_"))
        .filter(line -> !line.contains("_wait_"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> line.substring(line.lastIndexOf(' ') + 1),
                (a, b) -> a,
                TreeMap::new));
  }

  private void work(TicketStore store) {
    long opened = store.observe(violation("store_down", Severity.CRITICAL)).ticket().id();
    store.observe(violation("store_down", Severity.CRITICAL));
    store.observeAll(
        List.of(violation("slow", Severity.WARNING), violation("slow", Severity.WARNING)));
    clock.advance(Duration.ofSeconds(90));
    store.acknowledge(opened);
    store.acknowledge(opened);
    clock.advance(Duration.ofSeconds(30));
    store.resolve(opened);
    CheckCycles cycles = CheckCycles.of("monitor-1", clock);
    store.reconcile(cycles.finding(violation("low_disk", Severity.INFO)));
    store.retrying(RetryPolicy.standard()).count();
    assertThatExceptionOfType(UnknownTicketException.class).isThrownBy(() -> store.resolve(99));
  }

  @Test
  void prometheusShowsWhatTheStoreDidAndHas() {
    try (TicketStore store =
        open(new MicrometerMetrics(prometheus).follower("relay", () -> null))) {
      work(store);

      assertThat(scraped())
          .containsAllEntriesOf(
              Map.ofEntries(
                  Map.entry("ticket_store_observations_total{outcome=\"created\"}", "3.0"),
                  Map.entry("ticket_store_observations_total{outcome=\"repeated\"}", "2.0"),
                  Map.entry("ticket_store_observations_total{outcome=\"duplicate\"}", "0.0"),
                  Map.entry("ticket_store_commit_size_observations_count", "2"),
                  Map.entry("ticket_store_commit_size_observations_sum", "2.0"),
                  Map.entry(
                      "ticket_store_time_to_acknowledge_seconds_sum{severity=\"critical\"}",
                      "90.0"),
                  Map.entry(
                      "ticket_store_time_to_acknowledge_seconds_count{severity=\"critical\"}", "1"),
                  Map.entry(
                      "ticket_store_time_to_resolve_seconds_sum{by=\"person\",severity=\"critical\"}",
                      "120.0"),
                  Map.entry(
                      "ticket_store_time_to_resolve_seconds_sum{by=\"cycle\",severity=\"warning\"}",
                      "120.0"),
                  Map.entry("ticket_store_errors_total{reason=\"unknown_ticket\"}", "1.0"),
                  Map.entry("ticket_store_retries_total", "0.0"),
                  Map.entry("ticket_store_in_flight_calls", "0.0"),
                  Map.entry("ticket_store_tickets{severity=\"warning\",status=\"open\"}", "0.0"),
                  Map.entry("ticket_store_tickets{severity=\"info\",status=\"open\"}", "1.0"),
                  Map.entry("ticket_store_tickets{severity=\"critical\",status=\"open\"}", "0.0"),
                  Map.entry("ticket_store_schema_pending_changes", "0.0"),
                  Map.entry("ticket_store_schema_newer_changes", "0.0"),
                  Map.entry("ticket_store_feed_held_back_events", "0.0"),
                  Map.entry("ticket_store_feed_ready_events{follower=\"relay\"}", "6.0")));
    }
  }

  @Test
  void gaugesReadTheDatabaseEveryTenSecondsAndLeaveWithTheStore() {
    MockClock time = new MockClock();
    SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, time);
    try (TicketStore store = open(new MicrometerMetrics(registry, Tags.of("database", "a")))) {
      store.observe(violation("slow", Severity.WARNING));
      assertThat(open(registry)).isEqualTo(1);
      store.observe(violation("low_disk", Severity.WARNING));
      time.add(Duration.ofSeconds(9));
      assertThat(open(registry)).isEqualTo(1);
      time.add(Duration.ofSeconds(1));
      assertThat(open(registry)).isEqualTo(2);
    }

    assertThat(registry.find("ticket.store.tickets").gauges()).isEmpty();
    assertThat(registry.find("ticket.store.observations").tag("outcome", "created").counter())
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(2));
  }

  private static double open(SimpleMeterRegistry registry) {
    return registry
        .get("ticket.store.tickets")
        .tags("database", "a", "status", "open", "severity", "warning")
        .gauge()
        .value();
  }

  @Test
  void listenerHasAGaugeOnceTheDatabaseKnowsIt() {
    MockClock time = new MockClock();
    SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, time);
    try (TicketStore store = open(new MicrometerMetrics(registry).listener("webhook"))) {
      assertThat(ready(registry)).isNaN();

      store.onChange("webhook", null, events -> {}).close();
      store.observe(violation("slow", Severity.WARNING));
      time.add(Duration.ofSeconds(10));
      assertThat(ready(registry)).isEqualTo(1);
    }
  }

  private static double ready(SimpleMeterRegistry registry) {
    return registry.get("ticket.store.feed.ready").tag("follower", "webhook").gauge().value();
  }

  @Test
  void gaugesAreNotANumberWhileTheDatabaseDoesNotAnswer(@TempDir Path folder) throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Path file = folder.resolve("tickets.db");
    try (TicketStore store =
        TicketStore.builder()
            .url("jdbc:sqlite:" + file)
            .metrics(new MicrometerMetrics(registry))
            .open()) {
      store.observe(violation("slow", Severity.WARNING));
      Files.delete(file);

      assertThat(registry.get("ticket.store.schema.pending").gauge().value()).isNaN();
      assertThat(registry.get("ticket.store.feed.held.back").gauge().value()).isNaN();
      assertThat(registry.get("ticket.store.in.flight").gauge().value()).isZero();
    }
  }

  @Test
  void pageListsEveryMeter() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (TicketStore store = open(new MicrometerMetrics(registry).follower("relay", () -> null))) {
      work(store);
      Set<String> meters =
          registry.getMeters().stream()
              .map(meter -> meter.getId().getName())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(rows(registry)).containsExactlyElementsOf(rowsOfThePage());
      assertThat(meters).hasSize(rowsOfThePage().size());
    }
  }

  /** The name of each meter with its tags, as the page has them. */
  private static Set<String> rows(SimpleMeterRegistry registry) {
    Set<String> rows = new TreeSet<>();
    for (Meter meter : registry.getMeters()) {
      String tags =
          meter.getId().getTags().stream()
              .map(tag -> "`" + tag.getKey() + "`")
              .collect(Collectors.joining(", "));
      rows.add("| `" + meter.getId().getName() + "` | " + tags + (tags.isEmpty() ? "|" : " |"));
    }
    return rows;
  }

  private static Set<String> rowsOfThePage() throws Exception {
    return Pattern.compile("(?m)^\\| `ticket\\.store\\.[^|]*\\|[^|]*\\|")
        .matcher(Files.readString(DOCS.resolve("metrics.md")))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void snippetOfThePageIsThatOfTheDocumentation() throws Exception {
    String example = Files.readString(Path.of("src/test/java/example/MeteredStore.java"));
    assertThat(Files.readString(DOCS.resolve("metrics.md")))
        .contains("```java\n" + example.substring(example.indexOf("import")) + "```");
  }

  @Test
  void dashboardAndRulesAskOnlyForMetersThatThereAre() throws Exception {
    try (TicketStore store =
        open(new MicrometerMetrics(prometheus).follower("relay", () -> null))) {
      work(store);
      String scrape = prometheus.scrape();
      for (String file : List.of("grafana-dashboard.json", "prometheus-rules.yml")) {
        Set<String> asked =
            Pattern.compile("ticket_store_\\w+")
                .matcher(Files.readString(DOCS.resolve("metrics").resolve(file)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).as(file).hasSizeGreaterThan(5);
        assertThat(asked)
            .as(file)
            .allSatisfy(name -> assertThat(scrape).containsPattern("(?m)^" + name + "[ {]"));
      }
    }
  }
}
