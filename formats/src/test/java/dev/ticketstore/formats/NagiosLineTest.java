package dev.ticketstore.formats;

import static dev.ticketstore.formats.FeedFormat.ICINGA;
import static dev.ticketstore.formats.FeedFormat.NAGIOS;
import static dev.ticketstore.formats.Feeds.metrics;
import static dev.ticketstore.formats.Feeds.only;
import static dev.ticketstore.formats.Feeds.read;
import static dev.ticketstore.formats.Feeds.reason;
import static dev.ticketstore.formats.Feeds.resolved;
import static dev.ticketstore.formats.Feeds.sample;
import static dev.ticketstore.formats.Feeds.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Violation;
import dev.ticketstore.model.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NagiosLineTest {

  private static final String SAMPLE = sample("nagios.log");
  private static final String DISK = "Disk C%3A\\:db-1";
  private static final Instant TIME = Instant.ofEpochSecond(1_706_137_697L);

  @Test
  void eachLineIsAnItem() {
    assertThat(read(NAGIOS, SAMPLE))
        .extracting(item -> item.position().line() + " " + item.getClass().getSimpleName())
        .containsExactly(
            "1 Ignored",
            "2 Resolved",
            "3 Firing",
            "4 Ignored",
            "5 Firing",
            "6 Ignored",
            "7 Acknowledged",
            "8 Ignored",
            "9 Firing",
            "10 Resolved",
            "11 Resolved",
            "12 Ignored");
  }

  @Test
  void hardStateOfAServiceIsAViolation() {
    Violation violation = violation(read(NAGIOS, SAMPLE).get(4));

    assertThat(violation.violationKey()).isEqualTo(DISK);
    assertThat(violation.observedAt()).isEqualTo(TIME);
    assertThat(violation.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(violation.message())
        .isEqualTo("DISK CRITICAL - free space: C: 1024 MB (2%; inode=80%)");
    assertThat(violation.labels())
        .isEqualTo(Map.of("host", "db-1", "service", "Disk C:\\", "severity", "critical"));
    assertThat(metrics(violation))
        .contains("\"perfdata\":\"C:=46080MB;42000;45000;0;47104\"", "\"state_type\":\"HARD\"");
    assertThat(violation.observationId()).startsWith("nagios:");
  }

  @Test
  void hostThatIsDownIsAViolationOfTheHost() {
    List<FeedItem> items = read(NAGIOS, SAMPLE);

    assertThat(violation(items.get(8)).violationKey()).isEqualTo("host_check:db-2");
    assertThat(violation(items.get(8)).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(resolved(items.get(9)).violationKey()).isEqualTo("host_check:db-2");
    assertThat(resolved(items.get(9)).resolvedAt()).isEqualTo(Instant.ofEpochSecond(1_706_137_860));
  }

  @Test
  void namesMayHaveColons() {
    assertThat(violation(read(NAGIOS, SAMPLE).get(2)).violationKey()).isEqualTo("HTTP%3A www:db-1");
    assertThat(
            violation(only(NAGIOS, "[1706137697] SERVICE ALERT: a:1;b: c;WARNING;HARD;1;x"))
                .violationKey())
        .isEqualTo("b%3A c:a:1");
  }

  @Test
  void acknowledgementHasItsAuthorAndComment() {
    assertThat(read(NAGIOS, SAMPLE).get(6))
        .isEqualTo(
            new FeedItem.Acknowledged(
                new FeedPosition(7, ""),
                DISK,
                Instant.ofEpochSecond(1_706_137_750),
                "alice",
                "ordered a disk; arrives Monday"));
    assertThat(only(NAGIOS, "[1] EXTERNAL COMMAND: ACKNOWLEDGE_HOST_PROBLEM;db-2;2;1;1;bob;seen"))
        .isEqualTo(
            new FeedItem.Acknowledged(
                new FeedPosition(1, ""),
                "host_check:db-2",
                Instant.ofEpochSecond(1),
                "bob",
                "seen"));
  }

  @Test
  void softStatesCountIfTheyAreWanted() {
    FeedOptions options = FeedOptions.defaults().withSoftStates(true);

    assertThat(violation(read(NAGIOS, SAMPLE, options).get(3)).violationKey()).isEqualTo(DISK);
    assertThat(only(NAGIOS, "[1] SERVICE ALERT: a;b;OK;SOFT;2;ok"))
        .isInstanceOf(FeedItem.Ignored.class);
    assertThat(read(NAGIOS, "[1] SERVICE ALERT: a;b;OK;SOFT;2;ok", options).get(0))
        .isInstanceOf(FeedItem.Resolved.class);
  }

  @Test
  void lineThatIsNotUtf8IsLatin1() {
    byte[] bytes =
        """
        [1706137697] SERVICE ALERT: münchen;Platte;WARNING;HARD;3;Gerät voll
        [1706137698] SERVICE ALERT: köln;Platte;WARNING;HARD;3;x
        """
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf8 =
        "[1706137699] SERVICE ALERT: 東京;Platte;WARNING;HARD;3;満杯".getBytes(StandardCharsets.UTF_8);
    byte[] both = new byte[bytes.length + utf8.length];
    System.arraycopy(bytes, 0, both, 0, bytes.length);
    System.arraycopy(utf8, 0, both, bytes.length, utf8.length);

    assertThat(read(NAGIOS, both, FeedOptions.defaults()))
        .extracting(item -> violation(item).violationKey() + " " + violation(item).message())
        .containsExactly("Platte:münchen Gerät voll", "Platte:köln x", "Platte:東京 満杯");
  }

  @ParameterizedTest
  @CsvSource({
    "WARNING, WARNING",
    "CRITICAL, CRITICAL",
    "UNKNOWN, INFO",
  })
  void severityOfAStateCanBeChosen(String state, Severity severity) {
    FeedOptions options = FeedOptions.defaults().withSeverities(Map.of("unknown", Severity.INFO));

    assertThat(
            violation(read(NAGIOS, "[1] SERVICE ALERT: a;b;" + state + ";HARD;1;x", options).get(0))
                .severity())
        .isEqualTo(severity);
  }

  @Test
  void icingaWritesTheSameLines() {
    Violation violation =
        violation(
            only(
                ICINGA,
                "[1706137697] SERVICE ALERT: icinga2;apt;CRITICAL;HARD;5;APT CRITICAL: 12 packages"
                    + " available for upgrade (3 critical updates). "));

    assertThat(violation.violationKey()).isEqualTo("apt:icinga2");
    assertThat(violation.observationId()).startsWith("icinga:");
  }

  @Test
  void lineThatIsTooLongIsReportedAndTheNextIsRead() {
    String line = "[1] HOST ALERT: a;DOWN;HARD;1;";

    List<FeedItem> items = read(NAGIOS, line + "x".repeat(17 * 1024 * 1024) + "\n" + line);

    assertThat(items).hasSize(2);
    assertThat(reason(items.get(0))).isEqualTo("expected at most 16777216 bytes in a line");
    assertThat(items.get(1).position()).hasToString("line 2");
  }

  @Test
  void outputMayBeMissing() {
    assertThat(violation(only(NAGIOS, "[1] HOST ALERT: a;DOWN;HARD;1;")).message())
        .isEqualTo("host_check");
    assertThat(violation(only(NAGIOS, "[1] HOST ALERT: a;DOWN;HARD;1")).message())
        .isEqualTo("host_check");
  }

  @Test
  void theSameLineHasTheSameIdAndALaterOneHasNot() {
    String line = "[1706137697] HOST ALERT: a;DOWN;HARD;1;x";

    assertThat(violation(only(NAGIOS, line)).observationId())
        .isEqualTo(violation(only(NAGIOS, "\n" + line + "\r\n")).observationId())
        .isNotEqualTo(violation(only(NAGIOS, line.replace("697", "698"))).observationId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SERVICE ALERT: a;b;CRITICAL;HARD;1;x",
        "[x] SERVICE ALERT: a;b;CRITICAL;HARD;1;x",
        "[99999999999999999999] HOST ALERT: a;DOWN;HARD;1;x",
        "[999999999999999] HOST ALERT: a;DOWN;HARD;1;x",
        "[1] SERVICE ALERT: a;b;CRITICAL",
        "[1] SERVICE ALERT: a;b;BROKEN;HARD;1;x",
        "[1] SERVICE ALERT: a;b;CRITICAL;FIRM;1;x",
        "[1] SERVICE ALERT: ;b;CRITICAL;HARD;1;x",
        "[1] EXTERNAL COMMAND: ACKNOWLEDGE_SVC_PROBLEM;a;b",
        "[1] EXTERNAL COMMAND: ACKNOWLEDGE_SVC_PROBLEM;a;b;2;1;1;al\u0000ce;x",
        "[1] EXTERNAL COMMAND: ACKNOWLEDGE_SVC_PROBLEM;a;b;2;1;1;alice;\u0000",
        "{\"alerts\":[]}",
        "[1] HOST ALERT: a;DOWN;HARD;1;\u0000"
      })
  void lineThatCannotBeReadIsReportedAndTheNextIsRead(String line) {
    List<FeedItem> items = read(NAGIOS, line + "\n[1] HOST ALERT: a;DOWN;HARD;1;x");

    assertThat(items).hasSize(2);
    assertThat(reason(items.get(0))).contains("expected");
    assertThat(items.get(0)).isInstanceOf(FeedItem.Unreadable.class);
    assertThat(violation(items.get(1)).violationKey()).isEqualTo("host_check:a");
  }
}
