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
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks the arguments of each operation, and hands it to the class that does it. */
abstract class StoreOperations implements TicketOperations {

  /**
   * The tools of the operations.
   *
   * @param groupCommit shares commits; null within a transaction of the caller's
   * @param metrics is told what was committed
   * @param asOf when steps took effect; null for now
   */
  record Context(
      Transactions transactions,
      Clock clock,
      ViolationRecorder recorder,
      @Nullable GroupCommit groupCommit,
      StoreMetrics metrics,
      Actor actor,
      @Nullable Instant asOf) {

    Context by(Actor other) {
      return new Context(transactions, clock, recorder, groupCommit, metrics, other, asOf);
    }

    Context asOf(Instant at) {
      return new Context(transactions, clock, recorder, groupCommit, metrics, actor, at);
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
  public TicketOperations asOf(Instant at) {
    Context context = context();
    return new Bound(
        context.asOf(context.recorder().notAhead("at", Check.instant("at", at), context.now())));
  }

  /** Makes a call, and tells the metrics of its failure. */
  final <T extends @Nullable Object> T call(Function<Context, T> operation) {
    Context context = context();
    try {
      return operation.apply(context);
    } catch (TicketStoreException e) {
      context.metrics().failed(e);
      throw e;
    }
  }

  @Override
  public List<Observation> observeAll(List<Violation> violations) {
    return call(
        context -> {
          List<Observation> observations = observe(context, Check.list("violations", violations));
          context.metrics().observed(observations);
          return observations;
        });
  }

  private static List<Observation> observe(Context context, List<Violation> violations) {
    GroupCommit groupCommit = context.groupCommit();
    if (violations.size() == 1 && groupCommit != null) {
      return List.of(groupCommit.observe(violations.get(0), context.actor()));
    }
    return violations.isEmpty()
        ? List.of()
        : context.recorder().observeAll(violations, context.actor(), context.now());
  }

  @Override
  public List<CycleReport> reconcileAll(List<CheckCycle> cycles) {
    return call(
        context -> {
          List<CycleReport> reports = reconcile(context, Check.list("cycles", cycles));
          for (CycleReport report : reports) {
            if (!report.alreadyApplied()) {
              context.metrics().observed(report.observations());
              report.resolved().forEach(context.metrics()::resolved);
            }
          }
          return reports;
        });
  }

  private static List<CycleReport> reconcile(Context context, List<CheckCycle> cycles) {
    return cycles.isEmpty()
        ? List.of()
        : new CycleReconciler(context.transactions(), context.recorder())
            .reconcile(cycles, context.actor(), context.now());
  }

  private <T> T read(Function<TicketReader, T> question) {
    return call(context -> question.apply(new TicketReader(context.transactions())));
  }

  @Override
  public Optional<Ticket> find(long id) {
    return read(reader -> reader.find(id));
  }

  @Override
  public Optional<Ticket> findUnresolved(String violationKey) {
    return read(reader -> reader.findUnresolved(Check.violationKey(violationKey)));
  }

  @Override
  public Page list(TicketQuery query) {
    return read(reader -> reader.list(Check.notNull("query", query)));
  }

  @Override
  public Map<TicketStatus, Long> count() {
    return read(TicketReader::count);
  }

  private StepResult step(Function<TicketLifecycle, StepResult> step) {
    return step(step, (metrics, ticket) -> {});
  }

  private StepResult step(
      Function<TicketLifecycle, StepResult> step, BiConsumer<StoreMetrics, Ticket> changed) {
    return call(
        context -> {
          StepResult result =
              step.apply(
                  new TicketLifecycle(
                      context.transactions(), context.actor(), context.now(), context.asOf()));
          if (result.changed()) {
            changed.accept(context.metrics(), result.ticket());
          }
          return result;
        });
  }

  @Override
  public StepResult acknowledge(long id) {
    return step(tickets -> tickets.acknowledge(id), StoreMetrics::acknowledged);
  }

  @Override
  public StepResult diagnose(long id, String diagnosis) {
    return step(tickets -> tickets.diagnose(id, Check.text("diagnosis", diagnosis), null));
  }

  @Override
  public StepResult diagnose(long id, String diagnosis, long version) {
    return step(tickets -> tickets.diagnose(id, Check.text("diagnosis", diagnosis), version));
  }

  @Override
  public StepResult assign(long id, @Nullable String assignee) {
    return step(tickets -> tickets.assign(id, Check.optionalName("assignee", assignee)));
  }

  @Override
  public StepResult resolve(long id) {
    return step(tickets -> tickets.resolve(id, false), StoreMetrics::resolved);
  }

  @Override
  public StepResult resolveAndReleaseHold(long id) {
    return step(tickets -> tickets.resolve(id, true), StoreMetrics::resolved);
  }

  @Override
  public StepResult hold(long id) {
    return step(tickets -> tickets.hold(id));
  }

  @Override
  public StepResult unhold(long id) {
    return step(tickets -> tickets.unhold(id));
  }

  @Override
  public TicketEvent comment(long id, String text) {
    return call(
        context -> {
          Instant now = context.now();
          return new TicketHistory(context.transactions())
              .comment(
                  id,
                  Check.text("text", text),
                  context.actor(),
                  Objects.requireNonNullElse(context.asOf(), now),
                  now);
        });
  }

  @Override
  public List<TicketEvent> history(long id) {
    return call(context -> new TicketHistory(context.transactions()).of(id));
  }

  @Override
  public List<TicketEvent> historyOfKey(String violationKey) {
    return call(
        context ->
            new TicketHistory(context.transactions()).ofKey(Check.violationKey(violationKey)));
  }
}
