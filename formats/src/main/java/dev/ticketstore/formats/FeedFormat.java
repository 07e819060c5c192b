package dev.ticketstore.formats;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.model.Literal;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** A program whose alerts can be read. */
public enum FeedFormat implements Literal {
  /** The webhook of Alertmanager, version 4. */
  ALERTMANAGER("alertmanager"),
  /** The webhook of Grafana's alerting, which adds fields to that of Alertmanager. */
  GRAFANA("grafana"),
  /** Alarms of CloudWatch that SNS delivers, in its envelope or without. */
  CLOUDWATCH("cloudwatch"),
  /** Events API version 2 of PagerDuty. */
  PAGERDUTY("pagerduty"),
  /** CloudEvents 1.0 as structured JSON, single or in batches. */
  CLOUDEVENTS("cloudevents"),
  /** The log of Nagios, {@code nagios.log} and its archives. */
  NAGIOS("nagios"),
  /** The log of Icinga 1, and the compatibility log of Icinga 2. */
  ICINGA("icinga");

  private final String literal;

  FeedFormat(String literal) {
    this.literal = literal;
  }

  /** Its name, such as {@code alertmanager}. */
  @Override
  public String literal() {
    return literal;
  }

  /**
   * The format with a name.
   *
   * @throws InvalidInputException that lists the names, if there is none
   */
  public static FeedFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.literal.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "format",
                    "expected one of "
                        + Arrays.stream(values())
                            .map(FeedFormat::literal)
                            .collect(Collectors.joining(", "))
                        + ", not "
                        + Texts.quote(name)));
  }

  /**
   * Reads a feed of it. JSON may be one document, an array of documents, documents one after the
   * other, or one a line (NDJSON), in UTF-8 with or without a byte order mark. A line of a log that
   * is not UTF-8 is read as ISO 8859-1.
   *
   * @param in is read as items are asked for, and not closed
   */
  public FeedReader read(InputStream in, FeedOptions options) {
    FeedInput input = new FeedInput(in);
    AlertRules rules = new AlertRules(this, options);
    return switch (this) {
      case ALERTMANAGER, GRAFANA -> new JsonFeed(input, rules, new AlertmanagerWebhook(rules));
      case CLOUDWATCH -> new JsonFeed(input, rules, new CloudWatchAlarm(rules));
      case PAGERDUTY -> new JsonFeed(input, rules, new PagerDutyEvent(rules));
      case CLOUDEVENTS -> new JsonFeed(input, rules, new CloudEvent(rules));
      case NAGIOS, ICINGA -> new LogFeed(input, rules);
    };
  }

  /** The same with {@link FeedOptions#defaults()}. */
  public FeedReader read(InputStream in) {
    return read(Objects.requireNonNull(in), FeedOptions.defaults());
  }
}
