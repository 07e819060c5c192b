package dev.ticketstore.tests.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.ListStatistics;

/** What each row has reached, in Markdown. */
final class Table {

  private static final double CONFIDENCE = 0.95;

  private final Map<BenchmarkCase, ListStatistics> reached = new LinkedHashMap<>();

  Table(Iterable<BenchmarkCase> rows) {
    rows.forEach(row -> reached.put(row, new ListStatistics()));
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
                      told ? "" : row.measure().isMet(mean, row.threshold()) ? "met" : "not met"));
        });
    return text.toString();
  }
}
