package dev.ticketstore.internal;

import dev.ticketstore.Change;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation;
import dev.ticketstore.Page;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.Violation;
import dev.ticketstore.jooq.types.TicketStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** The operations on one executor. Its arguments have been checked. */
public final class JooqTickets implements TicketOperations {

  private final Clock clock;
  private final Observing observing;
  private final Reading reading;
  private final Lifecycle lifecycle;

  private JooqTickets(Executor executor, Dialect dialect, Clock clock) {
    this.clock = clock;
    this.observing = new Observing(executor, dialect);
    this.reading = new Reading(executor);
    this.lifecycle = new Lifecycle(executor, dialect);
  }

  /** Operations that are transactions of their own. */
  public static JooqTickets of(Database database, Clock clock) {
    return new JooqTickets(database, database.dialect(), clock);
  }

  /** Operations in a transaction of the caller's. */
  public static JooqTickets within(Configuration transaction, Clock clock) {
    Configuration ours =
        transaction.derive(Database.settings((Settings) transaction.settings().clone()));
    return new JooqTickets(new Within(DSL.using(ours)), Dialect.of(transaction.dialect()), clock);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public List<Observation> observeAll(List<Violation> violations) {
    List<Violation> checked = Check.list("violations", violations);
    return checked.isEmpty() ? List.of() : observing.observeAll(checked, now());
  }

  @Override
  public CycleReport reconcile(CheckCycle cycle) {
    return observing.reconcile(Check.notNull("cycle", cycle), now());
  }

  @Override
  public Optional<Ticket> find(long id) {
    return reading.find(id);
  }

  @Override
  public Optional<Ticket> findUnresolved(String violationKey) {
    return reading.findUnresolved(Check.violationKey(violationKey));
  }

  @Override
  public Page list(TicketQuery query) {
    return reading.list(Check.notNull("query", query));
  }

  @Override
  public Map<TicketStatus, Long> count() {
    return reading.count();
  }

  @Override
  public Change acknowledge(long id) {
    return lifecycle.acknowledge(id, now());
  }

  @Override
  public Change diagnose(long id, String diagnosis) {
    return lifecycle.diagnose(id, Check.text("diagnosis", diagnosis), now());
  }

  @Override
  public Change resolve(long id) {
    return lifecycle.resolve(id, false, now());
  }

  @Override
  public Change resolveAndReleaseHold(long id) {
    return lifecycle.resolve(id, true, now());
  }

  @Override
  public Change hold(long id) {
    return lifecycle.setHeld(id, true, now());
  }

  @Override
  public Change unhold(long id) {
    return lifecycle.setHeld(id, false, now());
  }
}
