package dev.ticketstore;

import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Operations that are made again as a policy says. It knows which of them may be made twice, and
 * nothing else of what they do.
 *
 * @param metrics is told of each further attempt
 */
record RetryingOperations(TicketOperations operations, RetryPolicy policy, StoreMetrics metrics)
    implements TicketOperations {

  private <T> T idempotent(Supplier<T> call) {
    return new Retries(policy, metrics::retried).run(call, true);
  }

  private <T> T once(Supplier<T> call) {
    return new Retries(policy, metrics::retried).run(call, false);
  }

  @Override
  public TicketOperations by(String actor, @Nullable String note) {
    return new RetryingOperations(operations.by(actor, note), policy, metrics);
  }

  @Override
  public TicketOperations asOf(Instant at) {
    return new RetryingOperations(operations.asOf(at), policy, metrics);
  }

  /** One without an id would count twice. */
  @Override
  public List<Observation> observeAll(List<Violation> violations) {
    List<Violation> checked = Check.list("violations", violations);
    Supplier<List<Observation>> call = () -> operations.observeAll(checked);
    return checked.stream().allMatch(each -> each.observationId() != null)
        ? idempotent(call)
        : once(call);
  }

  /** Each cycle has a batch key. */
  @Override
  public List<CycleReport> reconcileAll(List<CheckCycle> cycles) {
    return idempotent(() -> operations.reconcileAll(cycles));
  }

  @Override
  public Optional<Ticket> find(long id) {
    return idempotent(() -> operations.find(id));
  }

  @Override
  public Optional<Ticket> findUnresolved(String violationKey) {
    return idempotent(() -> operations.findUnresolved(violationKey));
  }

  @Override
  public Page list(TicketQuery query) {
    return idempotent(() -> operations.list(query));
  }

  @Override
  public Map<TicketStatus, Long> count() {
    return idempotent(operations::count);
  }

  @Override
  public StepResult acknowledge(long id) {
    return idempotent(() -> operations.acknowledge(id));
  }

  @Override
  public StepResult diagnose(long id, String diagnosis) {
    return idempotent(() -> operations.diagnose(id, diagnosis));
  }

  /** Made twice it fails the second time, and the first outcome is then reported as unknown. */
  @Override
  public StepResult diagnose(long id, String diagnosis, long version) {
    return idempotent(() -> operations.diagnose(id, diagnosis, version));
  }

  @Override
  public StepResult assign(long id, @Nullable String assignee) {
    return idempotent(() -> operations.assign(id, assignee));
  }

  @Override
  public StepResult resolve(long id) {
    return idempotent(() -> operations.resolve(id));
  }

  @Override
  public StepResult resolveAndReleaseHold(long id) {
    return idempotent(() -> operations.resolveAndReleaseHold(id));
  }

  @Override
  public StepResult hold(long id) {
    return idempotent(() -> operations.hold(id));
  }

  @Override
  public StepResult unhold(long id) {
    return idempotent(() -> operations.unhold(id));
  }

  /** It would be written twice. */
  @Override
  public TicketEvent comment(long id, String text) {
    return once(() -> operations.comment(id, text));
  }

  @Override
  public List<TicketEvent> history(long id) {
    return idempotent(() -> operations.history(id));
  }

  @Override
  public List<TicketEvent> historyOfKey(String violationKey) {
    return idempotent(() -> operations.historyOfKey(violationKey));
  }
}
