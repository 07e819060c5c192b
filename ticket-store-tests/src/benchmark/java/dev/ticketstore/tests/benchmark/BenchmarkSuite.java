package dev.ticketstore.tests.benchmark;

import dev.ticketstore.tests.benchmark.Contest.Jvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Mode;

/** The table: who is compared with whom, and what must be reached. */
final class BenchmarkSuite {

  private static final Map<Contestant, String> PEERS =
      new TreeMap<>(
          Map.of(
              Contestant.JDBC, "JDBC",
              Contestant.JDBI, "Jdbi",
              Contestant.JOOQ, "jOOQ, a statement a call",
              Contestant.HIBERNATE, "Hibernate",
              Contestant.LOOK_THEN_INSERT, "look, then insert"));

  private final List<BenchmarkCase> rows = new ArrayList<>();

  private BenchmarkSuite() {}

  static List<BenchmarkCase> all() {
    BenchmarkSuite table = new BenchmarkSuite();
    table.oneCaller();
    table.manyCallersOfSqlite();
    table.manyCallersOfPostgres();
    table.batches();
    table.reads();
    table.questions();
    table.rest();
    return table.rows;
  }

  private static Contest observe(Place place, Contestant contestant) {
    return Contest.of(
        ObserveBenchmark.class,
        "observe",
        "place",
        place,
        "contestant",
        contestant,
        "keys",
        1000,
        "content",
        Content.EMPTY,
        "ids",
        false);
  }

  private BenchmarkCase observe(String what, Contest ours, Contestant peer) {
    return BenchmarkCase.of(what, PEERS.get(peer), ours, ours.with("contestant", peer));
  }

  private void oneCaller() {
    for (Place place : List.of(Place.SQLITE, Place.POSTGRESQL)) {
      Contest store = observe(place, Contestant.STORE);
      PEERS.forEach(
          (peer, name) -> {
            BenchmarkCase row = observe("one caller, " + name(place), store, peer);
            rows.add(
                switch (peer) {
                  case JDBC -> row.atLeast(0.95).inSmoke();
                  case LOOK_THEN_INSERT -> row.atLeast(1);
                  default -> row;
                });
          });
      for (int keys : new int[] {1, 1_000_000}) {
        rows.add(
            observe(
                "one caller, " + name(place) + (keys == 1 ? ", one key" : ", 1,000,000 keys"),
                store.with("keys", keys),
                Contestant.JDBC));
      }
    }
    for (Place place : List.of(Place.SQLITE_IN_MEMORY, Place.POSTGRESQL_WITHOUT_FSYNC)) {
      Contest store = observe(place, Contestant.STORE);
      PEERS.forEach(
          (peer, name) -> {
            BenchmarkCase row = observe("one caller, " + name(place), store, peer);
            rows.add(
                switch (peer) {
                  case JDBC -> row.atLeast(0.95).inSmoke();
                  case LOOK_THEN_INSERT -> row.atLeast(1).inSmoke();
                  default -> row;
                });
          });
    }
  }

  private void manyCallersOfSqlite() {
    Contest store = observe(Place.SQLITE, Contestant.STORE);
    for (Jvm jvm : List.of(Jvm.PLAIN, Jvm.SLOW_FSYNC)) {
      boolean slow = jvm == Jvm.SLOW_FSYNC;
      for (int callers : new int[] {16, 64}) {
        Contest ours = store.callers(callers).jvm(jvm);
        String what = callers + " callers, SQLite" + (slow ? ", fsync 2 ms slower" : "");
        double atLeast = callers == 16 ? (slow ? 12 : 6) : (slow ? 40 : 12);
        BenchmarkCase row = observe(what, ours, Contestant.JDBC).atLeast(atLeast);
        rows.add(slow ? row : row.inSmoke());
      }
    }
    Contest sampled = store.callers(64).jvm(Jvm.COUNTED_FSYNC).mode(Mode.SampleTime);
    for (Contestant peer : List.of(Contestant.JDBC, Contestant.JDBC_CONNECTION_EACH)) {
      String against = peer == Contestant.JDBC ? "JDBC" : "JDBC, a connection each";
      Contest theirs = sampled.with("contestant", peer);
      rows.add(
          BenchmarkCase.of("64 callers, SQLite, longest wait", against, sampled, theirs)
              .measuring(Measure.LONGEST_WAIT, 50));
      rows.add(
          BenchmarkCase.of("64 callers, SQLite, fsyncs for an observation", against, sampled, theirs)
              .measuring(Measure.FSYNCS, 16));
    }
  }

