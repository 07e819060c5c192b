package dev.ticketstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the store refuses before any SQL: no test here has a database to ask. */
@NullUnmarked // hands out the nulls that the compiler would not let pass
class InputTest {

  /**
   * One bad value.
   *
   * @param what is bad about it
   * @param field that the exception names
   * @param quoted what the message quotes
   * @param call that takes it
   */
  record Bad(String what, String field, String quoted, Runnable call) {
    @Override
    public String toString() {
      return field + " " + what;
    }
  }

  /** Operations that fail with another exception as soon as they execute a statement. */
  private static final TicketOperations NO_DATABASE =
      openInMemory().within(DSL.using(SQLDialect.SQLITE).configuration());

  private static final Instant AT = Instant.parse("2026-01-24T23:08:17Z");

  private static TicketStore openInMemory() {
    return TicketStore.builder().url("jdbc:sqlite::memory:").schemaPolicy(SchemaPolicy.NONE).open();
  }

  /** Each bad text, by what is bad about it, with what the message quotes. */
  private static Map<String, List<String>> badTexts() {
    Map<String, List<String>> texts = new TreeMap<>();
    texts.put("empty", List.of("", "''"));
    texts.put("blank", List.of(" \t\u2003", "'"));
    texts.put("with U+0000", List.of("a\0b", "'a\\u0000b'"));
    texts.put("with a high surrogate", List.of("a\ud83db", "'a\\ud83db'"));
    texts.put("with a low surrogate", List.of("a\ude00b", "'a\\ude00b'"));
    texts.put("with surrogates the wrong way round", List.of("\ude00\ud83d", "'\\ude00\\ud83d'"));
    texts.put("ending in a high surrogate", List.of("ab\ud83d", "'ab\\ud83d'"));
    return texts;
  }

  private static Map<String, List<String>> badNames() {
    Map<String, List<String>> names = badTexts();
    names.put("of 256 characters", List.of("n".repeat(256), "256: 'nnn"));
    return names;
  }

  private static Map<String, List<String>> badInvariantNames() {
    Map<String, List<String>> names = badNames();
    names.put("with a colon", List.of("store:down", "'store:down'"));
    return names;
  }

  private static Map<String, List<String>> badLongTexts() {
    Map<String, List<String>> texts = badTexts();
    texts.put("of 64 KiB and a byte", List.of("x".repeat(65_537), "65537: 'xxx"));
    texts.put("of 64 KiB and a byte in UTF-8", List.of("é".repeat(32_768) + "x", "65537: 'é"));
    return texts;
  }

  private static Map<String, List<String>> orNull(Map<String, List<String>> texts) {
    texts.put("null", Arrays.asList(null, "null"));
    return texts;
  }

  private static Stream<Bad> each(
      String field, Map<String, List<String>> texts, Consumer<String> call) {
    return texts.entrySet().stream()
        .map(
            text ->
                new Bad(
                    text.getKey(),
                    field,
                    text.getValue().get(1),
                    () -> call.accept(text.getValue().get(0))));
  }

  private static void cycle(String source, String batchKey) {
    new CheckCycle(source, AT, CycleScope.everything(), CycleOutcome.COMPLETE, List.of(), batchKey);
  }

  static Stream<Bad> badTextsOfEachField() {
    return Stream.of(
            each(
                "invariantName",
                orNull(badInvariantNames()),
                name -> Violation.of(name, "y").build()),
            each("storeId", badNames(), id -> Violation.of("x", "y").storeId(id).build()),
            each("batchKey", badNames(), key -> Violation.of("x", "y").batchKey(key).build()),
            each("message", orNull(badLongTexts()), text -> Violation.of("x", text).build()),
            each("source", orNull(badNames()), source -> cycle(source, "b")),
            each("batchKey", orNull(badNames()), key -> cycle("s", key)),
            each(
                "invariantName",
                badInvariantNames(),
                name -> CycleScope.invariants(List.of("x", name))),
            each("invariantName", badNames(), name -> CycleScope.keys(List.of(name + ":store"))),
            each("storeId", badNames(), id -> CycleScope.keys(List.of("x:" + id))),
            each(
                "invariantName",
                badInvariantNames(),
                name -> TicketQuery.builder().invariantName(name).build()),
            each("storeId", badNames(), id -> TicketQuery.builder().storeId(id).build()),
            each(
                "storeId", badNames(), id -> TicketQuery.builder().violationKey("x:" + id).build()),
            each("assignee", badNames(), name -> TicketQuery.builder().assignee(name).build()),
            each("batchKey", badNames(), key -> TicketQuery.builder().batchKey(key).build()),
            each("invariantName", badNames(), NO_DATABASE::findUnresolved),
            each("storeId", badNames(), id -> NO_DATABASE.findUnresolved("x:" + id)),
            each("diagnosis", orNull(badLongTexts()), text -> NO_DATABASE.diagnose(1, text)),
            each(
                "severity",
                orNull(new TreeMap<>(Map.of("unknown", List.of("fatal", "'fatal'")))),
                name -> Violation.of("x", "y").severity(name)),
            each(
                "severity",
                new TreeMap<>(Map.of("in upper case", List.of("WARNING", "'WARNING'"))),
                name -> Violation.of("x", "y").severity(name)),
            each(
                "status",
                orNull(new TreeMap<>(Map.of("unknown", List.of("closed", "'closed'")))),
                name -> TicketQuery.builder().statuses(Collections.singletonList(name))))
        .flatMap(bad -> bad);
  }

