package dev.ticketstore.tests.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.ListStatistics;

/** What each row has reached, in Markdown. */
final class Table {

  private static final double CONFIDENCE = 0.95;

  private final Map<Row, ListStatistics> reached = new LinkedHashMap<>();
  private final Properties before = new Properties();

  Table(Iterable<Row> rows) {
    rows.forEach(row -> reached.put(row, new ListStatistics()));
    try (InputStream text = Table.class.getResourceAsStream("reached.properties")) {
      if (text != null) {
        before.load(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(Map<Contest, RunResult> round) {
    reached.forEach(
        (row, values) ->
            values.addValue(
                row.measure().compare(round.get(row.ours()), round.get(row.peers()))));
  }

  /** Whether nothing is much worse than it has been. */
  boolean isWithoutRegression() {
    return reached.keySet().stream().noneMatch(this::isRegression);
  }

  private boolean isRegression(Row row) {
    String value = before.getProperty(row.name());
    return value != null
        && !row.measure()
            .isMet(reached.get(row).getMean(), row.measure().guard(Double.parseDouble(value)));
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
                      values.getN() < 2 ? "" : Measure.format(values.getMeanErrorAt(CONFIDENCE)),
                      isRegression(row)
                          ? "**regression**"
                          : told ? "" : row.measure().isMet(mean, row.threshold()) ? "met" : "not met"));
        });
    return text.toString();
  }
}
