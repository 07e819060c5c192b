package dev.ticketstore.formats;

import static dev.ticketstore.formats.FeedFormat.CLOUDWATCH;
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

class CloudWatchAlarmTest {

  private static final String SAMPLE = sample("cloudwatch-sns.ndjson");
  private static final List<String> LINES = SAMPLE.lines().toList();
  private static final String KEY =
      "db-1 CPU%3A above 90 %25:account=123456789012,region=eu-west-1";

  @Test
  void alarmWithinTheEnvelopeIsAViolation() {
    Violation violation = violation(read(CLOUDWATCH, SAMPLE).get(1));

    assertThat(violation.violationKey()).isEqualTo(KEY);
    assertThat(violation.message())
        .isEqualTo(
            "CPU of the primary database: Threshold Crossed: 3 datapoints were greater than the"
                + " threshold (90.0).");
    assertThat(violation.observedAt()).isEqualTo("2026-01-24T23:08:17.123Z");
    assertThat(violation.severity()).isEqualTo(Severity.WARNING);
    assertThat(violation.labels())
        .isEqualTo(
            Map.of(
                "account", "123456789012",
                "region", "eu-west-1",
                "namespace", "AWS/EC2",
                "metric", "CPUUtilization",
                "dimension.InstanceId", "i-0123456789abcdef0"));
    assertThat(metrics(violation))
        .contains("\"Threshold\":90.0", "\"OldStateValue\":\"OK\"", "\"Region\":\"EU (Ireland)\"")
        .doesNotContain("Signature", "Unsubscribe");
  }

  @Test
  void okResolvesAtTheChangeOfState() {
    FeedItem.Resolved resolved = resolved(read(CLOUDWATCH, SAMPLE).get(3));

    assertThat(resolved.violationKey()).isEqualTo(KEY);
    assertThat(resolved.resolvedAt()).isEqualTo("2026-01-24T23:20:17.123Z");
  }

  @Test
  void insufficientDataResolvesNothing() {
    FeedItem item = read(CLOUDWATCH, SAMPLE).get(2);

    assertThat(item).isInstanceOf(FeedItem.Ignored.class);
    assertThat(reason(item)).isEqualTo("INSUFFICIENT_DATA neither fires nor resolves");
  }

  @Test
  void confirmationOfTheSubscriptionIsIgnored() {
    FeedItem item = read(CLOUDWATCH, SAMPLE).get(0);

    assertThat(item).isInstanceOf(FeedItem.Ignored.class);
    assertThat(reason(item)).contains("SubscribeURL");
  }

  @Test
  void theSameChangeByAnotherMessageHasTheSameId() {
    String again = LINES.get(1).replace("00000001-", "00000009-");

    assertThat(violation(only(CLOUDWATCH, again)).observationId())
        .isEqualTo(violation(only(CLOUDWATCH, LINES.get(1))).observationId())
        .startsWith("cloudwatch:");
  }

  @Test
  void alarmIsFoundInWhateverServicesPutAroundIt() {
    String raw = "{\"AlarmName\":\"a\",\"NewStateValue\":\"ALARM\",\"NewStateReason\":\"r\"}";
    String lambda = "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":" + LINES.get(1) + "}]}";
    String text = LINES.get(1).replace("\\", "\\\\").replace("\"", "\\\"");
    String queue = "{\"Records\":[{\"messageId\":\"m\",\"body\":\"" + text + "\"},{\"x\":1}]}";

    assertThat(violation(only(CLOUDWATCH, raw)).violationKey()).isEqualTo("a");
    assertThat(violation(only(CLOUDWATCH, raw)).observationId()).isNull();
    assertThat(violation(only(CLOUDWATCH, lambda)).violationKey()).isEqualTo(KEY);
    List<FeedItem> items = read(CLOUDWATCH, queue);
    assertThat(violation(items.get(0)).violationKey()).isEqualTo(KEY);
    assertThat(items.get(1)).isInstanceOf(FeedItem.Unreadable.class);
    assertThat(items.get(1).position()).hasToString("line 1, Records[1]");
  }

  @Test
  void messageThatIsNoAlarmIsReported() {
    String notification = "{\"Type\":\"Notification\",\"Message\":\"%s\"}";

    assertThat(reason(only(CLOUDWATCH, String.format(notification, "Hello"))))
        .startsWith("Message: expected JSON");
    assertThat(reason(only(CLOUDWATCH, String.format(notification, ""))))
        .isEqualTo("Message: expected JSON, not an empty text");
    assertThat(reason(only(CLOUDWATCH, String.format(notification, "7"))))
        .isEqualTo("Message: expected the JSON of an alarm, not '7'");
    assertThat(reason(only(CLOUDWATCH, String.format(notification, "{\\\"a\\\":1,\\\"a\\\":2}"))))
        .isEqualTo("Message: a: the name is in its object twice");
    assertThat(reason(only(CLOUDWATCH, "{\"alarm\":1}"))).startsWith("expected an alarm with");
    assertThat(reason(only(CLOUDWATCH, "{\"AlarmName\":\"a\",\"NewStateValue\":\"BAD\"}")))
        .isEqualTo("NewStateValue: expected one of ALARM, OK, INSUFFICIENT_DATA, not 'BAD'");
  }
}