  static Stream<Bad> nulls() {
    List<Violation> nothing = Collections.singletonList(null);
    return Map.<String, Runnable>ofEntries(
            Map.entry("violation", () -> NO_DATABASE.observe(null)),
            Map.entry("violations", () -> NO_DATABASE.observeAll(null)),
            Map.entry("violations ", () -> NO_DATABASE.observeAll(nothing)),
            Map.entry("cycle", () -> NO_DATABASE.reconcile(null)),
            Map.entry("query", () -> NO_DATABASE.list(null)),
            Map.entry("violationKey", () -> NO_DATABASE.findUnresolved(null)),
            Map.entry("scope", () -> CycleScope.keys(null)),
            Map.entry("scope ", () -> CycleScope.keys(Collections.singletonList(null))),
            Map.entry("scope  ", () -> CycleScope.invariants(null)),
            Map.entry("kind", () -> new CycleScope(null, new TreeSet<>(), false)),
            Map.entry(
                "severity",
                () -> new Violation("x", null, null, "y", null, Map.of(), null, null, null)),
            Map.entry("severities", () -> TicketQuery.builder().severities((Severity) null)),
            Map.entry("statuses", () -> TicketQuery.builder().statuses((List<String>) null)),
            Map.entry("firstSeen", () -> TicketQuery.builder().firstSeen(null).build()),
            Map.entry("from", () -> TimeRange.from(null)),
            Map.entry("until", () -> TimeRange.until(null)),
            Map.entry("queries", () -> inMemory(store -> store.read(null))),
            Map.entry("transaction", () -> inMemory(store -> store.within(null))),
            Map.entry("url", () -> TicketStore.open((String) null)),
            Map.entry("dataSource", () -> TicketStore.builder().dataSource(null)),
            Map.entry("clock", () -> TicketStore.builder().clock(null)),
            Map.entry("schemaPolicy", () -> TicketStore.builder().schemaPolicy(null)),
            Map.entry("timeout", () -> TicketStore.builder().timeout(null)),
            Map.entry("synchronous", () -> TicketStore.builder().synchronous(null)))
        .entrySet()
        .stream()
        .map(entry -> new Bad("null", entry.getKey().strip(), "null", entry.getValue()));
  }

  private static void inMemory(Consumer<TicketStore> call) {
    try (TicketStore store = openInMemory()) {
      call.accept(store);
    }
  }

  static Stream<Bad> instantsOutOfRange() {
    List<Bad> bad = new ArrayList<>();
    for (Instant instant :
        List.of(
            Instant.MIN,
            Instant.MAX,
            Instant.parse("0000-12-31T23:59:59.999999999Z"),
            Instant.parse("+10000-01-01T00:00:00Z"))) {
      String value = instant.toString();
      bad.add(
          new Bad(
              value,
              "observedAt",
              value,
              () -> Violation.of("x", "y").observedAt(instant).build()));
      bad.add(
          new Bad(
              value,
              "startedAt",
              value,
              () ->
                  new CheckCycle(
                      "s", instant, CycleScope.everything(), CycleOutcome.FAILED, List.of())));
      bad.add(new Bad(value, "from", value, () -> TimeRange.from(instant)));
      bad.add(new Bad(value, "until", value, () -> TimeRange.until(instant)));
    }
    bad.add(
        new Bad(
            "before the other",
            "until",
            "2026-01-24T23:08:16Z",
            () -> new TimeRange(AT, AT.minusSeconds(1))));
    return bad.stream();
  }

  static Stream<Bad> pageSizes() {
    return Stream.of(0, -1, 1_001, Integer.MIN_VALUE, Integer.MAX_VALUE)
        .map(
            size ->
                new Bad(
                    "out of range",
                    "pageSize",
                    size.toString(),
                    () -> TicketQuery.builder().pageSize(size).build()));
  }

