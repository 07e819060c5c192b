package dev.ticketstore;

import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.DatabaseOpener;
import dev.ticketstore.internal.database.JdbcUrl;
import dev.ticketstore.internal.database.SchemaSetup;
import dev.ticketstore.internal.observe.Flapping;
import dev.ticketstore.internal.validation.Check;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens a store. Each option has a default that is right for most. */
public final class TicketStoreBuilder {

  /** The limit of SQLite's log, unless {@link #sqliteLogLimit} sets another. */
  public static final long DEFAULT_SQLITE_LOG_LIMIT = 16L << 20;

  /** How far clocks may differ, unless {@link #maxClockSkew} sets another. */
  public static final Duration DEFAULT_MAX_CLOCK_SKEW = Duration.ofMinutes(5);

  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(250);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

  private static final Duration LARGEST_SKEW = Duration.ofDays(3_650);
  private static final long SMALLEST_LOG = 64L << 10;
  private static final long LARGEST_LOG = 1L << 30;

  private @Nullable JdbcUrl url;
  private @Nullable DataSource dataSource;
  private @Nullable String user;
  private @Nullable String password;
  private Clock clock = Clock.systemUTC();
  private SchemaPolicy schemaPolicy = SchemaPolicy.UPDATE;
  private @Nullable Duration schemaLockTimeout;
  private int maxConnections = 8;
  private Duration timeout = Duration.ofSeconds(10);
  private SqliteSynchronous synchronous = SqliteSynchronous.FULL;
  private Flapping flapping = Flapping.DEFAULT;
  private Duration maxClockSkew = DEFAULT_MAX_CLOCK_SKEW;
  private int maxPending = 10_000;
  private long sqliteLogLimit = DEFAULT_SQLITE_LOG_LIMIT;
  private StoreMetrics metrics = StoreMetrics.NONE;

  TicketStoreBuilder() {}

  /**
   * Where the database is; see {@link TicketStore#open(String)}.
   *
   * @throws InvalidInputException for any other URL
   */
  public TicketStoreBuilder url(String value) {
    url = JdbcUrl.parse(value);
    return this;
  }

  /**
   * Connections of the caller's, instead of a URL, in whatever state they come: each is set to
   * autocommit and to {@link #timeout} while the store has it, and goes back as it came. A
   * connection inside a transaction is rejected with {@link
   * DatabaseException.Reason#IN_TRANSACTION}. {@link #maxConnections} does not apply.
   */
  public TicketStoreBuilder dataSource(DataSource value) {
    dataSource = Check.notNull("dataSource", value);
    return this;
  }

  /** For PostgreSQL, instead of {@code user} in the URL. */
  public TicketStoreBuilder user(@Nullable String value) {
    user = value;
    return this;
  }

  /** For PostgreSQL, instead of {@code password} in the URL. */
  public TicketStoreBuilder password(@Nullable String value) {
    password = value;
    return this;
  }

  /**
   * Gives {@code createdAt}, {@code updatedAt} and the time of what has none. Default: the
   * system's. While it is outside the years 0001 to 9999, calls that write fail with {@link
   * InvalidInputException}, whose field is {@code clock}.
   */
  public TicketStoreBuilder clock(Clock value) {
    clock = Check.notNull("clock", value);
    return this;
  }

  /** How to treat the schema. Default: {@link SchemaPolicy#UPDATE}. */
  public TicketStoreBuilder schemaPolicy(SchemaPolicy value) {
    schemaPolicy = Check.notNull("schemaPolicy", value);
    return this;
  }

  /**
   * How long opening waits for the migration of another process, and for the tables that a
   * migration changes; then it fails with {@link DatabaseException.Reason#LOCKED}. Default: {@link
   * #timeout}. Several instances of a service that start at once need at least the duration of the
   * longest migration.
   *
   * @throws InvalidInputException unless it is from 250 ms to 1 h
   */
  public TicketStoreBuilder schemaLockTimeout(Duration value) {
    schemaLockTimeout = withinLimits("schemaLockTimeout", value);
    return this;
  }

  private static Duration withinLimits(String field, Duration value) {
    Check.notNull(field, value);
    if (value.compareTo(SHORTEST_TIMEOUT) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new InvalidInputException(field, "expected 250 ms to 1 h, not " + value);
    }
    return value;
  }

  /**
   * The maximum of connections to PostgreSQL, or of those that read a SQLite file; one more writes
   * it. Default: 8.
   *
   * @throws InvalidInputException unless it is from 1 to 1,000
   */
  public TicketStoreBuilder maxConnections(int value) {
    if (value < 1 || value > 1_000) {
      throw new InvalidInputException("maxConnections", "expected 1 to 1000, not " + value);
    }
    maxConnections = value;
    return this;
  }

