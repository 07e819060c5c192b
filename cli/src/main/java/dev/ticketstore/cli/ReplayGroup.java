package dev.ticketstore.cli;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreException;
import dev.ticketstore.cli.output.ReplaySummary;
import java.util.ArrayList;
import java.util.List;

/** Check cycles that are stored in one transaction, as each would otherwise wait for the disk. */
final class ReplayGroup {

  private static final int MAX_CYCLES = 500;
  private static final int MAX_VIOLATIONS = 5_000;

  private final TicketStore store;
  private final ReplaySummary summary;
  private final List<CheckCycle> cycles = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();
  private int violations;
  private long line;

  ReplayGroup(TicketStore store, ReplaySummary summary) {
    this.store = store;
    this.summary = summary;
  }

  void add(CheckCycle cycle, long ofLine) {
    cycles.add(cycle);
    lines.add(ofLine);
    violations += cycle.violations().size();
  }

  boolean isFull() {
    return cycles.size() >= MAX_CYCLES || violations >= MAX_VIOLATIONS;
  }

  /** Of the cycle that was stored last, or was refused. */
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
      reports = store.reconcileAll(cycles);
    } catch (TicketStoreException e) {
      storeEach();
      return;
    }
    for (int i = 0; i < reports.size(); i++) {
      summary.add(cycles.get(i), reports.get(i));
    }
    clear();
  }

  private void storeEach() {
    for (int i = 0; i < cycles.size(); i++) {
      line = lines.get(i);
      summary.add(cycles.get(i), store.reconcile(cycles.get(i)));
    }
    clear();
  }

  private void clear() {
    cycles.clear();
    lines.clear();
    violations = 0;
  }
}