  static Stream<Bad> metrics() {
    Map<String, List<String>> texts = new TreeMap<>();
    texts.put("empty", List.of("", "''"));
    texts.put("blank", List.of(" ", "' '"));
    texts.put("array", List.of("[1]", "'[1]'"));
    texts.put("text", List.of("\"a\"", "'\"a\"'"));
    texts.put("number", List.of("1", "'1'"));
    texts.put("null", List.of("null", "'null'"));
    texts.put("garbage", List.of("percent=95", "'percent=95'"));
    texts.put("unfinished", List.of("{\"a\":1", "'{\"a\":1'"));
    texts.put("trailing text", List.of("{}x", "'{}x'"));
    texts.put("second object", List.of("{} {}", "'{} {}'"));
    texts.put("trailing comma", List.of("{\"a\":1,}", "'{\"a\":1,}'"));
    texts.put("comment", List.of("{/**/}", "'{/**/}'"));
    texts.put("single quotes", List.of("{'a':1}", "'{'a':1}'"));
    texts.put("not a number", List.of("{\"a\":NaN}", "'{\"a\":NaN}'"));
    texts.put("leading zero", List.of("{\"a\":01}", "'{\"a\":01}'"));
    texts.put("duplicate names", List.of("{\"a\":1,\"a\":2}", "'{\"a\":1,\"a\":2}'"));
    texts.put("duplicate names within", List.of("{\"a\":[{\"b\":1,\"b\":1}]}", "Duplicate"));
    texts.put("duplicate names, one escaped", List.of("{\"a\":1,\"\\u0061\":2}", "Duplicate"));
    texts.put("over 1 MiB", List.of("{\"a\":\"" + "x".repeat(1024 * 1024 - 7) + "\"}", "1048577"));
    texts.put("U+0000", List.of("{\"a\":\"\0\"}", "\\u0000"));
    texts.put("U+0000 as an escape", List.of("{\"a\":\"x\\u0000\"}", "'x\\u0000'"));
    texts.put("U+0000 in a name", List.of("{\"x\\u0000\":1}", "'x\\u0000'"));
    texts.put("surrogate", List.of("{\"a\":\"\ud800\"}", "\\ud800"));
    texts.put("surrogate as an escape", List.of("{\"a\":\"x\\ud800\"}", "\\ud800"));
    texts.put("low surrogate as an escape", List.of("{\"a\":\"x\\udc00y\"}", "\\udc00"));
    texts.put("surrogate in a name", List.of("{\"x\\ud800y\":1}", "\\ud800"));
    texts.put("control character", List.of("{\"a\":\"\n\"}", "\\u000a"));
    texts.put("too large", List.of("{\"a\":1e131072}", "'1e131072'"));
    texts.put("too small", List.of("{\"a\":1e-16384}", "'1e-16384'"));
    texts.put("exponent beyond int", List.of("{\"a\":1e99999999999}", "'1e99999999999'"));
    texts.put("exponent below int", List.of("{\"a\":-1e-99999999999}", "'-1e-99999999999'"));
    texts.put("exponent at int", List.of("{\"a\":1e-2147483648}", "'1e-2147483648'"));
    texts.put("1,001 digits", List.of("{\"a\":" + "9".repeat(1_001) + "}", "1001"));
    texts.put("name of 50,001", List.of("{\"" + "n".repeat(50_001) + "\":1}", "50001"));
    texts.put(
        "numbers over 1 MiB without exponents",
        List.of("{\"a\":[" + "1e131071,".repeat(8) + "1e131071]}", "1e131071"));
    texts.put("501 objects deep", List.of("{\"a\":".repeat(501) + "1" + "}".repeat(501), "501"));
    texts.put(
        "100,000 arrays deep",
        List.of("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", "501"));
    return each(
        "metricSnapshot", texts, json -> Violation.of("x", "y").metricSnapshot(json).build());
  }

  @ParameterizedTest
  @MethodSource({"badTextsOfEachField", "nulls", "instantsOutOfRange", "pageSizes", "metrics"})
  void badValueIsRefusedByNameAndQuoted(Bad bad) {
    InvalidInputException e =
        catchThrowableOfType(InvalidInputException.class, () -> bad.call().run());

    assertThat(e).isNotNull();
    assertThat(e.field()).isEqualTo(bad.field());
    assertThat(e.isRetryable()).isFalse();
    assertThat(e.getMessage())
        .startsWith(bad.field() + ": ")
        .contains(bad.quoted())
        .hasSizeLessThan(450)
        .doesNotContain("\0")
        .doesNotContainPattern("[\\x{d800}-\\x{dfff}]");
  }
}
