package dev.ticketstore.cli.doctor;

import static dev.ticketstore.jooq.Tables.CHANGE_LISTENERS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.jooq.impl.DSL.min;

import dev.ticketstore.FeedLag;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.cli.doctor.Finding.Remedy;
import dev.ticketstore.cli.doctor.Finding.Section;
import dev.ticketstore.model.TicketStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The contents of the store, at a glance. */
record ContentChecks(TicketStore store, Remedies remedies, Clock clock) {

  private static final int MOST_LISTENERS = 20;

  /** A process that calls a listener renews its row at least twice a minute. */
  private static final Duration CALLED = Duration.ofMinutes(10);

  void tickets(Findings findings) {
    Map<TicketStatus, Long> counts = store.count();
    findings.ok(
        Section.CONTENTS,
        "tickets",
        counts.entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey().literal())
            .collect(Collectors.joining(", ")));
    Instant oldest =
        store.read(
            dsl ->
                dsl.select(min(TICKETS.FIRST_SEEN_AT))
                    .from(TICKETS)
                    .where(TICKETS.STATUS.ne(TicketStatus.RESOLVED))
                    .fetchSingle()
                    .value1());
    if (oldest != null) {
      findings.ok(Section.CONTENTS, "oldest unresolved", "first seen " + seconds(oldest));
    }
  }

  /** The events were recorded by the clocks of the stores that wrote them. */
  void newest(Findings findings) {
    Instant newest =
        store.read(
            dsl ->
                dsl.select(TICKET_EVENTS.RECORDED_AT)
                    .from(TICKET_EVENTS)
                    .orderBy(TICKET_EVENTS.ID.desc())
                    .limit(1)
                    .fetchOne(TICKET_EVENTS.RECORDED_AT));
    if (newest == null) {
      return;
    }
    String text = "recorded " + seconds(newest);
    if (newest.isAfter(clock.instant().plus(TicketStoreBuilder.DEFAULT_MAX_CLOCK_SKEW))) {
      findings.warning(
          Section.CONTENTS,
          "newest event",
          text + ", which is in the future: a clock is wrong, here or where it was written",
          new Remedy("Let the machines follow a time server", "timedatectl"));
    } else {
      findings.ok(Section.CONTENTS, "newest event", text);
    }
  }

  /** The change feed, and the listeners that follow it by a name. */
  void feed(Findings findings) {
    FeedLag lag = store.changesLag(store.latestCursor());
    if (lag.isStalled()) {
      findings.warning(
          Section.CONTENTS,
          "change feed",
          lag.heldBack() + " events wait for an open transaction" + process(lag.writer()),
          remedies.openWriter(lag.writer() == null ? null : lag.writer().pid()));
    } else {
      findings.ok(Section.CONTENTS, "change feed", "nothing is held back");
    }
    store
        .read(
            dsl ->
                dsl.select(
                        CHANGE_LISTENERS.NAME,
                        CHANGE_LISTENERS.LAST_EVENT_ID,
                        CHANGE_LISTENERS.UPDATED_AT)
                    .from(CHANGE_LISTENERS)
                    .orderBy(CHANGE_LISTENERS.LAST_EVENT_ID, CHANGE_LISTENERS.NAME)
                    .limit(MOST_LISTENERS)
                    .fetch())
        .forEach(each -> listener(findings, each.value1(), each.value2(), each.value3()));
  }

  private static String process(FeedLag.@Nullable OpenWriter writer) {
    if (writer == null || writer.pid() == null) {
      return "";
    }
    return " of the server process "
        + writer.pid()
        + (writer.since() == null ? "" : ", begun " + seconds(writer.since()));
  }

  private void listener(Findings findings, String name, long cursor, Instant updated) {
    long behind = store.changesLag(Long.toString(cursor)).ready();
    String text =
        "`" + name + "` is " + behind + " events behind; it was last called " + seconds(updated);
    if (behind > 0 && updated.isBefore(clock.instant().minus(CALLED))) {
      findings.warning(
          Section.CONTENTS,
          "listener",
          text,
          Remedy.of(
              "Start the service with this listener, or end it for good by"
                  + " TicketStore.removeListener"));
    } else {
      findings.ok(Section.CONTENTS, "listener", text);
    }
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
