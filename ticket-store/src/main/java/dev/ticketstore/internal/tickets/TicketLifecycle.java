package dev.ticketstore.internal.tickets;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.val;

import dev.ticketstore.IllegalStepException;
import dev.ticketstore.StaleTicketException;
import dev.ticketstore.StepResult;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The steps that a person takes with one ticket. Each decides on the locked row which values to
 * write; none means that the ticket is so already. Forward only: {@link TicketStatus} is the order.
 *
 * @param asOf when the steps took effect; null for now
 */
public record TicketLifecycle(
    Transactions transactions, Actor actor, Instant now, @Nullable Instant asOf) {

  private interface Step extends Function<Ticket, Map<? extends Field<?>, ?>> {}

  /** When a step takes effect: not before its ticket was first seen. */
  private Instant effectiveAt(Ticket ticket) {
    return asOf == null ? now : later(asOf, ticket.firstSeenAt());
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }

  public StepResult acknowledge(long id) {
    return change(
        id,
        ticket ->
            switch (ticket.status()) {
              case OPEN ->
                  reached(
                      TicketStatus.ACKNOWLEDGED,
                      TICKETS.ACKNOWLEDGED_AT,
                      ticket.acknowledgedAt(),
                      ticket);
              case ACKNOWLEDGED -> Map.of();
              case DIAGNOSED, RESOLVED -> throw illegal(ticket, "be acknowledged");
            });
  }

  /** With a version, only if the ticket still has it. */
  public StepResult diagnose(long id, String diagnosis, @Nullable Long version) {
    return change(
        id,
        ticket -> {
          if (ticket.status() == TicketStatus.RESOLVED) {
            throw illegal(ticket, "be diagnosed");
          }
          if (version != null && version != ticket.version()) {
            throw new StaleTicketException(ticket.id(), version, ticket.version());
          }
          if (ticket.status() == TicketStatus.DIAGNOSED && diagnosis.equals(ticket.diagnosis())) {
            return Map.of();
          }
          Map<Field<?>, Object> values =
              reached(TicketStatus.DIAGNOSED, TICKETS.DIAGNOSED_AT, ticket.diagnosedAt(), ticket);
          values.put(TICKETS.DIAGNOSIS, diagnosis);
          return values;
        });
  }

  /** A status, and when it was first reached. */
  private Map<Field<?>, Object> reached(
      TicketStatus status, Field<Instant> column, @Nullable Instant before, Ticket ticket) {
    Map<Field<?>, Object> values = new HashMap<>();
    values.put(TICKETS.STATUS, status);
    values.put(column, before == null ? effectiveAt(ticket) : before);
    return values;
  }

  public StepResult assign(long id, @Nullable String assignee) {
    return change(
        id,
        ticket -> {
          if (Objects.equals(ticket.assignee(), assignee)) {
            return Map.of();
          }
          if (ticket.status() == TicketStatus.RESOLVED) {
            throw illegal(ticket, "be assigned");
          }
          return Collections.singletonMap(TICKETS.ASSIGNEE, assignee);
        });
  }

  /**
   * Never before the last observation, which a monitor's clock may have set ahead of the store's.
   */
  public StepResult resolve(long id, boolean releaseHold) {
    return change(
        id,
        ticket -> {
          if (ticket.status() == TicketStatus.RESOLVED) {
            return Map.of();
          }
          if (ticket.held() && !releaseHold) {
            throw new TicketHeldException(ticket.id());
          }
          Instant resolvedAt = later(effectiveAt(ticket), ticket.lastSeenAt());
          Map<Field<?>, Object> values =
              new HashMap<>(
                  TicketUpdate.resolution(val(resolvedAt, TICKETS.RESOLVED_AT), ResolvedBy.PERSON));
          values.put(TICKETS.HELD_MICROS, heldMicros(ticket, resolvedAt));
          return values;
        });
  }

  public StepResult hold(long id) {
    return setHeld(id, true, "be held");
  }

  public StepResult unhold(long id) {
    return setHeld(id, false, "be released");
  }

  private StepResult setHeld(long id, boolean held, String step) {
    return change(
        id,
        ticket -> {
          if (ticket.status() == TicketStatus.RESOLVED) {
            throw illegal(ticket, step);
          }
          if (ticket.held() == held) {
            return Map.of();
          }
          Map<Field<?>, @Nullable Object> values = new HashMap<>();
          values.put(TICKETS.HELD, held);
          values.put(TICKETS.HELD_SINCE, held ? effectiveAt(ticket) : null);
          values.put(TICKETS.HELD_MICROS, heldMicros(ticket, effectiveAt(ticket)));
          return values;
        });
  }

  /** Time on hold up to the step. A clock that was set back adds nothing. */
  private static long heldMicros(Ticket ticket, Instant until) {
    Instant since = ticket.heldSince();
    Duration present =
        since == null || since.isAfter(until) ? Duration.ZERO : Duration.between(since, until);
    return ticket.timeOnHold().plus(present).dividedBy(ChronoUnit.MICROS.getDuration());
  }

  private StepResult change(long id, Step step) {
    return transactions.transaction(
        dsl -> {
          Session session = new Session(dsl, actor, now);
          Record row =
              session
                  .dialect()
                  .locking(dsl.select(TicketRows.COLUMNS).from(TICKETS).where(TICKETS.ID.eq(id)))
                  .fetchOne();
          if (row == null) {
            throw new UnknownTicketException(id);
          }
          Ticket ticket = TicketRows.ticket(row);
          Map<? extends Field<?>, ?> values = step.apply(ticket);
          if (values.isEmpty()) {
            return new StepResult(ticket, false);
          }
          Record changed =
              TicketUpdate.begin(session, asOf == null ? null : effectiveAt(ticket))
                  .set(values)
                  .where(TICKETS.ID.eq(id))
                  .returning(TicketRows.COLUMNS)
                  .fetchOne();
          return new StepResult(TicketRows.ticket(Objects.requireNonNull(changed)), true);
        });
  }

  private static IllegalStepException illegal(Ticket ticket, String step) {
    return new IllegalStepException(ticket.id(), ticket.status(), step);
  }
}
