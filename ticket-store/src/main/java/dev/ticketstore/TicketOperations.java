package dev.ticketstore;

import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operations on tickets, either by a {@link TicketStore}, where each call is atomic and durable
 * when it returns, or within a transaction of the caller's ({@link TicketStore#within}), where the
 * caller commits.
 *
 * <p>Every method throws {@link DatabaseException} if the database does not do it, and {@link
 * InvalidInputException} for an argument that the store refuses before any SQL. In both cases
 * nothing has changed, unless {@link DatabaseException.Reason} says otherwise.
 */
public interface TicketOperations {

  /**
   * Counts one violation: on the unresolved ticket of its key, or on a new one where there is none.
   *
   * <p>A repeat adds 1 to the count, widens first and last seen, and takes message, severity and
   * metrics from the violation unless the ticket knows a later one; of two seen at the same instant
   * the one with the greater message stays, and then the one with the greater name of its severity.
   * It never changes status, hold, diagnosis, assignee or batch key.
   *
   * <p>A violation that is older than the last resolution of its key counts nowhere. One with an
   * observation id counts once, however often it is given; one without counts each time.
   *
   * <p>Calls that a store gets at the same time share a transaction: each returns after the commit,
   * with its own outcome and a count and version of its own; the other values of the ticket are
   * those after all of them.
   *
   * @return what happened, and the ticket after the call
   * @throws ObservationIdReusedException if the observation id was given for another key before
   */
  default Observation observe(Violation violation) {
    return observeAll(List.of(Check.notNull("violation", violation))).get(0);
  }

  /**
   * Counts many violations, all or none of them. Those with one key count each, as if they came one
   * after the other.
   *
   * @throws ObservationIdReusedException if an observation id was given for another key before
   * @return for each violation, in the order of the list, what it did and its ticket as it is after
   *     all of them; empty for an empty list
   */
  List<Observation> observeAll(List<Violation> violations);

  /**
   * Counts what a check cycle found, and, if it is complete, resolves what it found well, all or
   * nothing.
   *
   * <p>Resolved is each unresolved ticket within the scope whose key is not among the violations,
   * except one that is held, one that was last seen after the cycle began, one whose latest
   * observation is of another source's cycle, one that is flapping and was not quiet for the
   * window, and one that fewer complete cycles in a row have missed than {@link
   * CheckCycle#resolveAfter()} says. Its {@code resolvedAt} is the beginning of the cycle.
   *
   * <p>A cycle with the source, batch key and content of one before does nothing, and gets its
   * report.
   *
   * <p>On PostgreSQL cycles of one source run one after the other, and the transaction must be READ
   * COMMITTED, as the store's own are.
   *
   * @return what became of each violation, and the tickets that were resolved
   * @throws ObservationIdReusedException if an observation id was given for another key before
   * @throws CycleReusedException if a cycle of the source had this batch key and other content
   * @throws InvalidInputException if it starts further ahead of the store's clock than {@code
   *     maxClockSkew}
   */
  default CycleReport reconcile(CheckCycle cycle) {
    return reconcileAll(List.of(Check.notNull("cycle", cycle))).get(0);
  }

  /**
   * The same with many cycles, one after the other in the order of the list, all or none of them:
   * for a replay, in which each cycle would otherwise wait for the disk.
   *
   * @return a report for each, with the tickets as they were after it
   * @throws ObservationIdReusedException if an observation id was given for another key before
   * @throws CycleReusedException if a cycle of the source had this batch key and other content
   */
  List<CycleReport> reconcileAll(List<CheckCycle> cycles);

  /** The ticket with this id; empty if there is none. */
  Optional<Ticket> find(long id);

  /** The one unresolved ticket with this violation key; empty if there is none. */
  Optional<Ticket> findUnresolved(String violationKey);

  /**
   * A page of the tickets that {@code query} asks for, newest id first. Paging on with {@link
   * Page#next()} shows each ticket once, even if others are opened in between; a ticket that a
   * change moves into the filters after its place was passed is not shown.
   *
   * @throws InvalidInputException also if the query's cursor is garbled, or was given for other
   *     filters
   */
  Page list(TicketQuery query);

