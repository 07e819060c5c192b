package dev.ticketstore.internal.cycles;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation;
import dev.ticketstore.Ticket;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.internal.observe.ViolationRecorder;
import dev.ticketstore.internal.tickets.Actor;
import dev.ticketstore.internal.tickets.Session;
import dev.ticketstore.model.CycleOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Applies check cycles: counts what each found, and resolves the tickets that it missed. */
public record CycleReconciler(Transactions transactions, ViolationRecorder recorder) {

  /** Applies cycles in their order, all or none. */
  public List<CycleReport> reconcile(List<CheckCycle> cycles, Actor actor, Instant now) {
    return transactions.transaction(
        dsl -> {
          Session session = new Session(dsl, actor, now);
          new TreeSet<>(cycles.stream().map(CheckCycle::source).toList())
              .forEach(source -> session.dialect().oneCycleAtATime(dsl, source));
          CycleLog log = new CycleLog(dsl, cycles);
          QuietScopes quiet = new QuietScopes();
          List<CycleReport> reports = new ArrayList<>();
          for (CheckCycle cycle : cycles) {
            CycleReport before = log.find(cycle);
            CycleReport report =
                before == null
                    ? apply(cycle, session.withActor(actor.orSource(cycle.source())), quiet)
                    : before;
            log.add(cycle, report);
            reports.add(report);
          }
          log.write(now);
          return reports;
        });
  }

  private CycleReport apply(CheckCycle cycle, Session session, QuietScopes quiet) {
    List<Observation> observations = recorder.observeCycle(cycle, session);
    if (!observations.isEmpty()) {
      quiet.opened(cycle);
    }
    List<Ticket> resolved =
        cycle.outcome() == CycleOutcome.COMPLETE ? resolve(cycle, session, quiet) : List.of();
    return new CycleReport(observations, resolved, false);
  }

  private List<Ticket> resolve(CheckCycle cycle, Session session, QuietScopes quiet) {
    MissedTickets missed =
        new MissedTickets(session, recorder.flapping(), recorder.latest(session.now()), cycle);
    if (cycle.violations().isEmpty() && quiet.contain(cycle, missed::scopeHasUnresolved)) {
      return List.of();
    }
    List<Ticket> resolved = missed.resolve();
    if (!resolved.isEmpty()) {
      quiet.resolved(cycle);
    } else if (cycle.violations().isEmpty()) {
      quiet.missedNothing(cycle);
    }
    return resolved;
  }
}
