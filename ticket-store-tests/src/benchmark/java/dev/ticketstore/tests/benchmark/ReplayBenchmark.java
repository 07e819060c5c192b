package dev.ticketstore.tests.benchmark;

import dev.ticketstore.model.CycleOutcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleScope;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Recorded check cycles, from the first to the last, into an empty database. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class ReplayBenchmark {

  /** A file of cycles, as the command {@code tickets replay} reads it. */
  static final String CYCLES = "benchmark.cycles";

  /** How a cycle is written. */
  public enum Way {
    /** In groups of 500, as the command {@code tickets replay} does. */
    STORE,
    /** As the Python program did it: a few statements for each violation and each resolution. */
    LOOK_THEN_INSERT
  }

  private static final int GROUP = 500;

  private record Cycle(
      String source,
      Instant startedAt,
      List<String> checked,
      CycleOutcome outcome,
      List<Violation> violations) {}

  @Param("STORE")
  Way way;

  @Param("SQLITE")
  Place place;

  private final List<Cycle> cycles = new ArrayList<>();
  private BenchmarkDatabase database;

  @Setup(Level.Trial)
  public void read() throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(Path.of(System.getProperty(CYCLES)))) {
      JsonNode cycle = json.readTree(line);
      List<String> checked = new ArrayList<>();
      cycle.path("checked").forEach(key -> checked.add(key.asText()));
      List<Violation> violations = new ArrayList<>();
      for (JsonNode each : cycle.path("violations")) {
        violations.add(
            Violation.of(each.get("invariant_name").asText(), each.get("message").asText())
                .storeId(each.path("store_id").asText(null))
                .severity(each.get("severity").asText())
                .metricSnapshot(each.has("metric_snapshot") ? each.get("metric_snapshot").toString() : null)
                .observedAt(Instant.parse(each.get("observed_at").asText()))
                .build());
      }
      cycles.add(
          new Cycle(
              cycle.get("source").asText(),
              Instant.parse(cycle.get("started_at").asText()),
              checked,
              CycleOutcome.valueOf(
                  cycle.get("outcome").asText().toUpperCase(Locale.ROOT)),
              violations));
    }
  }

  @Setup(Level.Invocation)
  public void copy() {
    database = BenchmarkDatabase.copy(place, Content.EMPTY);
  }

  @TearDown(Level.Invocation)
  public void delete() throws IOException {
    database.close();
  }

  @Benchmark
  public int replay() throws SQLException {
    return way == Way.STORE ? store() : lookThenInsert();
  }

  private int store() {
    int resolved = 0;
    try (TicketStore store = database.openStore()) {
      for (int from = 0; from < cycles.size(); from += GROUP) {
        List<CheckCycle> group = new ArrayList<>();
        for (Cycle cycle : cycles.subList(from, Math.min(from + GROUP, cycles.size()))) {
          group.add(
              new CheckCycle(
                  cycle.source(),
                  cycle.startedAt(),
                  CycleScope.keys(cycle.checked()),
                  cycle.outcome(),
                  cycle.violations()));
        }
        for (CycleReport report : store.reconcileAll(group)) {
          resolved += report.resolved().size();
        }
      }
    }
    return resolved;
  }

  private int lookThenInsert() throws SQLException {
    int resolved = 0;
    try (Connection connection = database.connect()) {
      LookThenInsert program = new LookThenInsert(connection, database);
      for (Cycle cycle : cycles) {
        Set<String> found = new HashSet<>();
        for (Violation violation : cycle.violations()) {
          program.observe(violation);
          found.add(violation.violationKey());
        }
        if (cycle.outcome() == CycleOutcome.COMPLETE) {
          resolved +=
              program.resolveAbsent(new HashSet<>(cycle.checked()), found, cycle.startedAt());
        }
      }
    }
    return resolved;
  }
}
