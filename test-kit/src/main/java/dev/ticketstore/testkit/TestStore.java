package dev.ticketstore.testkit;

import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test an empty store of its own, and removes it afterwards.
 *
 * <pre>{@code
 * @RegisterExtension
 * final TestStore tickets = TestStore.onSqlite();
 *
 * @Test
 * void aMonitorOpensATicket() {
 *   new Monitor(tickets.store()).check();
 *   assertThat(tickets.store().findUnresolved("store_down:tikv-1")).isPresent();
 * }
 * }</pre>
 *
 * <p>A test may also have {@link TicketStore} and {@link MutableClock} as parameters. The clock
 * stands at {@link #START} as each test begins. The field must not be static if tests run at the
 * same time.
 */
public final class TestStore implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  /** When the clock stands as a test begins. */
  public static final Instant START = Instant.parse("2026-01-24T23:08:17.123456Z");

  private final TestDatabase database;
  private final UnaryOperator<TicketStoreBuilder> settings;
  private boolean created;
  private @Nullable MutableClock clock;
  private @Nullable TicketStore store;

  private TestStore(TestDatabase database, UnaryOperator<TicketStoreBuilder> settings) {
    this.database = database;
    this.settings = settings;
  }

  /** Stores in SQLite files in the folder for temporary files. */
  public static TestStore onSqlite() {
    return new TestStore(new SqliteFile(), builder -> builder);
  }

  /**
   * Stores on a PostgreSQL server, each in a database of its own that is dropped after the test.
   *
   * @param url of a database to connect to first, such as {@code
   *     jdbc:postgresql://localhost/postgres}; nothing is written there
   * @param user may create databases
   */
  public static TestStore onPostgres(String url, String user, String password) {
    return new TestStore(new PostgresDatabase(url, user, password), builder -> builder);
  }

  /** The same, with further settings of the store; the database and the clock stay. */
  public TestStore with(UnaryOperator<TicketStoreBuilder> more) {
    return new TestStore(database, builder -> more.apply(settings.apply(builder)));
  }

  /**
   * The store of the test.
   *
   * @throws IllegalStateException outside of a test
   */
  public TicketStore store() {
    return ofTest(store);
  }

  /**
   * The clock of the store.
   *
   * @throws IllegalStateException outside of a test
   */
  public MutableClock clock() {
    return ofTest(clock);
  }

  private static <T> T ofTest(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException(
          "There is a store during a test only: is the field annotated with @RegisterExtension?");
    }
    return value;
  }

  /**
   * Another store on the database of the test, such as that of another process. The test closes it.
   */
  public TicketStore openAnother() {
    return open(clock());
  }

  private TicketStore open(MutableClock time) {
    return settings.apply(database.connect(TicketStore.builder()).clock(time)).open();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    database.create();
    created = true;
    clock = new MutableClock(START);
    store = open(clock);
  }

  /** Runs also after a store that could not be opened. */
  @Override
  public void afterEach(ExtensionContext context) {
    try {
      if (store != null) {
        store.close();
      }
    } finally {
      store = null;
      clock = null;
      if (created) {
        created = false;
        database.drop();
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TicketStore.class || type == MutableClock.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Objects.requireNonNull(
        parameter.getParameter().getType() == TicketStore.class ? store() : clock());
  }
}
