package dev.ticketstore.internal.tickets;

import static dev.ticketstore.jooq.Tables.TICKETS;

import dev.ticketstore.BulkChange;
import dev.ticketstore.BulkReport;
import dev.ticketstore.BulkReport.Outcome;
import dev.ticketstore.BulkReport.Result;
import dev.ticketstore.IllegalStepException;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.StepResult;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.internal.database.BegunTransaction;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.JsonInput;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/**
 * The steps of {@link TicketLifecycle} with many tickets in the order of ids, in transactions of a
 * limited size.
 *
 * @param changed is told each ticket that changed, after its transaction
 */
public record BulkRunner(Database database, Clock clock, Consumer<Ticket> changed) {

  private static final int TICKETS_PER_TRANSACTION = 500;

  /** Takes the step with some tickets. */
  public BulkReport run(BulkChange bulk, Collection<Long> ids) {
    List<Long> sorted = List.copyOf(new TreeSet<>(ids));
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i += TICKETS_PER_TRANSACTION) {
      List<Long> some = sorted.subList(i, Math.min(sorted.size(), i + TICKETS_PER_TRANSACTION));
      Steps steps = database.transaction(context -> steps(context, bulk, some));
      results.addAll(steps.results());
      steps.changed().forEach(changed);
    }
    return new BulkReport(results);
  }

  /** Takes the step with the tickets of a query. */
  public BulkReport run(BulkChange bulk, TicketQuery query) {
    if (query.after() != null) {
      throw new InvalidInputException("query", "expected no cursor, as all pages are meant");
    }
    List<Long> ids =
        database.query(
            context ->
                context
                    .select(TICKETS.ID)
                    .from(TICKETS)
                    .where(TicketReader.filters(query))
                    .fetch(TICKETS.ID));
    return run(bulk, ids);
  }

  /** Those of a transaction, which may run again. */
  private record Steps(List<Result> results, List<Ticket> changed) {}

  private Steps steps(DSLContext dsl, BulkChange bulk, List<Long> ids) {
    // In the order in which observers lock them.
    database
        .dialect()
        .locking(
            dsl.select(TICKETS.ID)
                .from(TICKETS)
                .where(TICKETS.ID.in(JsonInput.column(database.dialect(), TICKETS.ID, ids)))
                .orderBy(TICKETS.VIOLATION_KEY))
        .fetch();
    TicketLifecycle lifecycle =
        new TicketLifecycle(
            new BegunTransaction(dsl),
            new Actor(bulk.actor(), bulk.note()),
            Session.present(clock),
            null);
    List<Ticket> changedTickets = new ArrayList<>();
    List<Result> results =
        ids.stream()
            .map(id -> new Result(id, step(lifecycle, bulk.step(), id, changedTickets)))
            .toList();
    return new Steps(results, changedTickets);
  }

  private static Outcome step(
      TicketLifecycle lifecycle, BulkChange.Step step, long id, List<Ticket> changedTickets) {
    try {
      StepResult result =
          switch (step) {
            case ACKNOWLEDGE -> lifecycle.acknowledge(id);
            case RESOLVE -> lifecycle.resolve(id, false);
            case RESOLVE_AND_RELEASE_HOLD -> lifecycle.resolve(id, true);
            case HOLD -> lifecycle.hold(id);
            case UNHOLD -> lifecycle.unhold(id);
          };
      if (!result.changed()) {
        return Outcome.UNCHANGED;
      }
      changedTickets.add(result.ticket());
      return Outcome.CHANGED;
    } catch (UnknownTicketException e) {
      return Outcome.UNKNOWN;
    } catch (TicketHeldException e) {
      return Outcome.HELD;
    } catch (IllegalStepException e) {
      return Outcome.ILLEGAL;
    }
  }
}
