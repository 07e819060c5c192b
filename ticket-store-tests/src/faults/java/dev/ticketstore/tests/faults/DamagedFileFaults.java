package dev.ticketstore.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Retention;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.tests.support.SqliteFile;
import dev.ticketstore.contract.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite files of which something was cut or overwritten: every call answers, or says why not. */
class DamagedFileFaults {

  private static final int TICKETS = 200;
  private static final int LOG_TICKETS = 40;

  @TempDir Path folder;

  private final Random random = Faults.random();

  @Test
  void aTruncatedOrOverwrittenFileFailsByName() throws Exception {
    TestDatabase whole = SqliteFile.createMigrated();
    try (TicketStore store = whole.store().open()) {
      store.observeAll(IntStream.range(0, TICKETS).mapToObj(DamagedFileFaults::seen).toList());
    }
    byte[] bytes = Files.readAllBytes(Path.of(whole.name()));
    int files = Faults.count(600, 80);
    Path ledger = folder.resolve("ledger");
    int damaged = 0;
    try (Ledger writing = new Ledger(ledger)) {
      for (int i = 0; i < files; i++) {
        Path file = folder.resolve("damaged" + i + ".db");
        Files.write(file, i % 3 == 0 ? truncated(bytes) : overwritten(bytes));
        long before = writing.acknowledged();
        writing.call(List.of(), () -> use(file, writing));
        damaged += writing.acknowledged() - before < CALLS ? 1 : 0;
      }
    }
    Told told = Told.of(List.of(ledger));
    Faults.print(
        "Truncated and overwritten files",
        files
            + " files, "
            + damaged
            + " with errors, untyped errors "
            + told.untyped().size()
            + ", typed "
            + told.typed());
    assertThat(told.untyped()).as("seed %d", Faults.SEED).isEmpty();
    assertThat(damaged).isPositive();
  }

  /** Those of {@link #use}, and itself. */
  private static final int CALLS = 8;

  private static String use(Path file, Ledger ledger) {
    try (TicketStore store =
        TicketStore.builder()
            .url("jdbc:sqlite:" + file)
            .clock(Clock.fixed(Instant.parse("2026-01-25T00:00:00Z"), ZoneOffset.UTC))
            .timeout(Duration.ofSeconds(1))
            .open()) {
      List<Entry> none = List.of();
      ledger.call(none, () -> store.list(TicketQuery.builder().pageSize(1_000).build()));
      ledger.call(none, () -> store.count());
      ledger.call(none, () -> store.history(7));
      ledger.call(none, () -> store.changes(null, 1_000));
      ledger.call(none, () -> store.observeAll(List.of(seen(1), seen(77), seen(1_000))));
      ledger.call(none, () -> store.resolve(9));
      ledger.call(
          none,
          () ->
              store.purge(
                  Retention.everythingBefore(Instant.parse("2026-01-24T00:00:00Z")), rows -> {}));
      return "used";
    }
  }

  private byte[] truncated(byte[] whole) {
    return Arrays.copyOf(whole, random.nextInt(whole.length));
  }

  private byte[] overwritten(byte[] whole) {
    byte[] bytes = whole.clone();
    for (int i = random.nextInt(64); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static Violation seen(int i) {
    return Violation.of("store_down", "no heartbeat " + "m".repeat(i % 300))
        .storeId("tikv-" + i)
        .observationId("o" + i)
        .metricSnapshot("{\"age\": " + i + "}")
        .build();
  }

  /**
   * SQLite takes a log as far as its checksums hold. What was acknowledged after the first damage
   * is lost without an error, by SQLite's design; what is left is a state that once was.
   */
  @Test
  void aDamagedLogLosesItsEndAndNothingElse() throws Exception {
    int files = Faults.count(60, 15);
    int lost = 0;
    int silent = 0;
    for (int i = 0; i < files; i++) {
      Path copy = writtenLog(i);
      Path log = Path.of(copy + "-wal");
      byte[] bytes = Files.readAllBytes(log);
      Files.write(log, i % 2 == 0 ? truncated(bytes) : flipped(bytes));
      try (TicketStore store = TicketStore.open("jdbc:sqlite:" + copy)) {
        List<String> left;
        try (Stream<Ticket> tickets = store.stream(TicketQuery.all())) {
          left = tickets.map(Ticket::violationKey).sorted().toList();
        }
        assertThat(left)
            .as("seed %d", Faults.SEED)
            .isEqualTo(
                IntStream.range(0, left.size())
                    .mapToObj(n -> seen(n).violationKey())
                    .sorted()
                    .toList());
        lost += LOG_TICKETS - left.size();
        silent += left.size() < LOG_TICKETS ? 1 : 0;
      }
    }
    Faults.print(
        "Cut and flipped logs",
        files
            + " logs, "
            + silent
            + " lost "
            + lost
            + " of "
            + files * LOG_TICKETS
            + " acknowledged without an error (SQLite's design), holes 0, untyped errors 0");
    assertThat(silent).isPositive();
  }

  /** A copy of a file and its log, as a crash leaves them. */
  private Path writtenLog(int number) throws IOException {
    TestDatabase database = SqliteFile.createMigrated();
    Path copy = folder.resolve("log" + number + ".db");
    try (TicketStore store = database.store().open()) {
      for (int i = 0; i < LOG_TICKETS; i++) {
        store.observe(seen(i));
      }
      Files.copy(Path.of(database.name()), copy);
      Files.copy(Path.of(database.name() + "-wal"), Path.of(copy + "-wal"));
    }
    return copy;
  }

  private byte[] flipped(byte[] whole) {
    byte[] bytes = whole.clone();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }
}
