package dev.ticketstore.tests.faults;

import dev.ticketstore.RetryPolicy;
import dev.ticketstore.TicketStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/** Makes the same calls on a SQLite file, on one thread, and ends. */
final class DiskLoadProcess {

  private static final RetryPolicy POLICY =
      new RetryPolicy(4, Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(10));

  private DiskLoadProcess() {}

  /** Takes the URL, the ledger, the number of steps, and a name for the load. */
  public static void main(String[] args) {
    try (Ledger ledger = new Ledger(Path.of(args[1]))) {
      ledger.call(
          List.of(),
          () -> {
            work(args, ledger);
            return "done";
          });
    }
    System.out.println("ended");
  }

  private static void work(String[] args, Ledger ledger) {
    try (TicketStore store = open(args[0], Clock.systemUTC());
        TicketStore old = open(args[0], Clock.fixed(Load.OLD, ZoneOffset.UTC))) {
      Load load = new Load(args[3], store.retrying(POLICY), () -> old, ledger, new Random(3));
      for (int i = 0; i < Integer.parseInt(args[2]); i++) {
        load.step();
      }
    }
  }

  /** Opening may be tried again like any call. */
  private static TicketStore open(String url, Clock clock) {
    return POLICY.retryIdempotent(
        () ->
            TicketStore.builder()
                .url(url)
                .timeout(Duration.ofSeconds(5))
                .maxConnections(1)
                .sqliteLogLimit(64 << 10)
                .clock(clock)
                .open());
  }
}
