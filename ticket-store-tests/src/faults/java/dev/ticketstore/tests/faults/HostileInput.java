package dev.ticketstore.tests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketstore.Violation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Values that programs get wrong, in every place of a violation or of a line of NDJSON. */
final class HostileInput {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\t",
          "\u0000",
          "a\u0000b",
          "\ud800",
          "\udc00x",
          "\ud83d\ude00",
          "\uffff",
          "\u202e",
          "'; drop table tickets; --",
          "\\",
          "\"",
          "${jndi:ldap://x}",
          "%s%n",
          "null",
          "NaN",
          "x".repeat(255),
          "x".repeat(256),
          "\u00e9".repeat(255),
          "\ud83d\ude00".repeat(127),
          "m".repeat(70_000),
          "line\r\nline",
          "\u001b[31mred",
          ":",
          "a:b:c");

  private static final List<String> JSON =
      List.of(
          "{}",
          "[]",
          "1",
          "null",
          "",
          "{",
          "{\"a\":}",
          "{\"a\":1,\"a\":2}",
          "{\"v\":1e1000}",
          "{\"v\":-1e1000}",
          "{\"v\":1e-1000}",
          "{\"v\":1e131071}",
          "{\"v\":1e131072}",
          "{\"v\":1e-16383}",
          "{\"v\":1e-16384}",
          "{\"v\":1e2147483648}",
          "{\"v\":1e99999999999999999999}",
          "{\"v\":0.1e-99999999999999999999}",
          "{\"v\":" + "9".repeat(1_000) + "}",
          "{\"v\":" + "9".repeat(1_001) + "}",
          "{\"v\":NaN}",
          "{\"v\":Infinity}",
          "{\"v\":01}",
          "{\"v\":+1}",
          "{\"v\":.5}",
          "{\"v\":-0}",
          "{\"v\":-0.0e0}",
          "{\"v\":9223372036854775808}",
          "{\"v\":0.1000000000000000055511151231257827}",
          "{\"v\":\"\\u0000\"}",
          "{\"v\":\"\\ud800\"}",
          "{\"\\u0000\":1}",
          "{\"\":1}",
          "{\"__proto__\":{}}",
          "{\"v\":" + "[".repeat(400) + "]".repeat(400) + "}",
          "{\"v\":" + "[".repeat(600) + "]".repeat(600) + "}",
          "{\"v\":" + "[".repeat(100_000),
          "{'v':1}",
          "{\"v\":1}//",
          "{\"v\":1} {}",
          "\ufeff{}",
          "{\"v\":true,\"w\":[1,2,{\"x\":null}]}");

  private static final List<Instant> INSTANTS =
      List.of(
          Instant.MIN,
          Instant.MAX,
          Instant.EPOCH,
          Instant.parse("0000-12-31T23:59:59.999999999Z"),
          Instant.parse("0001-01-01T00:00:00Z"),
          Instant.parse("9999-12-31T23:59:59.999999999Z"),
          Instant.parse("+10000-01-01T00:00:00Z"),
          Instant.parse("1582-10-10T00:00:00.0000005Z"));

  private final Random random;

  HostileInput(Random random) {
    this.random = random;
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private String text() {
    if (random.nextInt(3) > 0) {
      return any(TEXTS);
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i >= 0; i--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    return text.toString();
  }

  /**
   * A violation with some hostile values, of a key that no other has unless that is hostile too.
   *
   * @throws dev.ticketstore.InvalidInputException if a value is not allowed
   */
  Violation violation(String unique) {
    Violation.Builder violation =
        Violation.of("hostile", random.nextInt(4) == 0 ? text() : "m")
            .storeId(unique + (random.nextInt(4) == 0 ? text() : ""));
    if (random.nextInt(3) == 0) {
      violation.metricSnapshot(any(JSON));
    }
    if (random.nextInt(6) == 0) {
      violation.labels(Map.of(text(), text()));
    }
    if (random.nextInt(6) == 0) {
      violation.observedAt(any(INSTANTS));
    }
    if (random.nextInt(6) == 0) {
      violation.observationId(unique + text());
    }
    if (random.nextInt(6) == 0) {
      violation.batchKey(text());
    }
    return violation.build();
  }

  /** A line that is a cycle, or nearly one. */
  byte[] line(String unique) {
    String metrics = random.nextInt(3) == 0 ? any(JSON) : "{\"age\":1}";
    String line =
        """
        {"source":"monitor","started_at":"2026-01-24T23:08:17Z","batch_key":"%1$s",\
        "checked":["ndjson:x"],"outcome":"complete","violations":[{"invariant_name":"ndjson",\
        "store_id":"%1$s","observed_at":"2026-01-24T23:08:17Z","message":%2$s,"metric_snapshot":%3$s}]}\
        """
            .formatted(
                unique,
                quoted(random.nextInt(3) == 0 ? text() : "m"),
                metrics.isEmpty() ? "{}" : metrics);
    byte[] bytes = line.getBytes(UTF_8);
    switch (random.nextInt(8)) {
      case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      case 1 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      default -> {
        // As it is.
      }
    }
    return bytes;
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(c -> quoted.append(String.format(Locale.ROOT, "\\u%04x", c)));
    return quoted.append('"').toString();
  }
}
