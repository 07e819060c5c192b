package dev.ticketstore.formats;

import static dev.ticketstore.formats.FeedFormat.PAGERDUTY;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagerDutyEventTest {

  private static final String SAMPLE = sample("pagerduty.ndjson");
  private static final String KEY = "pagerduty:tikv-3:20160/store_down";

  private static String trigger(String payload) {
    return ("{'event_action':'trigger','payload':{" + payload + "}}").replace('\'', '"');
  }

  @Test
  void triggerIsAViolationOfItsDedupKey() {
    Violation violation = violation(read(PAGERDUTY, SAMPLE).get(0));

    assertThat(violation.violationKey()).isEqualTo(KEY);
    assertThat(violation.message()).isEqualTo("PING OK - Packet loss = 100%, tikv-3 is down");
    assertThat(violation.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(violation.observedAt()).isEqualTo("2026-01-24T23:08:17Z");
    assertThat(violation.labels())
        .isEqualTo(
            Map.of(
                "source", "tikv-3.example.org",
                "component", "tikv",
                "group", "prod-eu",
                "class", "store_down",
                "severity", "critical",
                "client", "Sample Monitoring Service"));
    assertThat(metrics(violation))
        .contains(
            "\"custom_details\":{\"free space\":\"1%\",\"load avg\":0.75}",
            "\"links\":[{\"href\":",
            "\"images\":[{\"src\":",
            "\"client_url\":\"https://monitoring.example.org\"")
        .doesNotContain("R0123456789", "routing_key");
    assertThat(violation.observationId()).startsWith("pagerduty:");
  }

  @Test
  void acknowledgeAndResolveAreOfTheSameKey() {
    List<FeedItem> items = read(PAGERDUTY, SAMPLE);

    assertThat(items.get(1))
        .isEqualTo(new FeedItem.Acknowledged(new FeedPosition(2, ""), KEY, null, null, null));
    assertThat(resolved(items.get(2)))
        .isEqualTo(new FeedItem.Resolved(new FeedPosition(3, ""), KEY, null));
  }

  @Test
  void chosenLabelsDoNotSeparateATriggerFromItsResolution() {
    FeedOptions options = FeedOptions.defaults().withKeyLabels(List.of("source"));

    assertThat(violation(read(PAGERDUTY, SAMPLE, options).get(0)).violationKey()).isEqualTo(KEY);
  }

  @Test
  void triggerWithoutADedupKeyIsOneOfItsSourceAndClass() {
    Violation violation =
        violation(
            only(PAGERDUTY, trigger("'summary':'m','source':'a','class':'b','severity':'info'")));

    assertThat(violation.violationKey()).isEqualTo("pagerduty:class=b,source=a");
    assertThat(violation.observationId()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"critical, CRITICAL", "error, CRITICAL", "warning, WARNING", "info, INFO"})
  void severitiesOfPagerDutyHaveAMeaning(String theirs, Severity ours) {
    assertThat(
            violation(only(PAGERDUTY, trigger("'summary':'m','severity':'" + theirs + "'")))
                .severity())
        .isEqualTo(ours);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'event_action':'resolve'} | dedup_key: expected the key of the trigger, but it is missing",
        "{'event_action':'snooze','dedup_key':'a'} | event_action: expected one of trigger,"
            + " acknowledge, resolve, not 'snooze'",
        "{'payload':{'summary':'change'}} | event_action: expected a text, but it is missing",
        "{'event_action':'trigger','dedup_key':'a'} | summary: expected a text, but it is missing",
        "{'event_action':'trigger','payload':[]} | payload: expected an object, not '[]'",
        "{'event_action':'trigger','payload':{'summary':{}}} | summary: expected a text, not '{}'"
      })
  void eventThatCannotBeReadIsReported(String event, String expected) {
    assertThat(reason(only(PAGERDUTY, event.replace('\'', '"')))).isEqualTo(expected);
  }
}
