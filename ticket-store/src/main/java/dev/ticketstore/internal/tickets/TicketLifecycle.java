package dev.ticketstore.internal.tickets;

import static dev.ticketstore.jooq.Tables.TICKETS;

import dev.ticketstore.IllegalStepException;
import dev.ticketstore.StaleTicketException;
import dev.ticketstore.StepResult;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * What a person does to one ticket. Each step decides on the locked row what to write; nothing
 * means it is so already.
 */
public record TicketLifecycle(Transactions executor, Dialect dialect, Actor author) {

  public StepResult acknowledge(long id, Instant now) {
    return change(
        id,
        now,
        ticket ->
            switch (ticket.status()) {
              case OPEN -> Map.of(TICKETS.STATUS, TicketStatus.ACKNOWLEDGED);
              case ACKNOWLEDGED -> Map.of();
              case DIAGNOSED, RESOLVED -> throw illegal(ticket, "be acknowledged");
            });
  }

  /** With a version, only if the ticket still has it. */
  public StepResult diagnose(long id, String diagnosis, @Nullable Long version, Instant now) {
    return change(
        id,
        now,
        ticket -> {
          if (ticket.status() == TicketStatus.RESOLVED) {
            throw illegal(ticket, "be diagnosed");
          }
          if (version != null && version != ticket.version()) {
            throw new StaleTicketException(ticket.id(), version, ticket.version());
          }
          return ticket.status() == TicketStatus.DIAGNOSED && diagnosis.equals(ticket.diagnosis())
              ? Map.of()
              : Map.of(TICKETS.STATUS, TicketStatus.DIAGNOSED, TICKETS.DIAGNOSIS, diagnosis);
        });
  }

  public StepResult assign(long id, @Nullable String assignee, Instant now) {
    return change(
        id,
        now,
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

  public StepResult resolve(long id, boolean releaseHold, Instant now) {
    return change(
        id,
        now,
        ticket -> {
          if (ticket.status() == TicketStatus.RESOLVED) {
            return Map.of();
          }
          if (ticket.held() && !releaseHold) {
            throw new TicketHeldException(ticket.id());
          }
          return Map.of(
              TICKETS.STATUS, TicketStatus.RESOLVED, TICKETS.RESOLVED_AT, now, TICKETS.HELD, false);
        });
  }

  public StepResult setHeld(long id, boolean held, Instant now) {
    return change(
        id,
        now,
        ticket -> {
          if (ticket.held() == held) {
            return Map.of();
          }
          if (ticket.status() == TicketStatus.RESOLVED) {
            throw illegal(ticket, held ? "be held" : "be released");
          }
          return Map.of(TICKETS.HELD, held);
        });
  }

  private StepResult change(
      long id, Instant now, Function<Ticket, Map<? extends Field<?>, ?>> step) {
    return executor.transaction(
        context -> {
          Record row =
              dialect
                  .locking(
                      context.select(TicketRows.COLUMNS).from(TICKETS).where(TICKETS.ID.eq(id)))
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
              author
                  .update(context, null, now)
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
