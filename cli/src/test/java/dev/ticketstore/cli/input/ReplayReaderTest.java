package dev.ticketstore.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayReaderTest {

  private static final String VIOLATION =
      "{\"invariant_name\":\"a\",\"store_id\":\"s:1\",\"severity\":\"critical\","
          + "\"message\":\"m\",\"observed_at\":\"2026-01-24T23:00:01.5Z\","
          + "\"metric_snapshot\":{\"x\":1.50}}";

  private static final String CYCLE =
      "{\"source\":\"mon\",\"started_at\":\"2026-01-24T23:00:00Z\",\"checked\":[\"a:s:1\",\"b\"],"
          + "\"outcome\":\"partial\",\"violations\":["
          + VIOLATION
          + "]}";

  private static final String OPTIONAL =
      CYCLE.replaceFirst(
          "\\{",
          "{\"batch_key\":\"run 7\",\"ended_at\":\"2026-01-24T23:00:05Z\",\"resolve_after\":3,");

  private static ReplayReader reader(String text) {
    return new ReplayReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static CheckCycle read(String text) {
    try {
      return ((ReplayEntry.Cycle) reader(text).next().orElseThrow()).cycle();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Violation violation(String from, String to) {
    assertThat(VIOLATION).contains(from);
    return read(CYCLE.replace(VIOLATION, VIOLATION.replace(from, to))).violations().get(0);
  }

  @Test
  void readsEveryField() {
    CheckCycle cycle = read(CYCLE);

    assertThat(cycle.source()).isEqualTo("mon");
    assertThat(cycle.startedAt()).isEqualTo(Instant.parse("2026-01-24T23:00:00Z"));
    assertThat(cycle.batchKey()).matches("2026-01-24T23:00:00Z#[0-9a-f]{16}");
    assertThat(cycle.scope()).isEqualTo(CycleScope.keys(Set.of("a:s:1", "b")));
    assertThat(cycle.outcome()).isEqualTo(CycleOutcome.PARTIAL);
    assertThat(cycle.violations())
        .containsExactly(
            Violation.of("a", "m")
                .storeId("s:1")
                .severity(Severity.CRITICAL)
                .observedAt(Instant.parse("2026-01-24T23:00:01.5Z"))
                .metricSnapshot("{\"x\":1.50}")
                .build());
  }

  @Test
  void knowsEveryOutcome() {
    assertThat(read(CYCLE.replace("partial", "complete")).outcome())
        .isEqualTo(CycleOutcome.COMPLETE);
    assertThat(read(CYCLE.replace("partial", "failed")).outcome()).isEqualTo(CycleOutcome.FAILED);
  }

  @Test
  void doesWithoutOptionalFields() {
    assertThat(violation("\"severity\":\"critical\",", "").severity()).isEqualTo(Severity.WARNING);
    assertThat(violation("\"critical\"", "null").severity()).isEqualTo(Severity.WARNING);
    assertThat(violation("\"store_id\":\"s:1\",", "").storeId()).isNull();
    assertThat(violation("\"s:1\"", "null").storeId()).isNull();
    assertThat(violation(",\"metric_snapshot\":{\"x\":1.50}", "").metricSnapshot()).isNull();
    assertThat(violation("{\"x\":1.50}", "null").metricSnapshot()).isNull();
  }

  @Test
  void ignoresFieldsThatItDoesNotKnow() {
    CheckCycle plain = read(CYCLE);

    assertThat(read(CYCLE.replaceFirst("\\{", "{\"new\":[{\"x\":{}}],"))).isEqualTo(plain);
    assertThat(violation("{\"inv", "{\"new\":1,\"inv")).isEqualTo(plain.violations().get(0));
  }

  @Test
  void readsOptionalFields() {
    CheckCycle plain = read(CYCLE);
    assertThat(plain.endedAt()).isNull();
    assertThat(plain.resolveAfter()).isEqualTo(1);

    CheckCycle cycle = read(OPTIONAL);
    assertThat(cycle.batchKey()).isEqualTo("run 7");
    assertThat(cycle.endedAt()).isEqualTo(Instant.parse("2026-01-24T23:00:05Z"));
    assertThat(cycle.resolveAfter()).isEqualTo(3);
    assertThat(cycle.violations()).isEqualTo(plain.violations());

    assertThat(
            read(OPTIONAL.replaceAll("\"run 7\"|\"2026-01-24T23:00:05Z\"|(?<=after\":)3", "null")))
        .isEqualTo(plain);

    Violation violation =
        violation("{\"inv", "{\"observation_id\":\"o-1\",\"batch_key\":\"b\",\"inv");
    assertThat(violation.observationId()).isEqualTo("o-1");
    assertThat(violation.batchKey()).isEqualTo("b");
    assertThat(violation("{\"inv", "{\"observation_id\":null,\"batch_key\":null,\"inv"))
        .isEqualTo(plain.violations().get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "run 7"                 | ""                     | batch_key: expected a name, not ''
          "run 7"                 | 7                      | batch_key: expected a string, not 7
          "2026-01-24T23:00:05Z"  | "2026-01-24T22:59:59Z" | ended_at: expected not before 2026-01-24T23:00:00Z, but it is 2026-01-24T22:59:59Z
          "2026-01-24T23:00:05Z"  | "soon"                 | ended_at: expected an ISO 8601 timestamp such as 2026-01-24T23:08:17Z, not 'soon'
          "resolve_after":3       | "resolve_after":0      | resolve_after: expected 1 to 1000, not 0
          "resolve_after":3       | "resolve_after":3.0    | resolve_after: expected an integer of 32 bits, not 3.0
          "resolve_after":3       | "resolve_after":"3"    | resolve_after: expected an integer of 32 bits, not "3"
          "resolve_after":3       | "resolve_after":4294967297 | resolve_after: expected an integer of 32 bits, not 4294967297
          "message":"m"           | "message":"m","observation_id":"" | violations[0].observation_id: expected a name, not ''
          "message":"m"           | "message":"m","batch_key":[]      | violations[0].batch_key: expected a string, not []
          """)
  void refusesAWrongOptionalField(String from, String to, String message) {
    String line = OPTIONAL.replace(from, to);

    assertThat(line).isNotEqualTo(OPTIONAL);
    assertThatThrownBy(() -> read(line)).isInstanceOf(BadLineException.class).hasMessage(message);
  }

  @Test
  void keepsTheDigitsOfNumbers() {
    String digits = "{\"a\":0.10,\"b\":123456789012345678901234567890,\"c\":1E+400}";

    Violation violation = violation("{\"x\":1.50}", digits);

    assertThat(Objects.requireNonNull(violation.metricSnapshot()).text()).isEqualTo(digits);
  }

  @Test
  void takesAnOffset() {
    Instant observed = Instant.parse("2026-01-24T23:00:01.5Z");

    for (String text :
        List.of(
            "2026-01-25T00:00:01.5+01:00",
            "2026-01-25T00:00:01.5+01",
            "2026-01-24T23:00:01.5+0000",
            "2026-01-25T00:00:01.5+0100",
            "2026-01-24T21:30:01.5-0130")) {
      assertThat(violation("2026-01-24T23:00:01.5Z", text).observedAt()).isEqualTo(observed);
    }
  }

  @Test
  void takesAScopeAsTheApiHasIt() {
    assertThat(scope("{\"kind\":\"invariants\",\"names\":[\"b\",\"a\"],\"any_source\":true}"))
        .isEqualTo(CycleScope.invariants(Set.of("a", "b")).ofAnySource());
    assertThat(scope("{\"kind\":\"keys\",\"names\":[\"a:s:1\"],\"any_source\":false}"))
        .isEqualTo(CycleScope.keys(Set.of("a:s:1")));
    assertThat(scope("{\"kind\":\"everything\"}")).isEqualTo(CycleScope.everything());
  }

  private static CycleScope scope(String scope) {
    return read(CYCLE.replace("\"checked\":[\"a:s:1\",\"b\"]", "\"scope\":" + scope)).scope();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"kind":"stores","names":["b"]}       | scope.kind: expected one of [everything, invariants, keys], not 'stores'
          {"names":["b"]}                       | scope.kind: expected a string, but it is missing
          {"kind":"keys"}                       | scope.names: expected an array, but it is missing
          {"kind":"invariants","names":["a:b"]} | scope.names: expected no colon, which separates it from the store, in 'a:b'
          {"kind":"everything","names":["a"]}   | scope.names: expected no names with everything: [a]
          {"kind":"everything","any_source":1}  | scope.any_source: expected true or false, not 1
          ["a"]                                 | scope: expected a JSON object, not ["a"]
          """)
  void refusesAWrongScope(String scope, String message) {
    assertThatThrownBy(() -> scope(scope)).isInstanceOf(BadLineException.class).hasMessage(message);
  }

  @Test
  void refusesTwoScopes() {
    String both = CYCLE.replaceFirst("\\{", "{\"scope\":{\"kind\":\"everything\"},");

    assertThatThrownBy(() -> read(both))
        .isInstanceOf(BadLineException.class)
        .hasMessage("scope: expected either checked or scope, but both are there");
  }

  @Test
  void saysWhatToWriteInstead() {
    assertRefused(CYCLE + CYCLE, "expected JSON: one object a line, and nothing after it");
    assertRefused(more("NaN"), "NaN is no number of JSON: write null or leave the field out");
    assertRefused(more("+1"), "write a number without a plus sign");
    assertRefused(more(".5"), "write a number with a digit before its point, such as 0.5");
    assertRefused(more("1/* one */"), "JSON has no comments: leave it out");
    assertRefused(more("'x'"), "write texts and names in double quotes");
    assertRefused(more("[".repeat(2_000)), "exceeds the maximum allowed (");
    assertRefused(more("1".repeat(300_000)), "exceeds the maximum allowed (");
  }

  private static String more(String value) {
    return CYCLE.replaceFirst("\\{", "{\"more\":" + value + ",");
  }

  @Test
  void countsLinesAndBytesAndSkipsBlankLines() throws IOException {
    ReplayReader reader = reader("\ufeff" + CYCLE + "\r\n\n  \t\n" + CYCLE);

    assertThat(reader.next()).isPresent();
    assertThat(reader.line()).isEqualTo(1);
    assertThat(reader.bytes()).isEqualTo(CYCLE.length() + 5);
    assertThat(reader.next()).isPresent();
    assertThat(reader.line()).isEqualTo(4);
    assertThat(reader.next()).isEmpty();
    assertThat(reader.bytes()).isEqualTo(2 * CYCLE.length() + 10);
  }

  @Test
  void takesLinesOfManyMegabytes() {
    String violations = (VIOLATION + ",").repeat(60_000) + VIOLATION;

    CheckCycle cycle = read(CYCLE.replace(VIOLATION, violations));

    assertThat(cycle.violations()).hasSize(60_001);
  }

  @Test
  void refusesALineWithoutEnd() {
    ByteLines lines = new ByteLines(new EndlessLine());

    assertThatThrownBy(lines::next)
        .isInstanceOf(BadLineException.class)
        .hasMessage("expected at most 67108864 bytes in a line");
  }

  @Test
  void refusesWhatIsNotUtf8AfterItGaveWhatCameBefore() throws IOException {
    byte[] bytes = (CYCLE + "\n" + CYCLE.replace("mon", "?")).getBytes(StandardCharsets.UTF_8);
    bytes[CYCLE.length() + 1 + CYCLE.indexOf("mon")] = (byte) 0xff;
    ReplayReader reader = new ReplayReader(new ByteArrayInputStream(bytes));

    assertThat(reader.next()).isPresent();
    assertThatThrownBy(reader::next)
        .isInstanceOf(BadLineException.class)
        .hasMessage("expected UTF-8");
    assertThat(reader.line()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "source":"mon",                        |                     | source: expected a string, but it is missing
          "mon"                                  | 7                   | source: expected a string, not 7
          "mon"                                  | null                | source: expected a string, not null
          "mon"                                  | ""                  | source: expected a name, not ''
          "2026-01-24T23:00:00Z"                 | 1769295600          | started_at: expected a string, not 1769295600
          "2026-01-24T23:00:00Z"                 | "2026-01-24 23:00"  | started_at: expected an ISO 8601 timestamp such as 2026-01-24T23:08:17Z, not '2026-01-24 23:00'
          "2026-01-24T23:00:00Z"                 | "2026-01-24T23:00:00" | started_at: expected an ISO 8601 timestamp such as 2026-01-24T23:08:17Z, not '2026-01-24T23:00:00'
          "2026-01-24T23:00:00Z"                 | "0000-01-24T23:00:00Z" | started_at: expected an instant from year 0001 to 9999, not 0000-01-24T23:00:00Z
          "checked":["a:s:1","b"],               |                     | checked: expected an array, but it is missing
          ["a:s:1","b"]                          | "b"                 | checked: expected an array, not "b"
          ["a:s:1","b"]                          | ["b",{}]            | checked[1]: expected a string, not {}
          ["a:s:1","b"]                          | ["b",":x"]          | checked: expected a name, not ''
          "outcome":"partial",                   |                     | outcome: expected a string, but it is missing
          "partial"                              | "PARTIAL"           | outcome: expected one of [complete, partial, failed], not 'PARTIAL'
          "violations":[                         | "ignored":[         | violations: expected an array, but it is missing
          "violations":[{                        | "violations":["x",{ | violations[0]: expected a JSON object, not "x"
          "invariant_name":"a",                  |                     | violations[0].invariant_name: expected a string, but it is missing
          "invariant_name":"a"                   | "invariant_name":"a:b" | violations[0].invariant_name: expected no colon, which separates it from the store, in 'a:b'
          "s:1",                                 | ["s:1"],            | violations[0].store_id: expected a string, not ["s:1"]
          "critical"                             | "fatal"             | violations[0].severity: expected one of [info, warning, critical], not 'fatal'
          "critical"                             | 3                   | violations[0].severity: expected a string, not 3
          "message":"m",                         |                     | violations[0].message: expected a string, but it is missing
          "m"                                    | true                | violations[0].message: expected a string, not true
          ,"observed_at":"2026-01-24T23:00:01.5Z"|                     | violations[0].observed_at: expected a string, but it is missing
          {"x":1.50}                             | [1]                 | violations[0].metric_snapshot: expected a JSON object, not [1]
          {"x":1.50}                             | "{}"                | violations[0].metric_snapshot: expected a JSON object, not "{}"
          """)
  void refusesAWrongField(String from, String to, String message) {
    String line = CYCLE.replace(from, Objects.requireNonNullElse(to, ""));

    assertThat(line).isNotEqualTo(CYCLE);
    assertThatThrownBy(() -> read(line)).isInstanceOf(BadLineException.class).hasMessage(message);
  }

  @Test
  void refusesWhatIsNotOneJsonObject() {
    assertRefused("{\"source\":", "the line ends before its JSON does");
    assertRefused("{]", "expected JSON: Unexpected close marker ']': expected '}', at column 2");
    assertRefused("[]", "expected a JSON object, not []");
    assertRefused(CYCLE + CYCLE, "expected JSON: ");
    assertRefused(CYCLE.replaceFirst("\\{", "{\"source\":\"x\","), "Duplicate field 'source'");
    for (String number : List.of("1e99999999999999999999", "-0.1e-99999999999999999999")) {
      assertRefused(
          CYCLE.replaceFirst("\\{", "{\"more\":" + number + ","),
          "expected JSON: a number is out of range");
    }
  }

  private static void assertRefused(String line, String message) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(BadLineException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n", "REDACTED", "Source", "Feature", "Constraints", "enable", "`");
  }

  /** A stream of blanks. */
  private static final class EndlessLine extends InputStream {
    @Override
    public int read() {
      return ' ';
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      Arrays.fill(buffer, offset, offset + length, (byte) ' ');
      return length;
    }
  }
}
