package dev.ticketstore.formats;

import static dev.ticketstore.formats.FeedFormat.GRAFANA;
import static dev.ticketstore.formats.Feeds.metrics;
import static dev.ticketstore.formats.Feeds.only;
import static dev.ticketstore.formats.Feeds.read;
import static dev.ticketstore.formats.Feeds.resolved;
import static dev.ticketstore.formats.Feeds.sample;
import static dev.ticketstore.formats.Feeds.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Violation;
import dev.ticketstore.model.Severity;
import org.junit.jupiter.api.Test;

/** What Grafana adds to the webhook of Alertmanager. */
class GrafanaWebhookTest {

  private static final String SAMPLE = sample("grafana.json");

  @Test
  void firingAlertIsAViolation() {
    Violation violation = violation(read(GRAFANA, SAMPLE).get(0));

    assertThat(violation.violationKey())
        .isEqualTo("High memory usage:grafana_folder=Storage,team=blue,zone=eu-1");
    assertThat(violation.message()).isEqualTo("This alert was triggered for zone eu-1");
    assertThat(violation.severity()).isEqualTo(Severity.WARNING);
    assertThat(violation.observedAt()).isEqualTo("2026-01-24T22:51:03.157076Z");
    assertThat(violation.observationId()).startsWith("grafana:");
  }

  @Test
  void valuesAndLinksAreMetrics() {
    assertThat(metrics(violation(read(GRAFANA, SAMPLE).get(0))))
        .contains(
            "\"values\":{\"B\":44.23943737541908,\"C\":1}",
            "\"panel\":\"https://grafana.example.org/d/T2bHQ3Gnz?orgId=1&viewPanel=2\"",
            "\"dashboard\":\"https://grafana.example.org/d/T2bHQ3Gnz?orgId=1\"",
            "\"silence\":\"https://grafana.example.org/alerting/silence/new?",
            "\"runbook\":\"https://runbooks.example.org/memory\"",
            "\"rule\":\"https://grafana.example.org/alerting/grafana/1afz29v7z/view?orgId=1\"",
            "\"valueString\":\"[ var='B'",
            "\"title\":\"[FIRING:1, RESOLVED:1]",
            "\"orgId\":1")
        .doesNotContain("**Firing**", "dashboardURL");
  }

  @Test
  void resolvedAlertHasItsEnd() {
    FeedItem.Resolved resolved = resolved(read(GRAFANA, SAMPLE).get(1));

    assertThat(resolved.violationKey()).startsWith("DatasourceNoData:datasource_uid=P1809F7CD");
    assertThat(resolved.resolvedAt()).isEqualTo("2026-01-24T22:50:30Z");
  }

  @Test
  void notificationOfTheLegacyAlertingIsReported() {
    assertThat(
            only(
                GRAFANA,
                "{\"dashboardId\":1,\"evalMatches\":[],\"ruleName\":\"x\",\"state\":\"alerting\"}"))
        .isInstanceOf(FeedItem.Unreadable.class);
  }
}
