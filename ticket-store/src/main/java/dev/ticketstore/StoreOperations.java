package dev.ticketstore;

import dev.ticketstore.internal.cycles.CycleReconciler;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.internal.observe.ViolationRecorder;
import dev.ticketstore.internal.observe.commit.GroupCommit;
import dev.ticketstore.internal.tickets.Actor;
import dev.ticketstore.internal.tickets.Session;
import dev.ticketstore.internal.tickets.TicketHistory;
import dev.ticketstore.internal.tickets.TicketLifecycle;
import dev.ticketstore.internal.tickets.TicketReader;
import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.model.TicketStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the arguments of each operation, and hands it to the class that does it. */
abstract class StoreOperations implements TicketOperations {

  /**
   * The tools of the operations.
   *
   * @param groupCommit shares commits; null within a transaction of the caller's
   */
  record Context(
      Transactions transactions,
      Clock clock,
      ViolationRecorder recorder,
      @Nullable GroupCommit groupCommit,
      Actor actor) {

    Context by(Actor other) {
      return new Context(transactions, clock, recorder, groupCommit, other);
    }

    /** The present, in microseconds. */
    Instant now() {
      return Session.present(clock);
    }
  }

  /** Operations with a context that does not change. */
  static final class Bound extends StoreOperations {

    private final Context context;

    Bound(Context context) {
      this.context = context;
    }

    @Override
    Context context() {
      return context;
    }
  }

  /**
   * The context of a call.
   *
   * @throws StoreClosedException if there is none any more
   */
  abstract Context context();

  @Override
  public TicketOperations by(String actor, @Nullable String note) {
    Context context = context();
    return new Bound(
        context.by(new Actor(Check.name("actor", actor), Check.optionalText("note", note))));
  }

  @Override
  public List<Observation> observeAll(List<Violation> violations) {
    Context context = context();
    List<Violation> checked = Check.list("violations", violations);
    GroupCommit groupCommit = context.groupCommit();
    if (checked.size() == 1 && groupCommit != null) {
      return List.of(groupCommit.observe(checked.get(0), context.actor()));
    }
    return checked.isEmpty()
        ? List.of()
        : context.recorder().observeAll(checked, context.actor(), context.now());
  }

  @Override
  public List<CycleReport> reconcileAll(List<CheckCycle> cycles) {
    Context context = context();
    List<CheckCycle> checked = Check.list("cycles", cycles);
    return checked.isEmpty()
        ? List.of()
        : new CycleReconciler(context.transactions(), context.recorder())
            .reconcile(checked, context.actor(), context.now());
  }

  private TicketReader reader() {
    return new TicketReader(context().transactions());
  }

  @Override
  public Optional<Ticket> find(long id) {
    return reader().find(id);
  }

  @Override
  public Optional<Ticket> findUnresolved(String violationKey) {
    return reader().findUnresolved(Check.violationKey(violationKey));
  }

  @Override
  public Page list(TicketQuery query) {
    return reader().list(Check.notNull("query", query));
  }

  @Override
  public Map<TicketStatus, Long> count() {
    return reader().count();
  }

  private TicketLifecycle lifecycle() {
    Context context = context();
    return new TicketLifecycle(context.transactions(), context.actor(), context.now());
  }

  @Override
  public StepResult acknowledge(long id) {
    return lifecycle().acknowledge(id);
  }

  @Override
  public StepResult diagnose(long id, String diagnosis) {
    return lifecycle().diagnose(id, Check.text("diagnosis", diagnosis), null);
  }

  @Override
  public StepResult diagnose(long id, String diagnosis, long version) {
    return lifecycle().diagnose(id, Check.text("diagnosis", diagnosis), version);
  }

  @Override
  public StepResult assign(long id, @Nullable String assignee) {
    return lifecycle().assign(id, Check.optionalName("assignee", assignee));
  }

  @Override
  public StepResult resolve(long id) {
    return lifecycle().resolve(id, false);
  }

  @Override
  public StepResult resolveAndReleaseHold(long id) {
    return lifecycle().resolve(id, true);
  }

  @Override
  public StepResult hold(long id) {
    return lifecycle().hold(id);
  }

  @Override
  public StepResult unhold(long id) {
    return lifecycle().unhold(id);
  }

  private TicketHistory history() {
    return new TicketHistory(context().transactions());
  }

  @Override
  public TicketEvent comment(long id, String text) {
    Context context = context();
    return history().comment(id, Check.text("text", text), context.actor(), context.now());
  }

  @Override
  public List<TicketEvent> history(long id) {
    return history().of(id);
  }

  @Override
  public List<TicketEvent> historyOfKey(String violationKey) {
    return history().ofKey(Check.violationKey(violationKey));
  }
}
