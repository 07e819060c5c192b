package dev.ticketstore.tests.contract;

import dev.ticketstore.RetryPolicy;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.tests.support.BreakingDataSource;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store whose connections break, and its operations that are made again. */
abstract class BrokenConnections extends TicketStoreContract {

  protected static final RetryPolicy POLICY =
      RetryPolicy.standard().withPauses(Duration.ofMillis(1), Duration.ofMillis(2));

  protected BreakingDataSource connections;
  protected TicketStore broken;
  protected TicketOperations retrying;

  @BeforeEach
  protected void open() {
    connections = new BreakingDataSource(database.dataSource());
    broken = TicketStore.builder().dataSource(connections.dataSource()).clock(clock).open();
    retrying = broken.retrying(POLICY);
  }

  @AfterEach
  protected void close() {
    broken.close();
  }
}
