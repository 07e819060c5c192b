package dev.ticketstore.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.EventPage;
import dev.ticketstore.FeedLag;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.NeedsOwner;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.contract.TicketStoreContract;
import java.sql.Connection;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which open transactions the change feed waits for, step by step. */
@OnlyOn(value = SQLDialect.POSTGRES, because = "it has one writer")
class ChangeFeedWritersTest extends TicketStoreContract {

  private static final String NO_LOCK = "drop trigger ticket_events_feed on ticket_events";

  private static final String LOCK_AFTER_THE_ID =
      "create or replace trigger ticket_events_feed after insert on ticket_events"
          + " for each statement execute function ticket_events_feed()";

  private static final String CACHE = "alter table ticket_events alter id set cache 20";

  @Test
  void writersOfOtherTablesAndOtherDatabasesDoNotStallIt() throws Exception {
    TestDatabase elsewhere = server.create();
    elsewhere.execute("create table other (id int)");
    database.execute("create table other (id int)");
    try (Connection far = elsewhere.connect();
        Connection near = database.connect()) {
      for (Connection idle : List.of(far, near)) {
        idle.setAutoCommit(false);
        try (Statement statement = idle.createStatement()) {
          statement.execute("insert into other values (1)");
        }
      }
      store.observe(storeDown("a", NOW));

      assertThat(keys(store.changes(null, 10))).containsExactly("store_down:a");
      assertThat(store.changesLag(null)).isEqualTo(new FeedLag(1, 0, null));
    } finally {
      elsewhere.drop();
    }
  }

  @Test
  @NeedsOwner(because = "a role does not see when the transaction of another one began")
  void anOpenWriterHoldsBackLaterEventsAndIsNamed() throws Exception {
    store.observe(storeDown("before", NOW));
    try (Connection writer = database.connect()) {
      writer.setAutoCommit(false);
      within(writer, "slow");
      store.observe(storeDown("fast", NOW));

      assertThat(keys(store.changes(null, 10))).containsExactly("store_down:before");
      FeedLag lag = store.changesLag(store.latestCursor());
      assertThat(lag.isStalled()).isTrue();
      assertThat(lag.ready()).isZero();
      assertThat(lag.heldBack()).isEqualTo(1);
      int pid = DSL.using(writer).fetchSingle("select pg_backend_pid()").get(0, Integer.class);
      assertThat(lag.writer())
          .isNotNull()
          .satisfies(
              open -> {
                assertThat(open.pid()).isEqualTo(pid);
                assertThat(open.since()).isNotNull();
              });
      writer.commit();
    }
    assertThat(keys(store.changes(null, 10)))
        .containsExactly("store_down:before", "store_down:slow", "store_down:fast");
    assertThat(store.changesLag(store.latestCursor())).isEqualTo(new FeedLag(0, 0, null));
  }

  @Test
  void aRollbackToASavepointEndsTheLockAndTheNextEventTakesAnother() throws Exception {
    try (Connection writer = database.connect()) {
      writer.setAutoCommit(false);
      Savepoint savepoint = writer.setSavepoint();
      within(writer, "undone");
      writer.rollback(savepoint);
      store.observe(storeDown("first", NOW));
      assertThat(keys(store.changes(null, 10))).containsExactly("store_down:first");

      within(writer, "slow");
      store.observe(storeDown("fast", NOW));
      assertThat(keys(store.changes(null, 10))).containsExactly("store_down:first");
      writer.commit();
    }
    assertThat(keys(store.changes(null, 10)))
        .containsExactly("store_down:first", "store_down:slow", "store_down:fast");
  }

  @Test
  void eventsOfATicketComeInTheOrderInWhichTheyHappened() throws Exception {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    String cursor = store.latestCursor();
    try (Connection writer = database.connect()) {
      writer.setAutoCommit(false);
      // Begins first, and writes the ticket last.
      within(writer, "other");
      store.acknowledge(id);
      store.within(DSL.using(writer, SQLDialect.POSTGRES).configuration()).resolve(id);
      writer.commit();
    }
    assertThat(store.changes(cursor, 10).events())
        .filteredOn(event -> event.ticketId() == id)
        .extracting(TicketEvent::newValue)
        .containsExactly("acknowledged", "resolved");
  }

