package dev.ticketstore.cli;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreException;
import dev.ticketstore.cli.input.ReplayEntry;
import dev.ticketstore.cli.output.ReplaySummary;
import dev.ticketstore.model.CycleOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries of a replay. Cycles that follow each other are stored in one transaction, as each would
 * otherwise wait for the disk.
 */
final class ReplayGroup {

  private static final int MAX_CYCLES = 500;
  private static final int MAX_VIOLATIONS = 5_000;

  private final TicketStore store;
  private final ReplaySummary summary;
  private final List<Waiting> waiting = new ArrayList<>();
  private int violations;
  private long line;

  ReplayGroup(TicketStore store, ReplaySummary summary) {
    this.store = store;
    this.summary = summary;
  }

  /** Takes an entry. A step is stored at once, after all before it. */
  void add(ReplayEntry entry, long ofLine) {
    if (entry instanceof ReplayEntry.Cycle each) {
      add(each.cycle(), false, ofLine);
    } else if (entry instanceof ReplayEntry.Single each) {
      add(each.cycle(), true, ofLine);
    } else if (entry instanceof ReplayEntry.Step step) {
      store();
      line = ofLine;
      summary.add(new ReplaySteps(store).take(step));
    }
  }

  private void add(CheckCycle cycle, boolean single, long ofLine) {
    waiting.add(new Waiting(cycle, single, ofLine));
    violations += cycle.violations().size();
  }

  boolean isFull() {
    return waiting.size() >= MAX_CYCLES || violations >= MAX_VIOLATIONS;
  }

  /** Of the entry that was stored last on its own, or was refused. */
  long line() {
    return line;
  }

  /**
   * Stores all of them. If one is refused, those before it are stored.
   *
   * @throws TicketStoreException that refused one, or by the database
   */
  void store() {
    List<CycleReport> reports;
    try {
      reports = store.reconcileAll(waiting.stream().map(Waiting::cycle).toList());
    } catch (TicketStoreException e) {
      for (Waiting each : waiting) {
        line = each.line();
        count(each, store.reconcile(each.cycle()));
      }
      clear();
      return;
    }
    for (int i = 0; i < reports.size(); i++) {
      count(waiting.get(i), reports.get(i));
    }
    clear();
  }

  private void count(Waiting entry, CycleReport report) {
    CheckCycle cycle = entry.cycle();
    summary.add(cycle, report, entry.single());
    boolean passed = entry.single() && cycle.outcome() == CycleOutcome.COMPLETE;
    if (passed && report.resolved().isEmpty() && !report.alreadyApplied()) {
      summary.addWithoutEffect(
          store
              .findUnresolved(cycle.scope().names().first())
              .filter(ticket -> !ticket.firstSeenAt().isAfter(cycle.startedAt()))
              .isPresent());
    }
  }

  private void clear() {
    waiting.clear();
    violations = 0;
  }

  /**
   * An entry that waits for its transaction.
   *
   * @param single whether it is an event, of which the cycle is the effect
   */
  private record Waiting(CheckCycle cycle, boolean single, long line) {}
}
