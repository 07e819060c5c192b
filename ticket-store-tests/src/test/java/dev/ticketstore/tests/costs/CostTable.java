package dev.ticketstore.tests.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The costs that are expected: a file with a line for each operation and columns between bars. A
 * number in a column with a band after its name, such as {@code WAL bytes ±10 %}, may differ by so
 * much; all else is the same on every run.
 */
final class CostTable {

  private static final String FOLDER = "/costs/";

  private final String name;
  private final List<String> columns;
  private final Map<String, List<String>> rows = new LinkedHashMap<>();

  private CostTable(String name, List<String> lines) {
    this.name = name;
    this.columns = cells(lines.get(0));
    lines.stream().skip(2).map(CostTable::cells).forEach(row -> rows.put(row.get(0), row));
  }

  static CostTable read(String name) throws IOException {
    try (InputStream file = CostTable.class.getResourceAsStream(FOLDER + name)) {
      assertThat(file).as(name).isNotNull();
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new CostTable(name, text.lines().toList());
    }
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }

  /**
   * Compares some columns with what was measured. If they differ, the new table is in {@code
   * target/costs} to look at, and to copy if it is meant.
   *
   * @param measured values by operation and column
   */
  void compare(Map<String, Map<String, String>> measured) throws IOException {
    String expected = toString();
    measured.forEach(
        (operation, values) -> {
          List<String> before = rows.get(operation);
          List<String> row = new ArrayList<>();
          for (int i = 0; i < columns.size(); i++) {
            row.add(cell(i, operation, before == null ? "" : before.get(i), values));
          }
          rows.put(operation, row);
        });
    String actual = toString();
    if (!actual.equals(expected)) {
      Path written = Files.createDirectories(Path.of("target", "costs")).resolve(name);
      Files.writeString(written, actual);
      assertThat(actual).as("The costs differ from %s, see %s", name, written).isEqualTo(expected);
    }
  }

  private String cell(int column, String operation, String before, Map<String, String> values) {
    if (column == 0) {
      return operation;
    }
    String[] title = columns.get(column).split(" ±");
    String value = values.get(title[0]);
    if (value == null) {
      return before;
    }
    double band = title.length == 1 ? 0 : Double.parseDouble(title[1].replace("%", "")) / 100;
    return isWithin(before, value, band) ? before : value;
  }

  private static boolean isWithin(String before, String value, double band) {
    if (band == 0 || before.isEmpty()) {
      return value.equals(before);
    }
    double expected = Double.parseDouble(before);
    return Math.abs(Double.parseDouble(value) - expected) <= expected * band;
  }

  @Override
  public String toString() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    lines.addAll(rows.values());
    int[] widths = new int[columns.size()];
    lines.forEach(
        line -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], line.get(i).length());
          }
        });
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      text.append(line(line, widths));
      if (line == columns) {
        text.append(line(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths));
      }
    }
    return text.toString();
  }

  private static String line(List<String> cells, int[] widths) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      padded.add(String.format("%-" + widths[i] + "s", cells.get(i)));
    }
    return String.join(" | ", padded).stripTrailing() + "\n";
  }
}