  private void manyCallersOfPostgres() {
    Contest store = observe(Place.POSTGRESQL, Contestant.STORE).callers(16);
    rows.add(
        observe("16 callers, PostgreSQL, 1,000,000 keys", store.with("keys", 1_000_000), Contestant.JDBC)
            .atLeast(2.5));
    rows.add(
        observe("16 callers, PostgreSQL, 1,000 keys", store, Contestant.JDBC)
            .atLeast(2.5)
            .inSmoke());
    Contest hot = store.with("keys", 1);
    rows.add(observe("16 callers, PostgreSQL, one key", hot, Contestant.JDBC).atLeast(12));
    rows.add(
        observe("64 callers, PostgreSQL, one key", hot.callers(64), Contestant.JDBC)
            .atLeast(60)
            .inSmoke());
  }

  private void batches() {
    Contest batch = Contest.of(BatchBenchmark.class, "observe", "way", "STORE", "place", "POSTGRESQL");
    String what = "1,000 violations in one call, PostgreSQL";
    Contest far = batch.with("place", Place.POSTGRESQL_AWAY);
    rows.add(BenchmarkCase.of(what, "JDBC, autocommit", batch, batch.with("way", "AUTOCOMMIT")).atLeast(20).inSmoke());
    rows.add(
        BenchmarkCase.of(what, "JDBC, a loop in one transaction", batch, batch.with("way", "TRANSACTION"))
            .atLeast(7)
            .inSmoke());
    rows.add(BenchmarkCase.of(what, "JDBC, executeBatch without outcomes", batch, batch.with("way", "BATCH")));
    rows.add(
        BenchmarkCase.of(what + ", 1 ms away", "JDBC, a loop in one transaction", far, far.with("way", "TRANSACTION"))
            .atLeast(40));
    rows.add(
        BenchmarkCase.of(what + ", 1 ms away", "JDBC, executeBatch without outcomes", far, far.with("way", "BATCH")));
    Contest cycle =
        Contest.of(ReconcileBenchmark.class, "reconcile", "way", "STORE", "place", "SQLITE");
    rows.add(
        BenchmarkCase.of(
                "reconcile of 10,000 violations, SQLite",
                "JDBC, a loop in one transaction",
                cycle,
                cycle.with("way", "TRANSACTION"))
            .atLeast(2)
            .inSmoke());
  }

  private void reads() {
    for (Place place : List.of(Place.SQLITE, Place.POSTGRESQL)) {
      Contest page =
          Contest.of(
              PageBenchmark.class,
              "list",
              "which",
              "LAST",
              "place",
              place,
              "content",
              Content.OPEN_1_000_000);
      rows.add(
          BenchmarkCase.of(
                  "last page of list, 1,000,000 tickets, " + name(place),
                  "the first page",
                  page,
                  page.with("which", "FIRST"))
              .atLeast(0.8));
      for (Content content : List.of(Content.OPEN_100_000, Content.OPEN_1_000_000)) {
        Contest stream =
            Contest.of(
                    StreamBenchmark.class,
                    "read",
                    "way",
                    "STORE",
                    "place",
                    place,
                    "content",
                    content)
                .jvm(Jvm.SMALL_HEAP)
                .mode(Mode.SingleShotTime);
        boolean small = content == Content.OPEN_100_000;
        BenchmarkCase row =
            BenchmarkCase.of(
                    (small ? "stream of 100,000 tickets, " : "stream of 1,000,000 tickets, ")
                        + name(place)
                        + ", 64 MB heap",
                    "a cursor of JDBC",
                    stream,
                    stream.with("way", "JDBC"))
                .atLeast(small ? 0.8 : 0.95);
        rows.add(small ? row.inSmoke() : row);
      }
    }
  }

