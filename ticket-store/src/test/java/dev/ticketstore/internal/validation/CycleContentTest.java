package dev.ticketstore.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each part of the content has its place in the digest. */
class CycleContentTest {

  private static final Instant AT = Instant.parse("2026-01-24T23:08:17.123456Z");

  private static String digest(
      Instant at, CycleScope scope, CycleOutcome outcome, Violation... violations) {
    return new CheckCycle("monitor", at, scope, outcome, List.of(violations), "b").contentDigest();
  }

  private static String of(Violation.Builder... violations) {
    return digest(
        AT,
        CycleScope.everything(),
        CycleOutcome.COMPLETE,
        Stream.of(violations).map(Violation.Builder::build).toArray(Violation[]::new));
  }

  private static Violation.Builder lag() {
    return Violation.of("lag", "m");
  }

  @Test
  void eachPartChangesIt() {
    CycleScope all = CycleScope.everything();
    List<String> digests =
        List.of(
            digest(AT, all, CycleOutcome.COMPLETE),
            digest(AT.plusNanos(1_000), all, CycleOutcome.COMPLETE),
            digest(AT, all.ofAnySource(), CycleOutcome.COMPLETE),
            digest(AT, all, CycleOutcome.PARTIAL),
            digest(AT, CycleScope.keys(List.of("lag")), CycleOutcome.COMPLETE),
            digest(AT, CycleScope.invariants(List.of("lag")), CycleOutcome.COMPLETE),
            digest(AT, CycleScope.invariants(List.of("lag2")), CycleOutcome.COMPLETE),
            of(lag()),
            of(lag(), lag().storeId("s")),
            of(lag().storeId("s"), lag()),
            of(Violation.of("lag", "other")),
            of(lag().severity(Severity.CRITICAL)),
            of(lag().metricSnapshot("{}")),
            of(lag().metricSnapshot("{\"a\":1}")),
            of(lag().labels(Map.of("a", "b"))),
            of(lag().labels(Map.of("a", "c"))),
            of(lag().labels(Map.of("c", "b"))),
            of(lag().labels(Map.of("c", "bd"))),
            of(lag().labels(Map.of("cb", "d"))),
            of(lag().observedAt(AT)),
            of(lag().batchKey("x")),
            of(lag().observationId("x")));

    assertThat(digests).doesNotHaveDuplicates().allMatch(each -> each.matches("[0-9a-f]{64}"));
    assertThat(of(lag().metricSnapshot("{ \"a\" : 1.0 }")))
        .isEqualTo(of(lag().metricSnapshot("{\"a\":1}")));
  }

  @Test
  void violationsKeepTheirDigestFromTheBatchKeyOn() {
    CheckCycle cycle =
        new CheckCycle(
            "monitor",
            AT,
            CycleScope.everything(),
            CycleOutcome.COMPLETE,
            List.of(lag().metricSnapshot("{\"a\":1}").build()));
    CycleViolations violations = (CycleViolations) cycle.violations();
    String digest = violations.digest();

    assertThat(violations.digest()).isSameAs(digest);
    assertThat(cycle.batchKey()).endsWith("#" + cycle.contentDigest().substring(0, 16));
    assertThat(cycle.withEnd(AT).withResolveAfter(2).violations()).isSameAs(violations);
    assertThat(cycle.violations()).isEqualTo(List.of(violations.get(0)));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> cycle.violations().clear());
  }
}
