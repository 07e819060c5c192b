package dev.ticketstore.cli.doctor;

import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.cli.doctor.Finding.Remedy;
import dev.ticketstore.cli.doctor.Finding.Section;
import dev.ticketstore.cli.doctor.Finding.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How far the clock of a server is from that of this machine. */
final class ServerClock {

  /** The difference of clocks that follow a time server. */
  private static final Duration IN_STEP = Duration.ofSeconds(5);

  private ServerClock() {}

  static void run(TicketStore store, Clock clock, Findings findings) {
    Instant before = clock.instant();
    double server =
        store.read(
            dsl ->
                dsl.select(
                        function(
                            "date_part",
                            Double.class,
                            inline("epoch"),
                            function("clock_timestamp", Object.class)))
                    .fetchSingle()
                    .value1());
    Duration ahead =
        ahead(before, Instant.ofEpochMilli(Math.round(server * 1000)), clock.instant());
    Remedy remedy = new Remedy("Let both machines follow a time server", "timedatectl");
    findings.add(Section.SETTINGS, "clocks", state(ahead), text(ahead), remedy);
  }

  /**
   * How far the server is ahead at least; negative if it is behind. Its time is from between the
   * two of this machine.
   */
  static Duration ahead(Instant before, Instant server, Instant after) {
    if (server.isAfter(after)) {
      return Duration.between(after, server);
    }
    return server.isBefore(before) ? Duration.between(before, server) : Duration.ZERO;
  }

  static State state(Duration ahead) {
    if (ahead.abs().compareTo(TicketStoreBuilder.DEFAULT_MAX_CLOCK_SKEW) > 0) {
      return State.PROBLEM;
    }
    return ahead.abs().compareTo(IN_STEP) > 0 ? State.WARNING : State.OK;
  }

  private static String text(Duration ahead) {
    if (ahead.isZero()) {
      return "the server and this machine agree";
    }
    return "the server is "
        + ahead.abs().toMillis()
        + (ahead.isNegative() ? " ms behind" : " ms ahead of")
        + " this machine";
  }
}