  /**
   * How long each wait of a call lasts: for a connection, a lock, a turn to commit, room among
   * {@link #maxPending} observations, and 1 s longer for the answer of a server that is silent. It
   * limits connections of a {@link #dataSource} too. Migration, purge, copy, adoption, bulk steps,
   * {@code read} and streams may wait for an answer without a limit, as long as the connection
   * lives. Default: 10 s.
   *
   * @throws InvalidInputException unless it is from 250 ms to 1 h
   */
  public TicketStoreBuilder timeout(Duration value) {
    timeout = withinLimits("timeout", value);
    return this;
  }

  /** When SQLite waits for the disk. Default: {@link SqliteSynchronous#FULL}. */
  public TicketStoreBuilder synchronous(SqliteSynchronous value) {
    synchronous = Check.notNull("synchronous", value);
    return this;
  }

  /**
   * The size of SQLite's log ({@code -wal}) at which its content is brought into the file. An open
   * stream or {@code read} keeps the log until it ends; then the log is cut to this size. A larger
   * limit waits for the disk less often. Default: 16 MiB.
   *
   * @param bytes rounded down to pages of 4 KiB
   * @throws InvalidInputException unless it is from 64 KiB to 1 GiB
   */
  public TicketStoreBuilder sqliteLogLimit(long bytes) {
    if (bytes < SMALLEST_LOG || bytes > LARGEST_LOG) {
      throw new InvalidInputException(
          "sqliteLogLimit", "expected 65536 to 1073741824 bytes, not " + bytes);
    }
    sqliteLogLimit = bytes;
    return this;
  }

  /**
   * When a key counts as flapping: once it has opened {@code tickets} tickets within {@code
   * window}, by the time of what opened them. It ceases to when it has not been observed for {@code
   * window}. Default: 3 within 10 minutes. Stores that share a database should agree.
   *
   * @throws InvalidInputException unless it is from 2 to 1,000 tickets, within 1 s to 7 days
   */
  public TicketStoreBuilder flapping(int tickets, Duration window) {
    flapping = Flapping.of(tickets, Check.notNull("window", window));
    return this;
  }

  /**
   * How far the clock of a monitor may be ahead of the store's. An observation further ahead counts
   * as observed now, and says so; a cycle that starts further ahead is rejected. Default: 5
   * minutes.
   *
   * @throws InvalidInputException unless it is from 0 to 3,650 days
   */
  public TicketStoreBuilder maxClockSkew(Duration value) {
    Check.notNull("maxClockSkew", value);
    if (value.isNegative() || value.compareTo(LARGEST_SKEW) > 0) {
      throw new InvalidInputException("maxClockSkew", "expected 0 to 3650 days, not " + value);
    }
    maxClockSkew = value;
    return this;
  }

  /** No key counts as flapping. */
  public TicketStoreBuilder neverFlapping() {
    flapping = Flapping.NEVER;
    return this;
  }

  /**
   * The maximum of observations in flight, by {@code observe} and {@code observeAsync}, and also
   * that of operations by {@code async}. Another call waits for one to end, for at most {@link
   * #timeout}, and then fails with {@link StoreOverloadedException}. Default: 10,000.
   *
   * @throws InvalidInputException unless it is from 1 to 1,000,000
   */
  public TicketStoreBuilder maxPending(int observations) {
    if (observations < 1 || observations > 1_000_000) {
      throw new InvalidInputException("maxPending", "expected 1 to 1000000, not " + observations);
    }
    maxPending = observations;
    return this;
  }

  /** Is told about the work of the store. Default: {@link StoreMetrics#NONE}. */
  public TicketStoreBuilder metrics(StoreMetrics value) {
    metrics = Check.notNull("metrics", value);
    return this;
  }

  /**
   * Opens the store.
   *
   * @throws InvalidInputException unless either a URL or a data source is set
   * @throws DatabaseException if the database cannot be opened, or its schema is not what this
   *     library needs
   */
  public TicketStore open() {
    DatabaseOpener opener =
        new DatabaseOpener(
            user,
            password,
            maxConnections,
            timeout,
            synchronous,
            sqliteLogLimit,
            schemaPolicy == SchemaPolicy.UPDATE);
    Database database;
    if (url != null && dataSource == null) {
      database = opener.open(url);
    } else if (url == null && dataSource != null) {
      database = opener.open(dataSource);
    } else {
      throw new InvalidInputException("url", "expected either a URL or a data source");
    }
    try {
      SchemaSetup.apply(
          schemaPolicy, database, timeout, schemaLockTimeout == null ? timeout : schemaLockTimeout);
      if (schemaPolicy == SchemaPolicy.UPDATE) {
        database.useWriteAheadLog(timeout);
      }
      GuardedMetrics guarded = new GuardedMetrics(metrics);
      TicketStore store =
          new TicketStore(
              database,
              clock,
              flapping,
              maxClockSkew,
              maxPending,
              maxConnections,
              timeout,
              guarded);
      guarded.opened(store);
      return store;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }
}
