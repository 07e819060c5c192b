package dev.ticketstore.internal;

import dev.ticketstore.Change;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation;
import dev.ticketstore.Page;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.Violation;
import dev.ticketstore.jooq.types.TicketStatus;
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

  private final Executor executor;
  private final Dialect dialect;
  private final Clock clock;
  private final Author author;
  private final Observing observing;
  private final @Nullable GroupCommit groupCommit;
  private final Reading reading;
  private final Lifecycle lifecycle;
  private final History history;

  private JooqTickets(
      Executor executor,
      Dialect dialect,
      Clock clock,
      Observing observing,
      @Nullable GroupCommit groupCommit,
      Author author) {
    this.executor = executor;
    this.dialect = dialect;
    this.clock = clock;
    this.author = author;
    this.observing = observing;
    this.groupCommit = groupCommit;
    this.reading = new Reading(executor);
    this.lifecycle = new Lifecycle(executor, dialect, author);
    this.history = new History(executor);
  }

  /** Operations that are transactions of their own. */
  public static JooqTickets of(
      Database database, Clock clock, Flapping flapping, int maxPending, Duration timeout) {
    Observing observing = new Observing(database, database.dialect(), flapping);
    return new JooqTickets(
        database,
        database.dialect(),
        clock,
        observing,
        new GroupCommit(observing, clock, new Pending(maxPending, timeout)),
        Author.UNKNOWN);
  }

  /** Operations in a transaction of the caller's. */
  public static JooqTickets within(Configuration transaction, Clock clock, Flapping flapping) {
    Configuration ours =
        transaction.derive(Database.settings((Settings) transaction.settings().clone()));
    Executor within = new Within(DSL.using(ours));
    Dialect dialect = Dialect.of(transaction.dialect());
    return new JooqTickets(
        within, dialect, clock, new Observing(within, dialect, flapping), null, Author.UNKNOWN);
  }

  @Override
  public TicketOperations by(String actor, @Nullable String note) {
    return new JooqTickets(
        executor,
        dialect,
        clock,
        observing,
        groupCommit,
        new Author(Check.name("actor", actor), Check.optionalText("note", note)));
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
        : new Reconciling(executor, observing).reconcile(checked, author, now());
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
    return lifecycle.diagnose(id, Check.text("diagnosis", diagnosis), null, now());
  }

  @Override
  public Change diagnose(long id, String diagnosis, long version) {
    return lifecycle.diagnose(id, Check.text("diagnosis", diagnosis), version, now());
  }

  @Override
  public Change assign(long id, @Nullable String assignee) {
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

  /** See {@link dev.ticketstore.TicketStore#stream}. */
  public static Stream<Ticket> stream(Database database, TicketQuery query) {
    return Reading.stream(database, query);
  }

  /** Waits for what is on its way, and takes no more observations. */
  @Override
  public void close() {
    if (groupCommit != null) {
      groupCommit.close();
    }
  }
}
