package dev.ticketstore.tests.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.tests.support.ChildProcess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Several processes open a store on one empty database at once, and count on the same tickets. */
@EveryDatabase
class ProcessesTest {

  static final int KEYS = 5;

  private static final int PROCESSES = 4;
  private static final int THREADS = 4;
  private static final int TIMES = 50;

  @Parameter DatabaseServer server;

  @Test
  void processesThatStartOnAnEmptyDatabaseCountOnTheSameTickets() throws Exception {
    TestDatabase database = server.create();
    List<ChildProcess> processes =
        ChildProcess.startAll(
            PROCESSES,
            ObservingProcess.class,
            database.url(),
            database.user(),
            database.password(),
            String.valueOf(THREADS),
            String.valueOf(TIMES));
    long created = 0;
    for (ChildProcess each : processes) {
      created += Long.parseLong(each.output().strip());
    }

    assertThat(created).isEqualTo(KEYS);
    try (TicketStore store = database.store().schemaPolicy(SchemaPolicy.VALIDATE).open()) {
      assertThat(store.list(TicketQuery.all()).tickets())
          .hasSize(KEYS)
          .extracting(Ticket::occurrenceCount)
          .containsOnly((long) PROCESSES * THREADS * TIMES / KEYS);
    }
  }
}
