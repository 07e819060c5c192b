package dev.ticketstore.tests.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.ticketstore.Violation;
import dev.ticketstore.cli.Main;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.model.Literal;
import dev.ticketstore.model.Severity;
import dev.ticketstore.tests.support.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the command writes from each database. */
class ExportTest extends TicketStoreContract {

  /** With their squares these are 109,892 tickets of a kilobyte. */
  private static final int KEYS = 331;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @TempDir Path folder;

  private List<String> arguments(String format) {
    return List.of(
        "export",
        "--url",
        database.url(),
        "--view",
        "tickets",
        "--format",
        format,
        "--out",
        file(format).toString());
  }

  private Path file(String format) {
    return folder.resolve("tickets." + format);
  }

  private Map<String, String> login() {
    return Map.of("TICKETS_USER", database.user(), "TICKETS_PASSWORD", database.password());
  }

  private Path export(String format) throws Exception {
    ChildJvm child =
        ChildJvm.run(
            login(), List.of("-Xmx96m"), Main.class, arguments(format).toArray(String[]::new));

    assertThat(child.exitCode()).as(child.output()).isZero();
    return file(format);
  }

  private void observeEdges() {
    store.observe(storeDown("a", NOW));
    store.observe(
        Violation.of("lag", "\"lag\", 'ü' 🐢\r\n\\ <&>;\t|")
            .severity(Severity.INFO)
            .metricSnapshot("{\"n\": 12345678901234567890.123456789, \"s\": \"a\\nb,\\\"c\\\"\"}")
            .labels(Map.of("team", "a,b"))
            .observedAt(Instant.parse("0001-01-01T00:00:00.000001Z"))
            .build());
    store.hold(2);
    store.by("alice", "because").resolve(1);
  }

  private List<? extends Record> rows() {
    return store.read(ctx -> ctx.selectFrom(TICKETS).orderBy(TICKETS.ID).fetch());
  }

  @Test
  void csvHasEachValueOfEachColumn() throws Exception {
    observeEdges();

    List<CsvRecord> csv = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(export("csv"))) {
      reader.forEach(csv::add);
    }

    assertThat(csv.get(0).getFields())
        .isEqualTo(Stream.of(TICKETS.fields()).map(Field::getName).toList());
    csv.subList(1, csv.size()).sort((a, b) -> a.getField(0).compareTo(b.getField(0)));
    assertThat(csv.subList(1, csv.size()))
        .extracting(CsvRecord::getFields)
        .isEqualTo(
            rows().stream()
                .map(
                    row ->
                        Stream.of(TICKETS.fields()).map(each -> text(each, row.get(each))).toList())
                .toList());
  }

  private static String text(Field<?> column, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (column.equals(TICKETS.SEVERITY)) {
      return Integer.toString(((Severity) value).rank());
    }
    if (value instanceof Literal literal) {
      return literal.literal();
    }
    if (value instanceof JSONB json) {
      return json.data();
    }
    return value instanceof Instant instant ? InstantText.format(instant) : value.toString();
  }

  @Test
  void ndjsonHasEachValueOfEachColumn() throws Exception {
    observeEdges();

    List<JsonNode> read = new ArrayList<>();
    for (String line : Files.readAllLines(export("ndjson"))) {
      read.add(MAPPER.readTree(line));
    }

    read.sort((a, b) -> Long.compare(a.get("id").longValue(), b.get("id").longValue()));
    List<JsonNode> expected = new ArrayList<>();
    for (Record row : rows()) {
      var object = MAPPER.createObjectNode();
      for (Field<?> each : TICKETS.fields()) {
        Object value = row.get(each);
        String text = text(each, value);
        boolean asItIs =
            value == null
                || value instanceof JSONB
                || value instanceof Number
                || value instanceof Boolean
                || each.equals(TICKETS.SEVERITY);
        object.set(
            each.getName(),
            MAPPER.readTree(
                asItIs ? value == null ? "null" : text : MAPPER.writeValueAsString(text)));
      }
      expected.add(object);
    }
    assertThat(read).isEqualTo(expected).hasSize(2);
  }

  @Test
  void manyRowsNeedNoMoreThan96MegabytesOfHeapAndAnEndLeavesNothing() throws Exception {
    observeMany();

    try (Stream<String> lines = Files.lines(export("csv"))) {
      assertThat(lines).hasSize(1 + KEYS + KEYS * KEYS);
    }

    Files.writeString(file("csv"), "earlier");
    List<String> command =
        ChildJvm.command("-cp", System.getProperty("java.class.path"), Main.class.getName());
    command.addAll(arguments("csv"));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(login());
    Process process = builder.start();
    while (process.isAlive() && files() < 2) {
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
    process.destroy();

    assertThat(process.waitFor()).as("exit code after SIGTERM").isEqualTo(143);
    assertThat(files()).isEqualTo(1);
    assertThat(file("csv")).hasContent("earlier");
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private void observeMany() {
    String message = "m".repeat(1_000);
    for (int i = 0; i < KEYS; i++) {
      store.observe(Violation.of("lag", message).storeId("s" + i).observedAt(NOW).build());
    }
    database.execute(
        "insert into tickets"
            + " (violation_key, invariant_name, store_id, message, first_seen_at, last_seen_at)"
            + " select 'lag:' || a.id || '-' || b.id, 'lag', a.id || '-' || b.id, a.message,"
            + " a.first_seen_at, a.last_seen_at from tickets a, tickets b");
  }
}
