package dev.ticketstore.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * The report as one HTML page that needs nothing else: styles, script, charts and numbers are in
 * it, and it asks no server for anything. Charts are drawn by Apache ECharts.
 */
public final class HtmlReport {

  private static final String CHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As the script reads it: an area, bars, or a ranking of names. */
  private record Chart(String kind, List<String> names, List<Series> series) {}

  private record Series(String name, List<Long> values) {}

  private HtmlReport() {}

  /**
   * Writes the page; the writer must encode UTF-8.
   *
   * @throws UncheckedIOException if writing fails
   */
  public static void write(ReportData data, Writer writer) {
    try {
      TemplateEngine engine =
          TemplateEngine.createPrecompiled(
              null,
              ContentType.Html,
              HtmlReport.class.getClassLoader(),
              "dev.ticketstore.report.templates");
      engine.render(
          "dev/ticketstore/report/report.jte",
          Map.of(
              "data", data,
              "style", resource("report.css"),
              "library", resource(CHARTS),
              "script", resource("report.js"),
              "charts", json(charts(data))),
          new WriterOutput(writer));
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the script draws; each chart has the numbers that its table shows. */
  private static Map<String, Chart> charts(ReportData data) {
    List<String> buckets =
        data.flow().stream()
            .map(each -> Texts.bucket(each.start(), data.zone(), data.bucket()))
            .toList();
    return Map.of(
        "unresolved",
        chart(
            "area",
            buckets,
            new Series(
                "Unresolved", data.flow().stream().map(ReportData.Flow::unresolved).toList())),
        "flow",
        chart(
            "bars",
            buckets,
            new Series("Opened", data.flow().stream().map(ReportData.Flow::opened).toList()),
            new Series("Resolved", data.flow().stream().map(ReportData.Flow::resolved).toList())),
        "resolve-times",
        chart(
            "bars",
            data.resolveTimes().stream().map(ReportData.Band::label).toList(),
            new Series(
                "Tickets", data.resolveTimes().stream().map(ReportData.Band::tickets).toList())),
        "top-keys",
        chart(
            "ranking",
            data.topKeys().stream().map(ReportData.Key::violationKey).toList(),
            new Series(
                "Observations", data.topKeys().stream().map(ReportData.Key::occurrences).toList())),
        "ages",
        chart(
            "bars",
            data.ages().stream().map(ReportData.Band::label).toList(),
            new Series("Tickets", data.ages().stream().map(ReportData.Band::tickets).toList())));
  }

  private static Chart chart(String kind, List<String> names, Series... series) {
    return new Chart(kind, names, List.of(series));
  }

  /** A key with the end of a script in it must not end the script. */
  private static String json(Object value) throws JsonProcessingException {
    return JSON.writeValueAsString(value).replace("<", "\\u003c");
  }

  private static String resource(String name) throws IOException {
    try (InputStream file = HtmlReport.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("The class path lacks " + name);
      }
      return new String(file.readAllBytes(), UTF_8);
    }
  }
}
