package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.ticketstore.cli.CommandLineRun.Result;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.jooq.DefaultSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCommandTest {

  @TempDir Path folder;

  @BeforeEach
  void observe() {
    observe("disk", "info", "a \"full\" disk,\r\nor nearly", "2026-01-24T23:08:17Z");
    observe("lag", "warning", "lag", "2026-01-25T00:00:00.5Z");
    observe("down", "critical", "null", "2026-01-25T01:00:00Z");
    tickets(folder, "hold", "3").done();
  }

  private void observe(String invariant, String severity, String message, String at) {
    tickets(
            folder,
            "observe",
            invariant,
            "--severity",
            severity,
            "--message",
            message,
            "--at",
            at,
            "--metrics",
            "{\"x\": 1.50, \"y\": 12345678901234567890}")
        .done();
  }

  private Result export(String... args) {
    return tickets(
        folder, Stream.concat(Stream.of("export"), Arrays.stream(args)).toArray(String[]::new));
  }

  private List<CsvRecord> csv(String... args) {
    String text =
        export(
                Stream.concat(
                        Stream.of("--view", "tickets", "--format", "csv", "--out", "-"),
                        Arrays.stream(args))
                    .toArray(String[]::new))
            .done()
            .out();
    return CsvReader.builder().ofCsvRecord(text).stream().toList();
  }

  static List<Table<?>> views() {
    return DefaultSchema.DEFAULT_SCHEMA.getTables();
  }

  @ParameterizedTest
  @MethodSource("views")
  void writesEachViewWithEachOfItsColumns(Table<?> view) throws Exception {
    Path file = folder.resolve("out.csv");
    export("--view", view.getName(), "--format", "csv", "--out", file + "").done();

    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
      assertThat(csv.iterator().next().getFields())
          .containsExactlyElementsOf(Arrays.stream(view.fields()).map(Field::getName).toList());
    }
  }

  @Test
  void csvTellsNullFromAnEmptyText() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tickets.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("update tickets set source = '' where id = 1");
    }

    assertThat(
            export(
                    "--view",
                    "tickets",
                    "--columns",
                    "id,message,source,diagnosis,first_seen_at,severity,severity_rank,held",
                    "--where",
                    "id<=2",
                    "--format",
                    "csv",
                    "--out",
                    "-")
                .done()
                .out())
        .isEqualTo(
            """
            id,message,source,diagnosis,first_seen_at,severity,severity_rank,held\r
            1,"a ""full"" disk,\r
            or nearly","",,2026-01-24T23:08:17.000000Z,info,1,false\r
            2,lag,,,2026-01-25T00:00:00.500000Z,warning,2,false\r
            """);
  }

  @Test
  void ndjsonHasDocumentsAsJsonWithAllDigits() throws Exception {
    Result result =
        export("--view", "tickets", "--format", "ndjson", "--out", "-", "--where", "id=1");

    assertThat(result.done().outLines()).hasSize(1);
    assertThat(result.out())
        .startsWith("{\"id\":1,\"violation_key\":\"disk\",")
        .contains(
            "\"held\":false",
            "\"store_id\":null",
            "\"first_seen_at\":\"2026-01-24T23:08:17.000000Z\"",
            "\"message\":\"a \\\"full\\\" disk,\\r\\nor nearly\"",
            "12345678901234567890")
        .endsWith("}\n");
    JsonNode metrics = Json.parse(result.out()).get("metric_snapshot");
    assertThat(metrics).hasToString("{\"x\":1.50,\"y\":12345678901234567890}");
  }

  @Test
  void aDocumentOnSeveralLinesIsOnOne() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tickets.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("update tickets set labels = '{\"a\":' || char(13, 10) || '\"b\"}'");
    }

    assertThat(export("--view", "tickets", "--format", "ndjson", "--out", "-").done().outLines())
        .hasSize(3)
        .allSatisfy(
            line -> assertThat(Json.parse(line).get("labels")).hasToString("{\"a\":\"b\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "id=2, 2",
    "id!=2, 1 3",
    "id<2, 1",
    "id<=2, 1 2",
    "id>2, 3",
    "id>=2, 2 3",
    "severity>=warning, 2 3",
    "severity<critical, 1 2",
    "severity=critical, 3",
    "severity_rank>info, 2 3",
    "held=true, 3",
    "held!=true, 1 2",
    "first_seen_at>=2026-01-25T01:00:00+01:00, 2 3",
    "first_seen_at=2026-01-25T00:00:00.500Z, 2",
    "status=open, 1 2 3",
    "status!=open, ''",
    "store_id=null, 1 2 3",
    "store_id!=null, ''",
    "metric_snapshot!=null, 1 2 3",
    "message=lag, 2",
    "message=, ''"
  })
  void whereComparesTypedValues(String where, String ids) {
    assertThat(
            csv("--columns", "id", "--where", where).stream().skip(1).map(row -> row.getField(0)))
        .containsExactly(ids.isEmpty() ? new String[0] : ids.split(" ", -1));
  }

  @Test
  void severalComparisonsMustAllHold() {
    assertThat(csv("--where", "severity>=warning", "--where", "held=false")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--view ticket | --view: expected a view, one of * tickets, not 'ticket'",
        "--format xml | --format: expected one of csv, ndjson, parquet, not 'xml'",
        "--columns id,colour | --columns: expected a column of tickets, one of id, * not 'colour'",
        "--columns id,id | --columns: the column 'id' is named twice",
        "--where colour=red | --where: expected a column of tickets, one of id, * not 'colour'",
        "--where id | --where: expected COLUMN=VALUE, * not 'id'",
        "--where id = 1 | --where: expected COLUMN=VALUE, * not 'id = 1'",
        "--where id~1 | --where: expected COLUMN=VALUE, * not 'id~1'",
        "--where id=x | --where: id: expected a whole number, not 'x'",
        "--where held=yes | --where: held: expected true or false, not 'yes'",
        "--where status=closed | --where: status: expected one of open, acknowledged, * not 'closed'",
        "--where status>open | --where: status has no order, so 'status>open' has no meaning",
        "--where severity>=high | --where: severity: expected one of info, * not 'high'",
        "--where created_at<yesterday | --where: created_at: expected an ISO 8601 timestamp * not 'yesterday'",
        "--where store_id<null | --where: null has no order, so 'store_id<null' has no meaning",
        "--where labels={} | --where: labels is compared with null only, so 'labels={}' has no meaning"
      })
  void refusesWhatIsNotThereAndListsWhatIs(String args, String message) {
    Path file = folder.resolve("out.csv");
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--view", "tickets");
    options.put("--format", "csv");
    options.put("--out", file.toString());
    String[] other = args.split(" ", 2);
    options.put(other[0], other[1]);

    Result result =
        export(
            options.entrySet().stream()
                .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                .toArray(String[]::new));

    result.failed(2, message.split(" \\* ", -1));
    assertThat(folder.resolve("out.csv")).doesNotExist();
  }

  @Test
  void parquetWithoutItsModuleSaysWhatToAdd() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      export("--view", "tickets", "--format", "parquet", "--out", folder.resolve("f") + "")
          .failed(2, "--format: parquet needs ticket-store-parquet", "TICKETS_CLASSPATH");
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(folder.resolve("f")).doesNotExist();
  }

  @Test
  void replacesAFileOnceItIsComplete() throws Exception {
    Path file = Files.writeString(folder.resolve("out.csv"), "earlier");

    assertThat(export("--view", "tickets", "--format", "csv", "--out", file + "").done().out())
        .isEqualTo("Exported 3 rows of tickets." + System.lineSeparator());
    assertThat(file).content().startsWith("id,violation_key,").contains("down");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    JsonNode json =
        export("--view", "tickets", "--format", "ndjson", "--out", file + "", "--json")
            .done()
            .json();
    assertThat(json.get("rows").longValue()).isEqualTo(3);
    assertThat(file).content().startsWith("{\"id\":1,");
    assertThat(files()).containsExactly("out.csv", "tickets.db");
  }

  /** Without those of SQLite's log. */
  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(each -> !each.startsWith("tickets.db-"))
          .sorted()
          .toList();
    }
  }

  @Test
  void replacesTheFileBehindALink() throws Exception {
    Path file = Files.writeString(folder.resolve("file.csv"), "earlier");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);

    export("--view", "tickets", "--format", "csv", "--out", link + "").done();

    assertThat(link).isSymbolicLink().content().startsWith("id,");
    assertThat(file).content().startsWith("id,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "ndjson"})
  void failureLeavesAnEarlierFileAsItWasAndNothingElse(String format) throws Exception {
    Path file = Files.writeString(folder.resolve("out"), "earlier");
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tickets.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("pragma ignore_check_constraints = on");
      statement.execute("update tickets set created_at = 'yesterday' where id = 3");
    }

    export("--view", "tickets", "--format", format, "--out", file + "")
        .failed(1, "created_at", "3", "yesterday");

    assertThat(file).hasContent("earlier");
    assertThat(files()).containsExactly("out", "tickets.db");
  }

  @Test
  void needsAPlaceThatCanBeWritten() throws Exception {
    String none = folder.resolve("none").resolve("out.csv").toString();
    export("--view", "tickets", "--format", "csv", "--out", none)
        .failed(1, "--out: " + none + " cannot be written: there is no such folder");
    export("--view", "tickets", "--format", "csv", "--out", folder + "")
        .failed(1, "cannot be written", "it is no regular file");
    export("--view", "tickets", "--format", "csv", "--out", "/dev/null")
        .failed(1, "cannot be written", "it is no regular file");
    byte[] store = Files.readAllBytes(folder.resolve("tickets.db"));
    export("--view", "tickets", "--format", "csv", "--out", folder.resolve("tickets.db") + "")
        .failed(2, "is the store");
    assertThat(Files.readAllBytes(folder.resolve("tickets.db"))).isEqualTo(store);
  }

  @Test
  void tellsItsProgressOnATerminal() {
    Result result =
        new CommandLineRun()
            .terminal(100)
            .in(folder, "export", "--view", "tickets", "--format", "csv", "--out", "-");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("\rExport", "3/? rows");
  }
}
