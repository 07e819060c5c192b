package dev.ticketstore.tests.costs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.testkit.MutableClock;
import dev.ticketstore.tests.support.ChildJvm;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What each call costs, against the tables {@code costs/sqlite.txt} and {@code
 * costs/postgresql.txt}. A change that makes a call dearer changes a table too, and says why.
 */
class CostsTest extends TicketStoreContract {

  /** The version whose log the table has. */
  private static final int POSTGRES = 17;

  /** The first calls are not measured; the second is logged. */
  private static final int UNMEASURED = 2;

  private static final int MEASURED = 10;

  private final StatementLog log = new StatementLog();

  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "it has no pages of SQLite")
  void callsOfSqliteExecuteTheseStatementsAndWriteThesePages() throws Exception {
    try (CountedSqlite counted = new CountedSqlite(database.dataSource(), log)) {
      CostTable.read("sqlite.txt")
          .compare(
              measured(
                  () -> TicketStore.builder().dataSource(counted), new WrittenPages(database)));
    }
  }

  @Test
  @OnlyOn(value = SQLDialect.POSTGRES, because = "it has no round trips")
  void callsOfPostgresExecuteTheseStatementsAndWriteThisMuchOfTheLog() throws Exception {
    try (CountedPostgres counted = new CountedPostgres(server.directUrl(database), log);
        Connection observer = database.connect();
        WithoutAutovacuum quiet = new WithoutAutovacuum(observer)) {
      TestDatabase proxied =
          new TestDatabase(
              server, counted.url(), database.user(), database.password(), database.storeUser());
      // Another version logs in another form.
      Meter meter =
          observer.getMetaData().getDatabaseMajorVersion() == POSTGRES
              ? new WrittenLog(observer)
              : (calls, call) -> Map.of();
      CostTable.read("postgresql.txt").compare(measured(proxied::store, meter));
    }
  }

  private Map<String, Map<String, String>> measured(
      Supplier<TicketStoreBuilder> builders, Meter meter) {
    MutableClock own = Operations.clock();
    Supplier<TicketStore> stores =
        () -> builders.get().clock(own).maxClockSkew(Duration.ofDays(3_650)).open();
    Map<String, Map<String, String>> measured = new LinkedHashMap<>();
    try (TicketStore counted = stores.get()) {
      Operations.on(counted, own, stores, UNMEASURED + MEASURED)
          .forEach(
              (name, call) -> {
                call.accept(0);
                log.clear();
                call.accept(1);
                Map<String, String> values = new HashMap<>();
                values.put("round trips", String.valueOf(log.roundTrips()));
                values.put("statements", log.summary());
                values.putAll(meter.measure(MEASURED, i -> call.accept(UNMEASURED + i)));
                measured.put(name, values);
              });
    }
    return measured;
  }

  /** The numbers are those of one JDK, whose libraries allocate too. */
  @Test
  @EnabledOnJre(JRE.JAVA_17)
  void theCallingThreadAllocatesThisMuch() throws Exception {
    ChildJvm child =
        ChildJvm.run(
            List.of(),
            AllocatingProcess.class,
            database.url(),
            database.storeUser(),
            database.password());
    assertThat(child.exitCode()).as(child.output()).isZero();
    Map<String, Map<String, String>> measured = new LinkedHashMap<>();
    child
        .output()
        .lines()
        .filter(line -> line.contains("|"))
        .map(line -> line.split("\\|", 2))
        .forEach(cells -> measured.put(cells[0], Map.of("allocated", cells[1])));
    assertThat(measured).as(child.output()).isNotEmpty();
    CostTable.read(database.isSqlite() ? "sqlite.txt" : "postgresql.txt").compare(measured);
  }

  /** An update that also writes to indexes costs several times the log, and a vacuum. */
  @Test
  @OnlyOn(value = SQLDialect.POSTGRES, because = "it updates rows in place")
  void repeatsAreUpdatesWithinAPage() throws Exception {
    try (Connection connection = database.connect();
        TicketStore one =
            TicketStore.builder()
                .dataSource(new SingleConnectionDataSource(connection, true))
                .open()) {
      List<Violation> batch =
          IntStream.range(0, 1_000).mapToObj(i -> storeDown("tikv-" + i, NOW)).toList();
      one.observeAll(batch);
      // New tickets fill their pages to 70 %, and the first batches find room elsewhere.
      heapOnly(connection, () -> one.observeAll(batch), 10);
      assertThat(heapOnly(connection, () -> one.observeAll(batch), 10)).isGreaterThan(0.95);
      SplittableRandom random = new SplittableRandom(1);
      assertThat(heapOnly(connection, () -> one.observe(batch.get(random.nextInt(1_000))), 1_000))
          .isGreaterThan(0.95);
    }
  }

  /** The share of updates to which no index was added. */
  private double heapOnly(Connection connection, Runnable call, int times) {
    DSLContext dsl = database.dsl(connection);
    Record2<Long, Long> before = updates(dsl);
    for (int i = 0; i < times; i++) {
      call.run();
    }
    Record2<Long, Long> after = updates(dsl);
    assertThat(after.value1() - before.value1()).isGreaterThanOrEqualTo(times);
    return (double) (after.value2() - before.value2()) / (after.value1() - before.value1());
  }

  private static Record2<Long, Long> updates(DSLContext dsl) {
    dsl.execute("select pg_stat_force_next_flush()");
    return dsl.select(DSL.field("n_tup_upd", Long.class), DSL.field("n_tup_hot_upd", Long.class))
        .from("pg_stat_user_tables")
        .where("relname = 'tickets'")
        .fetchSingle();
  }
}
