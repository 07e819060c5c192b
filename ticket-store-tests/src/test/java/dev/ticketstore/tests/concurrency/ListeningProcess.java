package dev.ticketstore.tests.concurrency;

import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.tests.support.ChildProcess;
import java.util.concurrent.CountDownLatch;

/** Prints the keys of the events that its listener gets; at one of them it never returns. */
final class ListeningProcess {

  private ListeningProcess() {}

  /** Takes the URL, user, password, the listener's name, and the key at which it never returns. */
  public static void main(String[] args) throws Exception {
    TicketStoreBuilder builder = TicketStore.builder().url(args[0]);
    if (!args[1].isEmpty()) {
      builder.user(args[1]).password(args[2]);
    }
    ChildProcess.awaitBegin();
    TicketStore store = builder.open();
    store.onChange(
        args[3],
        null,
        events -> {
          for (TicketEvent event : events) {
            System.out.println(event.violationKey());
          }
          System.out.flush();
          if (events.stream().anyMatch(event -> event.violationKey().equals(args[4]))) {
            new CountDownLatch(1).await();
          }
        });
    new CountDownLatch(1).await();
  }
}