  /** How many tickets have each status; every status is a key, in the order of the lifecycle. */
  Map<TicketStatus, Long> count();

  /**
   * Marks an open ticket as looked after.
   *
   * @return the ticket; unchanged if it was acknowledged already
   * @throws UnknownTicketException if there is no such ticket
   * @throws IllegalStepException if it is diagnosed or resolved
   */
  StepResult acknowledge(long id);

  /**
   * Stores the cause of an unresolved ticket and marks it as diagnosed. Another diagnosis replaces
   * the first.
   *
   * @param diagnosis not blank, at most 64 KiB in UTF-8
   * @return the ticket; unchanged if it had this diagnosis already
   * @throws UnknownTicketException if there is no such ticket
   * @throws IllegalStepException if it is resolved
   */
  StepResult diagnose(long id, String diagnosis);

  /**
   * The same, if the ticket still has the version that the caller has seen. An observation makes
   * another version too.
   *
   * @throws StaleTicketException if it has another one
   */
  StepResult diagnose(long id, String diagnosis, long version);

  /**
   * Resolves a ticket that is not held, as of now by the store's clock.
   *
   * @return the ticket; unchanged if it was resolved already
   * @throws UnknownTicketException if there is no such ticket
   * @throws TicketHeldException if it is held
   */
  StepResult resolve(long id);

  /**
   * Resolves a ticket and releases its hold if it has one, as of now by the store's clock.
   *
   * @return the ticket; unchanged if it was resolved already
   * @throws UnknownTicketException if there is no such ticket
   */
  StepResult resolveAndReleaseHold(long id);

  /**
   * Keeps check cycles from resolving a ticket.
   *
   * @return the ticket; unchanged if it was held already
   * @throws UnknownTicketException if there is no such ticket
   * @throws IllegalStepException if it is resolved
   */
  StepResult hold(long id);

  /**
   * Lets check cycles resolve a ticket again.
   *
   * @return the ticket; unchanged if it was not held
   * @throws UnknownTicketException if there is no such ticket
   * @throws IllegalStepException if it is resolved
   */
  StepResult unhold(long id);

  /**
   * Assigns an unresolved ticket to a person, or to none.
   *
   * @param assignee not blank, at most 255 characters; or null for none
   * @return the ticket; unchanged if it was theirs already
   * @throws UnknownTicketException if there is no such ticket
   * @throws IllegalStepException if it is resolved
   */
  StepResult assign(long id, @Nullable String assignee);

  /**
   * Writes a comment into the history of a ticket, resolved or not. The ticket does not change.
   *
   * @param text not blank, at most 64 KiB in UTF-8
   * @throws UnknownTicketException if there is no such ticket
   */
  TicketEvent comment(long id, String text);

  /**
   * All that happened to a ticket, oldest first; empty if all of it has been purged. Repeats are
   * counted, and are no events.
   *
   * @throws UnknownTicketException if there is no such ticket
   */
  List<TicketEvent> history(long id);

  /** All that happened to the tickets of a key, oldest first. */
  List<TicketEvent> historyOfKey(String violationKey);

  /**
   * The same operations, with an actor for the history.
   *
   * @param actor not blank, at most 255 characters
   */
  default TicketOperations by(String actor) {
    return by(actor, null);
  }

  /**
   * The same operations, with an actor and a reason for the history.
   *
   * @param actor not blank, at most 255 characters
   * @param note not blank, at most 64 KiB in UTF-8; null for none
   */
  TicketOperations by(String actor, @Nullable String note);

  /**
   * The same operations, whose steps and comments took effect at another time than now: for what is
   * recorded later, or replayed. Status, hold, resolution and the history have that time, and
   * {@code recordedAt} and {@code updatedAt} the store's clock. A step takes effect no earlier than
   * its ticket was first seen, and a resolution no earlier than it was last seen. Holds that
   * overlap add up.
   *
   * <p>Violations and check cycles have times of their own, to which this one means nothing.
   *
   * @param at at most {@code maxClockSkew} ahead of the store's clock
   * @throws InvalidInputException if it is further ahead
   */
  TicketOperations asOf(Instant at);
}