  @Test
  void steppedWriterLosesNothing() throws Exception {
    assertThat(missedBySteps()).isZero();
  }

  /** The check above is able to fail. */
  @ParameterizedTest
  @ValueSource(strings = {NO_LOCK, LOCK_AFTER_THE_ID, CACHE})
  void steppedWriterLosesEventsOnceTheTriggerIsBroken(String broken) throws Exception {
    database.execute(broken);
    assertThat(missedBySteps()).isPositive();
  }

  /**
   * The first writer stops between drawing an id and its commit, while the second commits, and a
   * reader reads.
   */
  private int missedBySteps() throws Exception {
    database.execute(
        "create function gate() returns trigger language plpgsql as $$ begin"
            + " if new.violation_key like '%slow' then perform pg_advisory_xact_lock(1); end if;"
            + " return new; end $$",
        "create trigger gate before insert on ticket_events for each row execute function gate()");
    List<String> read = new ArrayList<>();
    try (Connection keeper = database.connect();
        Connection slow = database.connect();
        Connection fast = database.connect()) {
      // Each has a sequence cache of its own, if there is one.
      fast.setAutoCommit(false);
      within(fast, "early");
      fast.commit();
      slow.setAutoCommit(false);
      within(slow, "other");
      slow.commit();
      execute(keeper, "select pg_advisory_lock(1)");
      Thread writer =
          new Thread(
              () -> {
                try {
                  within(slow, "slow");
                  slow.commit();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      writer.start();
      while (DSL.using(keeper)
              .fetchSingle(
                  "select count(*) from pg_locks where locktype = 'advisory' and not granted")
              .get(0, Integer.class)
          == 0) {
        Thread.onSpinWait();
      }
      store.observe(storeDown("fast", NOW));
      EventPage first = store.changes(null, 100);
      read.addAll(keys(first));
      execute(keeper, "select pg_advisory_unlock(1)");
      writer.join();
      within(fast, "late");
      fast.commit();
      read.addAll(keys(store.changes(first.next(), 100)));
    }
    List<String> missed = new ArrayList<>(List.of("early", "other", "slow", "fast", "late"));
    read.forEach(key -> missed.remove(key.substring("store_down:".length())));
    System.out.println("missed " + missed + " of 5");
    return missed.size();
  }

  /**
   * One writer begins and another commits between two statements of the reader: before the second,
   * which reads the locks, or before the third, which reads events.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aReaderLosesNothingWhateverHappensBetweenItsStatements(int statement) throws Exception {
    store.observe(storeDown("before", NOW));
    List<String> read = new ArrayList<>();
    try (Connection slow = database.connect()) {
      slow.setAutoCommit(false);
      Statements statements =
          new Statements(
              database.dataSource(),
              statement,
              () -> {
                // An open transaction, and one that has ended.
                within(slow, "slow");
                store.observe(storeDown("fast", NOW));
              });
      try (TicketStore reader = TicketStore.builder().dataSource(statements).clock(clock).open()) {
        statements.arm();
        EventPage first = reader.changes(null, 100);
        assertThat(statements.seen()).isEqualTo(3);
        assertThat(keys(first)).containsExactly("store_down:before");
        slow.commit();
        read.addAll(keys(first));
        read.addAll(keys(reader.changes(first.next(), 100)));
      }
    }
    assertThat(read)
        .containsExactlyInAnyOrder("store_down:before", "store_down:slow", "store_down:fast");
  }

  @Test
  void cursorAfterAllEventsIsRefused() {
    store.observe(storeDown("a", NOW));
    String ahead = Long.toString(Long.parseLong(store.latestCursor()) + 1);
    assertThatThrownBy(() -> store.changes(ahead, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not " + ahead);
  }

  private void within(Connection connection, String name) {
    TicketStore writing = store;
    writing
        .within(DSL.using(connection, SQLDialect.POSTGRES).configuration())
        .observe(storeDown(name, NOW));
  }

  private static void execute(Connection connection, String sql) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> keys(EventPage page) {
    return page.events().stream().map(TicketEvent::violationKey).toList();
  }
}