  private void questions() {
    for (Place place : List.of(Place.SQLITE, Place.POSTGRESQL)) {
      for (AnalyticsBenchmark.Question question : AnalyticsBenchmark.Question.values()) {
        Contest ours =
            Contest.of(
                    AnalyticsBenchmark.class, "ask", "way", "STORE", "place", place, "question", question)
                .mode(Mode.SingleShotTime)
                .with("content", Content.MONTH_1_000_000);
        rows.add(
            BenchmarkCase.of(
                    question.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ", 1,000,000 tickets, "
                        + name(place),
                    "SQL by hand",
                    ours,
                    ours.with("way", "SQL"))
                .atLeast(0.83));
      }
    }
  }

  private void rest() {
    for (Place place : List.of(Place.SQLITE, Place.POSTGRESQL)) {
      Contest store = observe(place, Contestant.STORE);
      BenchmarkCase ids =
          BenchmarkCase.of(
                  "observe with an id, " + name(place),
                  "without",
                  store.with("ids", true),
                  store)
              .atLeast(0.9);
      rows.add(ids.inSmoke());
      rows.add(
          BenchmarkCase.of(
                  "observe beside 2,000,000 resolved tickets, " + name(place),
                  "10,000",
                  store.with("content", Content.RESOLVED_2_000_000),
                  store.with("content", Content.RESOLVED_10_000))
              .atLeast(0.8));
      Contest open =
          Contest.of(OpenBenchmark.class, "store", "place", place).mode(Mode.AverageTime);
      Contest connections =
          Contest.of(OpenBenchmark.class, "connections", "place", place).mode(Mode.AverageTime);
      rows.add(
          BenchmarkCase.of(
                  "open of an up-to-date store, " + name(place),
                  "the connections and a row",
                  open,
                  connections)
              .measuring(Measure.MILLIS_LONGER, 20)
              .inSmoke());
    }
    // Where a disk that has just taken a large database in would be the slower for it.
    for (Place place : List.of(Place.SQLITE_IN_MEMORY, Place.POSTGRESQL_WITHOUT_FSYNC)) {
      Contest store = observe(place, Contestant.STORE);
      Contest beside = store.with("content", Content.OPEN_1_000_000);
      rows.add(
          BenchmarkCase.of(
              "observe beside 1,000,000 open tickets, " + name(place), "none", beside, store));
      rows.add(
          BenchmarkCase.of(
              "observe on any of 1,000,000 open tickets, " + name(place),
              "on 1,000",
              beside.with("keys", 1_000_000),
              beside));
    }
    for (Place place : List.of(Place.SQLITE, Place.POSTGRESQL)) {
      Contest copy =
          Contest.of(CopyBenchmark.class, "copy", "way", "STORE", "place", place, "content", Content.OPEN_100_000)
              .mode(Mode.SingleShotTime);
      rows.add(
          BenchmarkCase.of(
                  "copy of 100,000 tickets, " + name(place),
                  place.isSqlite() ? "sqlite3 .dump | sqlite3" : "pg_dump | psql",
                  copy,
                  copy.with("way", CopyBenchmark.Way.DUMP))
              .atLeast(0.3));
    }
    for (CommandBenchmark.Command command : CommandBenchmark.Command.values()) {
      Contest tickets =
          Contest.of(CommandBenchmark.class, "run", "command", command, "way", "TICKETS", "place", "SQLITE")
              .mode(Mode.AverageTime);
      rows.add(
          BenchmarkCase.of(
                  "the command " + command.name().toLowerCase(Locale.ROOT) + ", a whole process",
                  "a bare Java with one statement",
                  tickets,
                  tickets.with("way", CommandBenchmark.Way.BARE))
              .atLeast(0.5));
    }
    Contest replay =
        Contest.of(ReplayBenchmark.class, "replay", "way", "STORE", "place", "SQLITE")
            .mode(Mode.SingleShotTime);
    rows.add(
        BenchmarkCase.of(
                "replay of check cycles, SQLite",
                "look, then insert",
                replay,
                replay.with("way", "LOOK_THEN_INSERT"))
            .atLeast(6));
  }

  private static String name(Place place) {
    return switch (place) {
      case SQLITE -> "SQLite";
      case SQLITE_IN_MEMORY -> "SQLite, no fsync";
      case POSTGRESQL -> "PostgreSQL";
      case POSTGRESQL_WITHOUT_FSYNC -> "PostgreSQL, no fsync";
      case POSTGRESQL_AWAY -> "PostgreSQL, 1 ms away";
    };
  }
}
