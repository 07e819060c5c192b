package dev.ticketstore.formats;

import static dev.ticketstore.formats.FeedFormat.CLOUDEVENTS;
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

class CloudEventTest {

  private static final List<FeedItem> SAMPLE = read(CLOUDEVENTS, sample("cloudevents-batch.json"));

  private static final String TICKET_KEY = "low_disk_space:tikv-1:20160 50%";

  private static String event(String more) {
    return ("{'specversion':'1.0','id':'1','source':'/s'," + more + "}").replace('\'', '"');
  }

  @Test
  void violationOfAMonitorIsTakenAsItIs() {
    Violation violation = violation(SAMPLE.get(0));

    assertThat(violation.violationKey()).isEqualTo("store_down:tikv-3:20160");
    assertThat(violation.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(violation.message()).isEqualTo("no heartbeat for 60 s");
    assertThat(violation.labels()).isEqualTo(Map.of("team", "storage"));
    assertThat(metrics(violation)).isEqualTo("{\"heartbeat_age_seconds\":60.2}");
    assertThat(violation.observedAt()).isEqualTo("2026-01-24T23:08:17Z");
    assertThat(violation.observationId()).startsWith("cloudevents:");
  }

  @Test
  void violationCanBeResolvedAndAcknowledged() {
    String data =
        "'type':'dev.ticketstore.violation','data':{'invariant_name':'a','store_id':'b','status':";

    assertThat(resolved(only(CLOUDEVENTS, event(data + "'resolved'}"))).violationKey())
        .isEqualTo("a:b");
    assertThat(only(CLOUDEVENTS, event(data + "'acknowledged','actor':'bob'}")))
        .isEqualTo(new FeedItem.Acknowledged(new FeedPosition(1, ""), "a:b", null, "bob", null));
    assertThat(
            violation(
                    only(
                        CLOUDEVENTS,
                        event(
                            "'type':'dev.ticketstore.violation','data':{'invariant_name':'a',"
                                + "'message':'m','observation_id':'o'}")))
                .observationId())
        .isEqualTo("o");
  }

  @Test
  void eventsOfAnotherStoreKeepTheirKeys() {
    assertThat(violation(SAMPLE.get(1)).violationKey()).isEqualTo(TICKET_KEY);
    assertThat(violation(SAMPLE.get(1)).observedAt()).isEqualTo("2026-01-24T23:08:59Z");
    assertThat(SAMPLE.get(2))
        .isEqualTo(
            new FeedItem.Acknowledged(
                SAMPLE.get(2).position(),
                TICKET_KEY,
                Instant.parse("2026-01-24T23:10:00Z"),
                "alice",
                "on call"));
    assertThat(resolved(SAMPLE.get(3)).violationKey()).isEqualTo(TICKET_KEY);
    assertThat(resolved(SAMPLE.get(3)).resolvedAt()).isEqualTo("2026-01-24T23:20:00Z");
    assertThat(SAMPLE.get(4)).isInstanceOf(FeedItem.Ignored.class);
  }

  @Test
  void eventOfAnotherProgramIsAViolationOfItsType() {
    Violation violation = violation(SAMPLE.get(5));

    assertThat(violation.violationKey())
        .isEqualTo(
            "org.example.backup.failed:source=https://backup.example.org/jobs,"
                + "subject=nightly/db-1");
    assertThat(violation.message()).isEqualTo("no space left on device");
    assertThat(violation.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(violation.labels()).containsKey("traceparent").containsEntry("severity", "error");
    assertThat(metrics(violation))
        .contains("\"bytes\":12345678901234567890", "\"dataschema\":\"https:");
  }

  @Test
  void statusInTheDataResolvesAndAcknowledges() {
    assertThat(
            resolved(only(CLOUDEVENTS, event("'type':'t','data':{'status':'resolved'}")))
                .violationKey())
        .isEqualTo("t:source=/s");
    assertThat(only(CLOUDEVENTS, event("'type':'t','data':{'status':'acknowledged'}")))
        .isInstanceOf(FeedItem.Acknowledged.class);
    assertThat(violation(only(CLOUDEVENTS, event("'type':'t','data':'text'"))).message())
        .isEqualTo("t");
    assertThat(metrics(violation(only(CLOUDEVENTS, event("'type':'t','data_base64':'AQI='")))))
        .isEqualTo("{\"data_base64\":\"AQI=\"}");
  }

  @Test
  void eventThatIsSentAgainHasTheSameId() {
    String event = event("'type':'t'");

    assertThat(violation(only(CLOUDEVENTS, event)).observationId())
        .isEqualTo(violation(only(CLOUDEVENTS, event)).observationId())
        .isNotEqualTo(
            violation(only(CLOUDEVENTS, event.replace("\"1\"", "\"2\""))).observationId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'specversion':'0.3','id':'1'} | specversion: expected one of 1.0, not '0.3'",
        "{'specversion':'1.0','id':'1','source':'s'} | type: expected a text, but it is missing",
        "{'specversion':'1.0','id':'','source':'s'} | id: expected a text, but it is missing",
        "{'specversion':'1.0','id':'1','source':'s','type':'t','time':'now'} | time: expected a"
            + " time with an offset such as 2026-01-24T23:08:17Z, not 'now'",
        "{'specversion':'1.0','id':'1','source':'s','type':'dev.ticketstore.violation','data':7} |"
            + " data: expected an object, not '7'",
        "{'specversion':'1.0','id':'1','source':'s','type':'dev.ticketstore.event','data':{"
            + "'violation_key':':x','kind':'status','new_value':'resolved'}} | invariantName:"
            + " expected a name, not ''",
        "{'specversion':'1.0','id':'1','source':'s','type':'dev.ticketstore.event','data':{"
            + "'violation_key':'x:','kind':'status','new_value':'acknowledged'}} | storeId:"
            + " expected a name, not ''"
      })
  void eventThatCannotBeReadIsReported(String event, String expected) {
    assertThat(reason(only(CLOUDEVENTS, event.replace('\'', '"')))).isEqualTo(expected);
  }
}
