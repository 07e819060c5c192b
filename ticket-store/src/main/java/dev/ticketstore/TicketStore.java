package dev.ticketstore;

import dev.ticketstore.internal.Check;
import dev.ticketstore.internal.Connections;
import dev.ticketstore.internal.Database;
import dev.ticketstore.internal.JdbcUrl;
import dev.ticketstore.internal.JooqTickets;
import dev.ticketstore.internal.Schema;
import dev.ticketstore.jooq.types.TicketStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Tickets in a SQLite or PostgreSQL database: one unresolved ticket for each violation key.
 *
 * <pre>{@code
 * try (TicketStore store = TicketStore.open("jdbc:sqlite:tickets.db")) {
 *   Observation seen =
 *       store.observe(
 *           Violation.of("store_down", "tikv-3 has not reported for 60 s")
 *               .store("tikv-3:20160")
 *               .severity(Severity.CRITICAL)
 *               .build());
 *   store.acknowledge(seen.ticket().id());
 * }
 * }</pre>
 *
 * <p>A store is safe for use by several threads, and several processes may share one database. Each
 * call is atomic, and what it returned is committed. After {@link #close()} every call throws
 * {@link StoreClosedException}.
 */
public final class TicketStore implements TicketOperations, AutoCloseable {

  private final Database database;
  private final Clock clock;
  private final TicketOperations tickets;

  private TicketStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.tickets = JooqTickets.of(database, clock);
  }

  /**
   * Opens the store at {@code jdbc:sqlite:FILE}, {@code jdbc:sqlite::memory:} or {@code
   * jdbc:postgresql://HOST:PORT/DATABASE}, with the defaults of {@link Builder}. A file that is not
   * there is made.
   *
   * @throws InvalidInputException for any other URL, and for parameters that are not known to be
   *     harmless
   * @throws DatabaseException if the database cannot be opened, or its schema is not what this
   *     library needs
   */
  public static TicketStore open(String url) {
    return builder().url(url).open();
  }

  /**
   * Opens the store behind a data source, which stays the caller's to close. Its connections must
   * have autocommit on.
   *
   * @throws DatabaseException if the database cannot be opened, or its schema is not what this
   *     library needs
   */
  public static TicketStore open(DataSource dataSource) {
    return builder().dataSource(dataSource).open();
  }

  /** Starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Runs queries of the caller's against one snapshot of the database, in a transaction that cannot
   * write.
   *
   * <p>For use with the generated tables in {@link dev.ticketstore.jooq.Tables}. The context is
   * good until this method returns. On SQLite in memory, which has one connection, everybody else
   * waits meanwhile, and a call to the store from within {@code queries} does not get that
   * connection.
   *
   * @return what {@code queries} returns
   * @throws DatabaseException if the database does not answer, or a query would write
   */
  public <T extends @Nullable Object> T read(Function<DSLContext, T> queries) {
    return database.snapshot(Check.notNull("queries", queries));
  }

  /**
   * The same operations within a transaction of the caller's, on the caller's connection, to commit
   * or roll back together with what else is in it.
   *
   * <pre>{@code
   * dsl.transaction(
   *     transaction -> {
   *       store.within(transaction).observe(violation);
   *       transaction.dsl().insertInto(outbox).values("store_down seen").execute();
   *     });
   * }</pre>
   *
   * <p>Neither begins, commits nor retries anything. An operation that is refused by {@link
   * InvalidInputException}, {@link UnknownTicketException}, {@link IllegalStepException} or {@link
   * TicketHeldException} leaves the transaction usable. On SQLite begin it with {@code begin
   * immediate} (sqlite-jdbc: {@code transaction_mode=IMMEDIATE}); one that reads before it writes
   * fails otherwise when another connection has written in between, with {@link
   * DatabaseException.Reason#CONFLICT}.
   *
   * @param transaction a configuration of jOOQ with the dialect SQLITE or POSTGRES, such as {@code
   *     DSLContext.transaction} gives
   */
  public TicketOperations within(Configuration transaction) {
    database.requireOpen();
    return JooqTickets.within(Check.notNull("transaction", transaction), clock);
  }

  private TicketOperations tickets() {
    database.requireOpen();
    return tickets;
  }

  @Override
  public Observation observe(Violation violation) {
    return tickets().observe(violation);
  }

  @Override
  public List<Observation> observeAll(List<Violation> violations) {
    return tickets().observeAll(violations);
  }

  @Override
  public CycleReport reconcile(CheckCycle cycle) {
    return tickets().reconcile(cycle);
  }

  @Override
  public Optional<Ticket> find(long id) {
    return tickets().find(id);
  }

  @Override
  public Optional<Ticket> findUnresolved(String violationKey) {
    return tickets().findUnresolved(violationKey);
  }

  @Override
  public Page list(TicketQuery query) {
    return tickets().list(query);
  }

  @Override
  public Map<TicketStatus, Long> count() {
    return tickets().count();
  }

  @Override
  public Change acknowledge(long id) {
    return tickets().acknowledge(id);
  }

  @Override
  public Change diagnose(long id, String diagnosis) {
    return tickets().diagnose(id, diagnosis);
  }

  @Override
  public Change resolve(long id) {
    return tickets().resolve(id);
  }

  @Override
  public Change resolveAndReleaseHold(long id) {
    return tickets().resolveAndReleaseHold(id);
  }

  @Override
  public Change hold(long id) {
    return tickets().hold(id);
  }

  @Override
  public Change unhold(long id) {
    return tickets().unhold(id);
  }

  Database database() {
    return database;
  }

  /** Closes the connections that the store opened. Does nothing the second time. */
  @Override
  public void close() {
    database.close();
  }

  /** How to open a store. What is not set has a default that is right for most. */
  public static final class Builder {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(250);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    private @Nullable JdbcUrl url;
    private @Nullable DataSource dataSource;
    private @Nullable String user;
    private @Nullable String password;
    private Clock clock = Clock.systemUTC();
    private SchemaPolicy schemaPolicy = SchemaPolicy.UPDATE;
    private int maxConnections = 8;
    private Duration timeout = Duration.ofSeconds(10);
    private Synchronous synchronous = Synchronous.FULL;

    private Builder() {}

    /**
     * Where the database is; see {@link TicketStore#open(String)}.
     *
     * @throws InvalidInputException for any other URL
     */
    public Builder url(String value) {
      url = JdbcUrl.parse(value);
      return this;
    }

    /**
     * Connections of the caller's, instead of a URL. The options on connections do not apply to
     * them.
     */
    public Builder dataSource(DataSource value) {
      dataSource = Check.notNull("dataSource", value);
      return this;
    }

    /** For PostgreSQL, instead of {@code user} in the URL. */
    public Builder user(@Nullable String value) {
      user = value;
      return this;
    }

    /** For PostgreSQL, instead of {@code password} in the URL. */
    public Builder password(@Nullable String value) {
      password = value;
      return this;
    }

    /**
     * Gives {@code createdAt}, {@code updatedAt} and the time of what has none. Default: the
     * system's.
     */
    public Builder clock(Clock value) {
      clock = Check.notNull("clock", value);
      return this;
    }

    /** What to do about the schema. Default: {@link SchemaPolicy#UPDATE}. */
    public Builder schemaPolicy(SchemaPolicy value) {
      schemaPolicy = Check.notNull("schemaPolicy", value);
      return this;
    }

    /**
     * At most so many connections to PostgreSQL, or that read a SQLite file; one writes it.
     * Default: 8.
     *
     * @throws InvalidInputException unless it is from 1 to 1,000
     */
    public Builder maxConnections(int value) {
      if (value < 1 || value > 1_000) {
        throw new InvalidInputException("maxConnections", "expected 1 to 1000, not " + value);
      }
      maxConnections = value;
      return this;
    }

    /**
     * How long to wait for a connection, and how long for a lock. Default: 10 s.
     *
     * @throws InvalidInputException unless it is from 250 ms to 1 h
     */
    public Builder timeout(Duration value) {
      Check.notNull("timeout", value);
      if (value.compareTo(SHORTEST_TIMEOUT) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
        throw new InvalidInputException("timeout", "expected 250 ms to 1 h, not " + value);
      }
      timeout = value;
      return this;
    }

    /** When SQLite waits for the disk. Default: {@link Synchronous#FULL}. */
    public Builder synchronous(Synchronous value) {
      synchronous = Check.notNull("synchronous", value);
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
      Database database;
      if (url != null && dataSource == null) {
        database = new Connections(user, password, maxConnections, timeout, synchronous).open(url);
      } else if (url == null && dataSource != null) {
        database = Connections.open(dataSource);
      } else {
        throw new InvalidInputException("url", "expected either a URL or a data source");
      }
      try {
        Schema.apply(schemaPolicy, database.writer());
        database.useWriteAheadLog();
        return new TicketStore(database, clock);
      } catch (RuntimeException e) {
        database.close();
        throw e;
      }
    }
  }
}
