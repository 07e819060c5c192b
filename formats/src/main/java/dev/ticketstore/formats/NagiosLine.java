package dev.ticketstore.formats;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a log of Nagios or Icinga, such as {@code [1706137697] SERVICE ALERT:
 * db1;HTTP;CRITICAL;HARD;3;refused}.
 */
record NagiosLine(AlertRules rules) {

  private static final Pattern LINE =
      Pattern.compile("\\[(?<time>\\d+)] (?<event>.*)", Pattern.DOTALL);

  /** Names end at a semicolon and may have colons, so the first colon ends the kind. */
  private static final Pattern EVENT =
      Pattern.compile("(?<kind>[A-Z][A-Z ]*): ?(?<rest>.*)", Pattern.DOTALL);

  /** The invariant of a host that does not answer. */
  private static final String HOST_CHECK = "host_check";

  private static final String SOFT = "SOFT";
  private static final List<String> TYPES = List.of("HARD", SOFT);
  private static final List<String> WELL = List.of("OK", "UP", "RECOVERY");
  private static final List<String> SERVICE_STATES =
      List.of("OK", "WARNING", "CRITICAL", "UNKNOWN", "RECOVERY");
  private static final List<String> HOST_STATES = List.of("UP", "DOWN", "UNREACHABLE", "RECOVERY");

  /** What a line of a kind has: a check of a service, or of a host. */
  private static final Map<String, Boolean> CHECKS =
      Map.of(
          "SERVICE ALERT", true,
          "CURRENT SERVICE STATE", true,
          "INITIAL SERVICE STATE", true,
          "HOST ALERT", false,
          "CURRENT HOST STATE", false,
          "INITIAL HOST STATE", false);

  /**
   * The item of a line.
   *
   * @throws UnreadableException if it is not a line of such a log
   */
  FeedItem read(String text, FeedPosition at) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      throw new UnreadableException(
          "expected a line such as [1706137697] SERVICE ALERT: ..., not " + Texts.quote(text));
    }
    Instant time = Times.ofEpoch(line.group("time"));
    Matcher event = EVENT.matcher(line.group("event"));
    if (!event.matches()) {
      return new FeedItem.Ignored(at, "a message of the program itself");
    }
    String kind = event.group("kind");
    Boolean ofService = CHECKS.get(kind);
    if (ofService != null) {
      return check(ofService, event.group("rest"), text, time, at);
    }
    if (kind.equals("EXTERNAL COMMAND")) {
      return command(event.group("rest"), time, at);
    }
    return new FeedItem.Ignored(at, kind + " is no state of a check");
  }

  private FeedItem check(
      boolean ofService, String rest, String text, Instant time, FeedPosition at) {
    int before = ofService ? 2 : 1;
    String[] parts = rest.split(";", before + 4);
    if (parts.length < before + 3) {
      throw new UnreadableException(
          "expected "
              + (ofService ? "host;service" : "host")
              + ";state;type;attempt;output, not "
              + Texts.quote(rest));
    }
    String state = Fields.checked("state", parts[before], ofService ? SERVICE_STATES : HOST_STATES);
    String type = Fields.checked("type", parts[before + 1], TYPES);
    if (type.equals(SOFT) && !rules.options().softStates()) {
      return new FeedItem.Ignored(at, "a soft state, which may pass by itself");
    }
    Alert alert = alert(ofService, parts, at);
    if (WELL.contains(state)) {
      return alert.resolved(time);
    }
    String output = parts.length > before + 3 ? parts[before + 3] : "";
    int performance = output.indexOf('|');
    if (performance >= 0) {
      alert.metric("perfdata", Trees.textNode(output.substring(performance + 1).strip()));
    }
    return alert
        .label("severity", state.toLowerCase(Locale.ROOT))
        .metric("state_type", Trees.textNode(type))
        .metric("attempt", Trees.textNode(parts[before + 2]))
        .firing(
            (performance < 0 ? output : output.substring(0, performance)).strip(),
            time,
            List.of(text));
  }

  private Alert alert(boolean ofService, String[] parts, FeedPosition at) {
    String host = parts[0];
    String service = ofService ? parts[1] : HOST_CHECK;
    if (host.isBlank() || service.isBlank()) {
      throw new UnreadableException("expected the names of a host and its service, not blank ones");
    }
    Alert alert = new Alert(rules, at, service).label("host", host).store(host);
    return ofService ? alert.label("service", service) : alert;
  }

  /** Such as ACKNOWLEDGE_SVC_PROBLEM;host;service;sticky;notify;persistent;author;comment. */
  private FeedItem command(String rest, Instant time, FeedPosition at) {
    boolean ofService = rest.startsWith("ACKNOWLEDGE_SVC_PROBLEM");
    if (!ofService && !rest.startsWith("ACKNOWLEDGE_HOST_PROBLEM")) {
      return new FeedItem.Ignored(at, "a command other than an acknowledgement");
    }
    int author = ofService ? 6 : 5;
    String[] command = rest.split(";", author + 2);
    if (command.length <= author) {
      throw new UnreadableException(
          "expected an acknowledgement with host, options and author, not " + Texts.quote(rest));
    }
    String[] names = {command[1], command[2]};
    String comment = command.length > author + 1 ? command[author + 1] : "";
    return alert(ofService, names, at)
        .acknowledged(
            time,
            command[author].isBlank() ? null : command[author],
            comment.isBlank() ? null : comment);
  }
}
