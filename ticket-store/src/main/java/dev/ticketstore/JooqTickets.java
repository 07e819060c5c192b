package dev.ticketstore;

import dev.ticketstore.internal.cycles.CycleReconciler;
import dev.ticketstore.internal.database.CallerTransaction;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.internal.observe.Flapping;
import dev.ticketstore.internal.observe.ViolationRecorder;
import dev.ticketstore.internal.observe.commit.GroupCommit;
import dev.ticketstore.internal.observe.commit.InFlightLimit;
import dev.ticketstore.internal.tickets.Actor;
import dev.ticketstore.internal.tickets.TicketHistory;
import dev.ticketstore.internal.tickets.TicketLifecycle;
import dev.ticketstore.internal.tickets.TicketReader;
import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.model.TicketStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jooq.Configuration;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The operations on one executor. Its arguments have been checked. */
public final class JooqTickets implements TicketOperations, AutoCloseable {

  private final Transactions executor;
  private final Dialect dialect;
  private final Clock clock;
  private final Actor author;
  private final ViolationRecorder observing;
  private final @Nullable GroupCommit groupCommit;
  private final TicketReader reading;
  private final TicketLifecycle lifecycle;
  private final TicketHistory history;

  private JooqTickets(
      Transactions executor,
      Dialect dialect,
      Clock clock,
      ViolationRecorder observing,
      @Nullable GroupCommit groupCommit,
      Actor author) {
    this.executor = executor;
    this.dialect = dialect;
    this.clock = clock;
    this.author = author;
    this.observing = observing;
    this.groupCommit = groupCommit;
    this.reading = new TicketReader(executor);
    this.lifecycle = new TicketLifecycle(executor, dialect, author);
    this.history = new TicketHistory(executor);
  }

  /** Operations that are transactions of their own. */
  public static JooqTickets of(
      Database database, Clock clock, Flapping flapping, int maxPending, Duration timeout) {
    ViolationRecorder observing = new ViolationRecorder(database, database.dialect(), flapping);
    return new JooqTickets(
        database,
        database.dialect(),
        clock,
        observing,
        new GroupCommit(observing, clock, new InFlightLimit(maxPending, timeout)),
        Actor.UNKNOWN);
  }

  /** Operations in a transaction of the caller's. */
  public static JooqTickets within(Configuration transaction, Clock clock, Flapping flapping) {
    Configuration ours =
        transaction.derive(Database.settings((Settings) transaction.settings().clone()));
    Transactions within = new CallerTransaction(DSL.using(ours));
    Dialect dialect = Dialect.of(transaction.dialect());
    return new JooqTickets(
        within,
        dialect,
        clock,
        new ViolationRecorder(within, dialect, flapping),
        null,
        Actor.UNKNOWN);
  }

  @Override
  public TicketOperations by(String actor, @Nullable String note) {
    return new JooqTickets(
        executor,
        dialect,
        clock,
        observing,
        groupCommit,
        new Actor(Check.name("actor", actor), Check.optionalText("note", note)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public List<Observation> observeAll(List<Violation> violations) {
    List<Violation> checked = Check.list("violations", violations);
    if (checked.size() == 1 && groupCommit != null) {
      return List.of(groupCommit.observe(checked.get(0), author));
    }
    return checked.isEmpty() ? List.of() : observing.observeAll(checked, author, now());
  }

  /** See {@link dev.ticketstore.TicketStore#observeAsync}. */
  public CompletionStage<Observation> observeAsync(Violation violation) {
    return Objects.requireNonNull(groupCommit).observeAsync(violation, author);
  }

  @Override
  public List<CycleReport> reconcileAll(List<CheckCycle> cycles) {
    List<CheckCycle> checked = Check.list("cycles", cycles);
    return checked.isEmpty()
        ? List.of()
        : new CycleReconciler(executor, observing).reconcile(checked, author, now());
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
  public StepResult acknowledge(long id) {
    return lifecycle.acknowledge(id, now());
  }

  @Override
  public StepResult diagnose(long id, String diagnosis) {
    return lifecycle.diagnose(id, Check.text("diagnosis", diagnosis), null, now());
  }

  @Override
  public StepResult diagnose(long id, String diagnosis, long version) {
    return lifecycle.diagnose(id, Check.text("diagnosis", diagnosis), version, now());
  }

  @Override
  public StepResult assign(long id, @Nullable String assignee) {
    return lifecycle.assign(id, Check.optionalName("assignee", assignee), now());
  }

  @Override
  public TicketEvent comment(long id, String text) {
    return history.comment(id, Check.text("text", text), author, now());
  }

  @Override
  public List<TicketEvent> history(long id) {
    return history.of(id);
  }

  @Override
  public List<TicketEvent> historyOfKey(String violationKey) {
    return history.ofKey(Check.violationKey(violationKey));
  }

  @Override
  public StepResult resolve(long id) {
    return lifecycle.resolve(id, false, now());
  }

  @Override
  public StepResult resolveAndReleaseHold(long id) {
    return lifecycle.resolve(id, true, now());
  }

  @Override
  public StepResult hold(long id) {
    return lifecycle.setHeld(id, true, now());
  }

  @Override
  public StepResult unhold(long id) {
    return lifecycle.setHeld(id, false, now());
  }

  /** See {@link dev.ticketstore.TicketStore#stream}. */
  public static Stream<Ticket> stream(Database database, TicketQuery query) {
    return TicketReader.stream(database, query);
  }

  /** Waits for what is on its way, and takes no more observations. */
  @Override
  public void close() {
    if (groupCommit != null) {
      groupCommit.close();
    }
  }
}
