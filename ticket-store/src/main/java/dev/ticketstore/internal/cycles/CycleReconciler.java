package dev.ticketstore.internal.cycles;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation;
import dev.ticketstore.Ticket;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.internal.observe.TimedViolation;
import dev.ticketstore.internal.observe.Upsert;
import dev.ticketstore.internal.observe.ViolationRecorder;
import dev.ticketstore.internal.tickets.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jooq.DSLContext;

/** What check cycles do to tickets. */
public record CycleReconciler(Transactions executor, ViolationRecorder observing) {

  public List<CycleReport> reconcile(List<CheckCycle> cycles, Actor author, Instant now) {
    return executor.transaction(
        context -> {
          Dialect dialect = observing.dialect();
          new TreeSet<>(cycles.stream().map(CheckCycle::source).toList())
              .forEach(source -> dialect.oneCycleAtATime(context, source));
          CycleLog log = new CycleLog(context, dialect, cycles);
          List<CycleReport> reports = new ArrayList<>();
          for (CheckCycle cycle : cycles) {
            CycleReport before = log.find(cycle);
            CycleReport report =
                before == null
                    ? apply(context, cycle, author.orSource(cycle.source()), now)
                    : before;
            log.add(cycle, report);
            reports.add(report);
          }
          log.write(now);
          return reports;
        });
  }

  private CycleReport apply(DSLContext context, CheckCycle cycle, Actor author, Instant now) {
    Upsert upsert =
        new Upsert(observing.dialect(), observing.flapping(), author, cycle.source(), now);
    List<Observation> observations = observing.observe(context, TimedViolation.of(cycle), upsert);
    List<Ticket> resolved =
        cycle.outcome() == CheckCycle.Outcome.COMPLETE
            ? new MissedTickets(context, observing, cycle, author, now).resolve()
            : List.of();
    return new CycleReport(observations, resolved, false);
  }
}
