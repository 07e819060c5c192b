package dev.ticketstore.formats;

import static dev.ticketstore.formats.FeedFormat.ALERTMANAGER;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertmanagerWebhookTest {

  private static final String SAMPLE = sample("alertmanager.json");

  private static String payload(String... alerts) {
    return "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":["
        + String.join(",", alerts).replace('\'', '"')
        + "]}";
  }

  @Test
  void firingAlertIsAViolationOfItsLabels() {
    List<FeedItem> items = read(ALERTMANAGER, SAMPLE);

    assertThat(items).hasSize(2);
    assertThat(items.get(0).position()).hasToString("line 1, alerts[0]");
    Violation violation = violation(items.get(0));
    assertThat(violation.violationKey())
        .isEqualTo(
            "TiKVStoreDown:cluster=prod-eu,instance=tikv-3:20160,job=tikv,severity=critical");
    assertThat(violation.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(violation.message()).isEqualTo("TiKV store tikv-3:20160 is down");
    assertThat(violation.observedAt()).isEqualTo("2026-01-24T23:08:17.123456Z");
    assertThat(violation.labels())
        .containsEntry("alertname", "TiKVStoreDown")
        .containsEntry("instance", "tikv-3:20160")
        .hasSize(5);
    assertThat(violation.observationId()).matches("alertmanager:[0-9a-f]{32}");
  }

  @Test
  void annotationsLinksAndTheGroupAreMetrics() {
    String metrics = metrics(violation(read(ALERTMANAGER, SAMPLE).get(0)));

    assertThat(metrics)
        .contains(
            "\"description\":\"tikv-3:20160 of job tikv has not sent",
            "\"links\":{\"runbook\":\"https://runbooks.example.org/tikv/store-down\",\"rule\":\"http:",
            "\"fingerprint\":\"7c4a1b9f0d3e5a62\"",
            "\"groupKey\":\"{}/{job=\\\"tikv\\\"}:{cluster=\\\"prod-eu\\\"}\"",
            "\"externalURL\":\"http://alertmanager.example.org:9093\"")
        .doesNotContain("commonLabels", "0001-01-01");
  }

  @Test
  void resolvedAlertHasTheKeyOfItsFiringAndItsEnd() {
    FeedItem.Resolved resolved = resolved(read(ALERTMANAGER, SAMPLE).get(1));

    assertThat(resolved.violationKey())
        .isEqualTo("HighLatency:cluster=prod-eu,instance=tikv-1:20160,job=tikv,severity=warning");
    assertThat(resolved.resolvedAt()).isEqualTo("2026-01-24T23:07:32.5Z");
  }

  @Test
  void resolvedAlertWithoutAnEndHasNone() {
    FeedItem item =
        only(
            ALERTMANAGER,
            payload(
                "{'status':'resolved','labels':{'alertname':'A'},'endsAt':'0001-01-01T00:00:00Z'}"));

    assertThat(resolved(item).resolvedAt()).isNull();
  }

  @Test
  void alertThatIsSentAgainHasTheSameIdAndAnotherOneHasNot() {
    Violation first = violation(read(ALERTMANAGER, SAMPLE).get(0));
    Violation again =
        violation(read(ALERTMANAGER, SAMPLE.replace("store tikv-3:20160 is", "stores are")).get(0));
    Violation later = violation(read(ALERTMANAGER, SAMPLE.replace("23:08:17", "23:58:17")).get(0));
    Violation other =
        violation(read(ALERTMANAGER, SAMPLE, FeedOptions.defaults().withSource("other")).get(0));

    assertThat(again.observationId()).isEqualTo(first.observationId());
    assertThat(List.of(later.observationId(), other.observationId()))
        .doesNotContain(first.observationId())
        .doesNotHaveDuplicates();
  }

  @Test
  void alertWithoutAStartCountsEachTime() {
    Violation violation =
        violation(only(ALERTMANAGER, payload("{'labels':{'alertname':'A'},'fingerprint':'1'}")));

    assertThat(violation.observationId()).isNull();
    assertThat(violation.observedAt()).isNull();
    assertThat(violation.message()).isEqualTo("A");
  }

  @Test
  void chosenLabelsAreTheStore() {
    FeedOptions options = FeedOptions.defaults().withKeyLabels(List.of("instance"));
    FeedOptions two = FeedOptions.defaults().withKeyLabels(List.of("job", "instance", "nothing"));
    FeedOptions none = FeedOptions.defaults().withKeyLabels(List.of("nothing"));

    assertThat(violation(read(ALERTMANAGER, SAMPLE, options).get(0)).violationKey())
        .isEqualTo("TiKVStoreDown:tikv-3:20160");
    assertThat(resolved(read(ALERTMANAGER, SAMPLE, options).get(1)).violationKey())
        .isEqualTo("HighLatency:tikv-1:20160");
    assertThat(violation(read(ALERTMANAGER, SAMPLE, two).get(0)).violationKey())
        .isEqualTo("TiKVStoreDown:instance=tikv-3:20160,job=tikv");
    assertThat(violation(read(ALERTMANAGER, SAMPLE, none).get(0)).violationKey())
        .isEqualTo("TiKVStoreDown");
  }

  @ParameterizedTest
  @CsvSource({
    "critical, CRITICAL",
    "Page, CRITICAL",
    "warning, WARNING",
    "none, INFO",
    "P3, INFO",
    "x, CRITICAL"
  })
  void severityIsThatOfTheLabel(String label, Severity severity) {
    FeedOptions options =
        FeedOptions.defaults()
            .withSeverityLabel("prio")
            .withSeverities(Map.of("p3", Severity.INFO))
            .withDefaultSeverity(Severity.CRITICAL);
    String alert = "{'labels':{'alertname':'A','severity':'info','prio':'" + label + "'}}";

    assertThat(violation(read(ALERTMANAGER, payload(alert), options).get(0)).severity())
        .isEqualTo(severity);
  }

  @Test
  void nameIsAnInvariantWithoutAColon() {
    assertThat(
            violation(
                    only(ALERTMANAGER, payload("{'labels':{'alertname':'job:up: 50%','a':'b,c'}}")))
                .violationKey())
        .isEqualTo("job%3Aup%3A 50%25:a=b%2Cc");
    assertThat(violation(only(ALERTMANAGER, payload("{'labels':{'job':'x'}}"))).violationKey())
        .isEqualTo("alertmanager:job=x");
  }

  @Test
  void emptyLabelIsNone() {
    Violation violation =
        violation(only(ALERTMANAGER, payload("{'labels':{'alertname':'A','b':'','c':'1'}}")));

    assertThat(violation.violationKey()).isEqualTo("A:c=1");
    assertThat(violation.labels()).containsOnlyKeys("alertname", "c");
  }

  @Test
  void labelsThatTheStoreDoesNotTakeAreMetrics() {
    String longValue = "v".repeat(1_025);
    Violation violation =
        violation(
            only(
                ALERTMANAGER,
                payload(
                    "{'labels':{'alertname':'A','größe':'1','long':'"
                        + longValue
                        + "','n':7,'b':true,'nothing':null,'list':[1]}}")));

    assertThat(violation.labels()).containsOnlyKeys("alertname", "n", "b");
    assertThat(violation.labels()).containsEntry("n", "7").containsEntry("b", "true");
    assertThat(metrics(violation))
        .contains("\"labels\":{", "\"größe\":\"1\"", longValue, "\"list\":[1]");
  }

  @Test
  void unknownFieldsSurviveWithAllTheirDigits() {
    String metrics =
        metrics(
            violation(
                only(
                    ALERTMANAGER,
                    payload(
                        "{'labels':{'alertname':'A'},'new':{'x':12345678901234567890.10},'n':null}"))));

    assertThat(metrics).isEqualTo("{\"new\":{\"x\":12345678901234567890.10}}");
  }

  @Test
  void alertThatCannotBeReadIsReportedAndTheOthersAreRead() {
    List<FeedItem> items =
        read(
            ALERTMANAGER,
            payload(
                "{'labels':{'alertname':'A'},'startsAt':'yesterday'}",
                "{'labels':{'alertname':'B'},'status':'pending'}",
                "{'labels':['alertname']}",
                "7",
                "{'labels':{'alertname':'C'},'startsAt':12}",
                "{'labels':{'alertname':'D'},'x':1e999999}",
                "{'labels':{'alertname':'E'},'annotations':{'summary':'\\u0000'}}",
                "{'labels':{'alertname':'F'}}"));

    assertThat(items).hasSize(8);
    assertThat(violation(items.get(7)).invariantName()).isEqualTo("F");
    assertThat(items.subList(0, 7))
        .extracting(Feeds::reason)
        .satisfiesExactly(
            reason ->
                assertThat(reason).startsWith("startsAt: expected a time").contains("'yesterday'"),
            reason ->
                assertThat(reason)
                    .isEqualTo("status: expected one of firing, resolved, not 'pending'"),
            reason ->
                assertThat(reason).isEqualTo("labels: expected an object, not '[\"alertname\"]'"),
            reason -> assertThat(reason).isEqualTo("expected a JSON object, not '7'"),
            reason -> assertThat(reason).isEqualTo("startsAt: expected a time as text, not '12'"),
            reason -> assertThat(reason).startsWith("metricSnapshot: expected"),
            reason -> assertThat(reason).startsWith("message: expected no U+0000"));
    assertThat(items.get(3).position()).hasToString("line 1, alerts[3]");
  }

  @Test
  void documentOfAnotherFormatIsReported() {
    assertThat(reason(only(ALERTMANAGER, "{\"version\":\"3\",\"alerts\":[]}")))
        .startsWith("version: expected 4, not '3'");
    assertThat(reason(only(ALERTMANAGER, "{}")))
        .isEqualTo("alerts: expected an array, but it is missing");
    assertThat(reason(only(ALERTMANAGER, "null"))).startsWith("expected a JSON object");
    assertThat(reason(only(ALERTMANAGER, "\"x\""))).startsWith("expected a JSON object");
  }

  @Test
  void alertsThatTheSenderLeftOutAreReported() {
    List<FeedItem> items =
        read(ALERTMANAGER, SAMPLE.replace("\"truncatedAlerts\": 0", "\"truncatedAlerts\": 3"));

    assertThat(items).hasSize(3);
    assertThat(reason(items.get(2))).startsWith("truncatedAlerts: the sender left out 3 alerts");
  }

  @Test
  void messageIsCutToWhatTheStoreTakes() {
    String summary = "é".repeat(70_000);
    Violation violation =
        violation(
            only(
                ALERTMANAGER,
                payload(
                    "{'labels':{'alertname':'A'},'annotations':{'summary':'" + summary + "'}}")));

    assertThat(violation.message()).endsWith("é…").hasSizeGreaterThan(10_000);
    assertThat(metrics(violation)).contains(summary);
  }

  @Test
  void timesHaveAnyOffset() {
    String alert = "{'labels':{'alertname':'A'},'startsAt':'2026-01-25T00:08:17.5+01:00'}";

    assertThat(violation(only(ALERTMANAGER, payload(alert))).observedAt())
        .isEqualTo(Instant.parse("2026-01-24T23:08:17.5Z"));
  }
}
