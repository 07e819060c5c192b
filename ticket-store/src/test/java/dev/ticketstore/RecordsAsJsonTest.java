package dev.ticketstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ticketstore.analytics.AgeBand;
import dev.ticketstore.analytics.Window;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each record of the API, and each answer of a question, as Jackson 2 and 3 write and read it. */
class RecordsAsJsonTest {

  private static final Instant AT = Instant.parse("2026-01-24T23:08:17.123456Z");

  /** More digits than a double has, and a number beyond one. */
  private static final Json METRICS =
      Json.of(
          "{\"a\":0.12345678901234567890123,\"b\":1e400,\"c\":18446744073709551615,\"d\":[null,\"x\"]}");

  private static final JsonMapper TWO =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final tools.jackson.databind.json.JsonMapper THREE =
      tools.jackson.databind.json.JsonMapper.builder()
          .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final Map<Class<?>, Object> SCALARS =
      Map.ofEntries(
          Map.entry(int.class, 3),
          Map.entry(Integer.class, 3),
          Map.entry(long.class, 9_007_199_254_740_993L),
          Map.entry(Long.class, 9_007_199_254_740_993L),
          Map.entry(boolean.class, true),
          Map.entry(Boolean.class, true),
          Map.entry(double.class, 0.1),
          Map.entry(String.class, "a \"text\" \u2603"),
          Map.entry(Instant.class, AT),
          Map.entry(Duration.class, Duration.parse("PT26H0.123456S")),
          Map.entry(Path.class, Path.of("/var/lib/tickets.db")),
          Map.entry(ZoneId.class, ZoneId.of("Europe/Berlin")),
          Map.entry(Json.class, METRICS));

  /** Records whose components depend on each other. */
  private static final Map<Class<?>, Record> CHECKED =
      Map.of(
          CycleScope.class, CycleScope.keys(List.of("a:1", "b:2")).ofAnySource(),
          CheckCycle.class,
              new CheckCycle(
                      "monitor",
                      AT,
                      CycleScope.invariants(List.of("a")),
                      CycleOutcome.PARTIAL,
                      List.of(violation()))
                  .withEnd(AT.plusSeconds(1))
                  .withResolveAfter(3),
          RetryPolicy.class, RetryPolicy.standard(),
          TimeRange.class, new TimeRange(AT, AT.plusNanos(1_000)),
          TicketQuery.class,
              TicketQuery.builder()
                  .statuses(TicketStatus.OPEN)
                  .severities(Severity.CRITICAL)
                  .held(true)
                  .assignee("alice")
                  .labels(Map.of("team", "storage"))
                  .created(TimeRange.from(AT))
                  .build(),
          Window.class, new Window(AT, AT.plusSeconds(1), ZoneId.of("Europe/Berlin")));

  private static Violation violation() {
    return Violation.of("a", "m").metricSnapshot(METRICS.text()).observedAt(AT).build();
  }

  static List<Record> records() throws Exception {
    List<Record> records = new ArrayList<>();
    for (Class<?> anchor : List.of(Ticket.class, AgeBand.class)) {
      for (Class<?> each : publicTypes(anchor)) {
        if (each.isRecord()) {
          records.add(record(each, true));
          records.add(record(each, false));
        }
      }
    }
    return records;
  }

  @Test
  void recordsAreFound() throws Exception {
    Set<Class<?>> types = new HashSet<>();
    records().forEach(each -> types.add(each.getClass()));
    assertThat(types)
        .contains(
            Ticket.class, TicketEvent.class, Page.class, BulkReport.Result.class, AgeBand.class)
        .hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @MethodSource("records")
  void jackson2ReadsWhatItWrote(Record value) throws Exception {
    String json = TWO.writeValueAsString(value);
    assertThat(TWO.readValue(json, value.getClass())).as(json).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("records")
  void jackson3ReadsWhatItWrote(Record value) {
    String json = THREE.writeValueAsString(value);
    assertThat(THREE.readValue(json, value.getClass())).as(json).isEqualTo(value);
  }

  private static List<Class<?>> publicTypes(Class<?> anchor) throws Exception {
    URI source = anchor.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path path = Path.of(source);
    if (Files.isDirectory(path)) {
      return publicTypes(anchor, path);
    }
    try (FileSystem jar = FileSystems.newFileSystem(path)) {
      return publicTypes(anchor, jar.getPath("/"));
    }
  }

  private static List<Class<?>> publicTypes(Class<?> anchor, Path root)
      throws IOException, ClassNotFoundException {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(root.resolve(anchor.getPackageName().replace('.', '/')))) {
      for (Path each : files.sorted().toList()) {
        String name = each.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          Class<?> type =
              Class.forName(anchor.getPackageName() + "." + name.substring(0, name.length() - 6));
          if (isPublic(type)) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  /** A record with every component, or without those that may be null. */
  private static Record record(Class<?> type, boolean full) throws Exception {
    if (CHECKED.containsKey(type)) {
      return CHECKED.get(type);
    }
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      AnnotatedType annotated = components[i].getAnnotatedType();
      boolean left = !full && annotated.isAnnotationPresent(Nullable.class);
      values[i] = left ? null : value(components[i].getGenericType(), full);
    }
    return (Record) type.getConstructor(types).newInstance(values);
  }

  private static Object value(Type type, boolean full) throws Exception {
    if (type instanceof ParameterizedType parameterized) {
      Type[] arguments = parameterized.getActualTypeArguments();
      Object element = value(arguments[arguments.length - 1], full);
      Class<?> raw = (Class<?>) parameterized.getRawType();
      if (raw == Map.class) {
        return Map.of(arguments[0] == String.class ? "team" : value(arguments[0], full), element);
      }
      return raw == SortedSet.class
          ? new TreeSet<>(List.of(element))
          : raw == Set.class ? Set.of(element) : List.of(element);
    }
    Class<?> given = (Class<?>) type;
    if (given.isRecord()) {
      return record(given, full);
    }
    if (given.isEnum()) {
      return given.getEnumConstants()[0];
    }
    Object value = SCALARS.get(given);
    if (value == null) {
      throw new IllegalStateException("No value of " + given);
    }
    return value;
  }
}
