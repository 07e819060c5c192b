package dev.ticketstore.contract;

import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.model.Severity;
import dev.ticketstore.testkit.MutableClock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;

/**
 * What every database must do. Each test has a database of its own, with a store on it, and a clock
 * that it moves.
 */
@EveryDatabase
@ExtendWith(ContractRun.Watcher.class)
public abstract class TicketStoreContract {

  /** When the clock stands, unless a test moves it. */
  protected static final Instant NOW = Instant.parse("2026-01-24T23:08:17.123456Z");

  @Parameter protected DatabaseServer server;

  protected TestDatabase database;
  protected MutableClock clock;
  protected TicketStore store;

  @BeforeEach
  protected void openStore() {
    database = server.createMigrated();
    clock = new MutableClock(NOW);
    store = database.store().clock(clock).open();
  }

  @AfterEach
  protected void closeStore() {
    store.close();
    database.drop();
  }

  /** A violation of {@code store_down} on {@code store}, seen at {@code at}. */
  protected static Violation storeDown(String store, Instant at) {
    return Violation.of("store_down", "no heartbeat from " + store)
        .storeId(store)
        .severity(Severity.CRITICAL)
        .metricSnapshot("{\"heartbeat_age_seconds\":61.5}")
        .observedAt(at)
        .build();
  }
}
