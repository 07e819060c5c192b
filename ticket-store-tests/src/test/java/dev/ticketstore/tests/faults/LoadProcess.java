package dev.ticketstore.tests.faults;

import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Works on a store with several threads until it is killed, or its parent ends. */
final class LoadProcess {

  private static @Nullable TicketStore old;

  private LoadProcess() {}

  /**
   * Takes the URL, user and password, its own ledger, the number of threads, and the ledger of the
   * process in whose place it works, or nothing.
   */
  public static void main(String[] args) throws IOException {
    endWithParent();
    Path path = Path.of(args[3]);
    Ledger ledger = new Ledger(path);
    TicketStore store = builder(args).open();
    int threads = Integer.parseInt(args[4]);
    List<Load> loads = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      String name = path.getFileName() + "-" + i;
      loads.add(new Load(name, store, () -> old(args), ledger, new Random(name.hashCode())));
    }
    if (!args[5].isEmpty()) {
      loads.get(0).sendAgain(Told.of(List.of(Path.of(args[5]))).inFlight());
    }
    for (Load each : loads) {
      new Thread(() -> forever(each, ledger)).start();
    }
  }

  private static void forever(Load load, Ledger ledger) {
    try {
      while (true) {
        load.step();
      }
    } catch (RuntimeException | Error e) {
      ledger.wrong(e.toString());
    }
  }

  private static TicketStoreBuilder builder(String[] args) {
    TicketStoreBuilder builder =
        TicketStore.builder().url(args[0]).timeout(Duration.ofSeconds(30)).maxConnections(8);
    return args[1].isEmpty() ? builder : builder.user(args[1]).password(args[2]);
  }

  private static synchronized TicketStore old(String[] args) {
    TicketStore opened = old;
    if (opened == null) {
      opened = builder(args).clock(Clock.fixed(Load.OLD, ZoneOffset.UTC)).maxConnections(2).open();
      old = opened;
    }
    return opened;
  }

  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing comes until the parent has ended.
                }
              } catch (IOException e) {
                // It has ended as well.
              }
              Runtime.getRuntime().halt(1);
            });
    watch.setDaemon(true);
    watch.start();
  }
}
