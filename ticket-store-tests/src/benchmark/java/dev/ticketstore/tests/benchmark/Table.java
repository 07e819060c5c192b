package dev.ticketstore.tests.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.ListStatistics;

/** What each row has reached, in Markdown. */
final class Table {

  private static final double CONFIDENCE = 0.95;

  private final Map<BenchmarkCase, ListStatistics> reached = new LinkedHashMap<>();
  /** What short runs have reached, by the name of the row. */
  private final Map<String, Double> before = new HashMap<>();

  Table(Iterable<BenchmarkCase> rows) {
    rows.forEach(row -> reached.put(row, new ListStatistics()));
    try (InputStream text = Table.class.getResourceAsStream("reached.tsv")) {
      for (String line : new String(text.readAllBytes(), UTF_8).lines().toList()) {
        String[] fields = line.split("\t", 2);
        before.put(fields[0], Double.parseDouble(fields[1]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a round, of all rows or of some. */
  void add(Map<Contest, RunResult> round) {
    reached.forEach(
        (row, values) -> {
          RunResult ours = round.get(row.ours());
          RunResult peers = round.get(row.peers());
          if (ours != null && peers != null) {
            values.addValue(row.measure().compare(ours, peers));
          }
        });
  }

  /** Whether nothing is much worse than it has been. */
  boolean isWithoutRegression() {
    return reached.keySet().stream().noneMatch(this::isRegression);
  }

  /** Whether it was much worse than before each time. */
  boolean isRegression(BenchmarkCase row) {
    Double value = before.get(row.name());
    ListStatistics values = reached.get(row);
    return value != null
        && values.getN() > 0
        && !row.measure()
            .isMet(row.measure().best(values), row.measure().guard(value));
  }

  /** Of the mean, with a confidence of 95 %; of two rounds, how far they are from it. */
  private static String error(ListStatistics values) {
    if (values.getN() < 2) {
      return "";
    }
    return Measure.format(
        values.getN() == 2
            ? (values.getMax() - values.getMin()) / 2
            : values.getMeanErrorAt(CONFIDENCE));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("\n| what | against | wanted | reached | ± | |\n");
    text.append("| --- | --- | ---: | ---: | ---: | --- |\n");
    reached.forEach(
        (row, values) -> {
          boolean told = Double.isNaN(row.threshold());
          double mean = values.getMean();
          text.append(
              "| %s | %s | %s | %s | %s | %s |\n"
                  .formatted(
                      row.what(),
                      row.against(),
                      told ? "" : row.measure().threshold(row.threshold()),
                      Measure.format(mean),
                      error(values),
                      isRegression(row)
                          ? "**regression**"
                          : told ? "" : row.measure().isMet(mean, row.threshold()) ? "met" : "not met"));
        });
    return text.toString();
  }
}
