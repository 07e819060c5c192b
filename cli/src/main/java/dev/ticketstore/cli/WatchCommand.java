package dev.ticketstore.cli;

import dev.ticketstore.ChangeFollower;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.EventPage;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.cli.output.CloudEventJson;
import dev.ticketstore.cli.output.EventJson;
import dev.ticketstore.cli.output.EventLine;
import dev.ticketstore.cli.output.PrintableText;
import dev.ticketstore.cli.output.StallNotice;
import dev.ticketstore.cli.output.Terminal;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints the events of all tickets as they come. */
@Command(
    description = {
      "Print the events of all tickets as they come, oldest first. Times are UTC.",
      "If the database does not answer, the command waits, and continues once it does.",
      "If an open transaction holds events back, it says so on standard error.",
      "At its end it prints the cursor for --after on standard error."
    })
@SuppressWarnings("NullAway.Init")
final class WatchCommand implements Runnable {

  /** One wait after the other, as there is none without end. */
  private static final Duration LONG = Duration.ofDays(1);

  /** How long no event comes before the command asks whether the feed is stalled. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
  private static final String BEGINNING = "0";

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Option(
      names = "--after",
      paramLabel = "CURSOR",
      description = {
        "Events after a cursor that was printed. Default: from the beginning.",
        "The cursor in JSON is good once all lines with it have been read."
      })
  private @Nullable String after;

  @Option(names = "--from-now", description = "Only later events.")
  private boolean fromNow;

  /** How an event is printed. */
  enum Format {
    text,
    json,
    cloudevents
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "${COMPLETION-CANDIDATES}; default: text, and json with --json.",
        "cloudevents prints CloudEvents 1.0, one JSON object a line."
      })
  private @Nullable Format format;

  @Option(
      names = "--source",
      paramLabel = "URI",
      defaultValue = "/ticket-store",
      description = {
        "The source of CloudEvents. Give each database its own, as ids are those of one database.",
        "Default: ${DEFAULT-VALUE}"
      })
  private String source;

  private final StallNotice stall = new StallNotice();
  private Duration pause = SHORTEST_PAUSE;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Converters.ToDuration.class,
      description = "How long, such as 500ms, 10s or PT10S. Default: until it is interrupted.")
  private @Nullable Duration howLong;

  @Override
  public void run() {
    if (fromNow && after != null) {
      throw new ParameterException(
          spec.commandLine(), "--after and --from-now exclude each other: give one of them");
    }
    if (!isUriReference(source)) {
      throw new ParameterException(
          spec.commandLine(), "--source: expected a URI, not '" + source + "'");
    }
    tickets.whileFollowing(spec, this::watch);
  }

  private static boolean isUriReference(String text) {
    try {
      return !new URI(text).toString().isEmpty();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private void watch(TicketStore store) {
    if (fromNow) {
      after = store.latestCursor();
    }
    try (InterruptOnShutdown end = InterruptOnShutdown.interruptsCurrentThread();
        ChangeFollower follower = store.follow(after)) {
      follow(store, follower);
    } catch (InterruptedException e) {
      // That is how it is stopped.
      Thread.currentThread().interrupt();
    }
  }

  private void follow(TicketStore store, ChangeFollower follower) throws InterruptedException {
    Environment environment = tickets.environment();
    long start = System.nanoTime();
    try {
      Duration left = howLong == null ? LONG : howLong;
      while (!left.isNegative()) {
        EventPage changes = next(store, follower, left);
        print(changes);
        // Also writes it out. Without a reader there is no reason to continue.
        if (environment.out().checkError()) {
          return;
        }
        after = changes.next();
        left = howLong == null ? LONG : howLong.minusNanos(System.nanoTime() - start);
      }
    } finally {
      if (after != null) {
        environment.err().println("Next: --after " + after);
        environment.err().flush();
      }
    }
  }

  /** The next events, or none after a while, also if the database does not answer. */
  private EventPage next(TicketStore store, ChangeFollower follower, Duration left)
      throws InterruptedException {
    try {
      EventPage changes = follower.next(left.compareTo(QUIET) < 0 ? left : QUIET);
      if (changes.events().isEmpty()) {
        stall.afterQuiet(store.changesLag(changes.next())).ifPresent(this::tell);
      } else {
        stall.eventsCame();
      }
      pause = SHORTEST_PAUSE;
      return changes;
    } catch (DatabaseException e) {
      if (!mayAnswerLater(e)) {
        throw e;
      }
      if (pause.equals(SHORTEST_PAUSE)) {
        tell("trying again until it works, after " + e.getMessage());
      }
      Thread.sleep(Math.max(0, Math.min(pause.toMillis(), left.toMillis())));
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
      return new EventPage(List.of(), after == null ? BEGINNING : after);
    }
  }

  private void tell(String what) {
    PrintWriter err = tickets.environment().err();
    err.println("tickets: " + what);
    err.flush();
  }

  private static boolean mayAnswerLater(DatabaseException e) {
    return e.isRetryable() || e.reason() == Reason.CONNECTION_LOST || e.reason() == Reason.STANDBY;
  }

  private Format byDefault() {
    return tickets.json() ? Format.json : Format.text;
  }

  private void print(EventPage changes) {
    Environment environment = tickets.environment();
    Terminal terminal = environment.terminal();
    for (TicketEvent event : changes.events()) {
      switch (format == null ? byDefault() : format) {
        case cloudevents -> tickets.printJson(CloudEventJson.of(event, source));
        case json -> tickets.printJson(EventJson.of(event).put("cursor", changes.next()));
        case text -> {
          String line = EventLine.of(event);
          environment
              .out()
              .println(
                  terminal.outIsTerminal() ? PrintableText.cut(line, terminal.columns()) : line);
        }
      }
    }
  }
}
