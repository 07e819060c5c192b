package dev.ticketstore;

import dev.ticketstore.internal.changes.ChangeFeed;
import dev.ticketstore.internal.changes.ListenerCursors;
import dev.ticketstore.internal.database.CallerTransaction;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.SchemaSetup;
import dev.ticketstore.internal.observe.Flapping;
import dev.ticketstore.internal.observe.ViolationRecorder;
import dev.ticketstore.internal.observe.commit.GroupCommit;
import dev.ticketstore.internal.observe.commit.InFlightLimit;
import dev.ticketstore.internal.retention.TicketPurge;
import dev.ticketstore.internal.tickets.Actor;
import dev.ticketstore.internal.tickets.BulkRunner;
import dev.ticketstore.internal.tickets.TicketReader;
import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.schema.SchemaStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;

/**
 * Tickets in a SQLite or PostgreSQL database: one unresolved ticket for each violation key.
 *
 * <pre>{@code
 * try (TicketStore store = TicketStore.open("jdbc:sqlite:tickets.db")) {
 *   Observation seen =
 *       store.observe(
 *           Violation.of("store_down", "tikv-3 has not reported for 60 s")
 *               .storeId("tikv-3:20160")
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
public final class TicketStore extends StoreOperations implements AutoCloseable {

  private final Database database;
  private final GroupCommit groupCommit;
  private final AsyncOperations async;
  private final ChangeSubscriptions subscriptions;
  private final Context context;
  private final StoreMetrics metrics;

  TicketStore(
      Database database,
      Clock clock,
      Flapping flapping,
      Duration maxClockSkew,
      int maxPending,
      int maxConnections,
      Duration timeout,
      StoreMetrics metrics) {
    this.database = database;
    this.metrics = metrics;
    ViolationRecorder recorder =
        new ViolationRecorder(database, database.dialect(), flapping, maxClockSkew);
    this.groupCommit =
        new GroupCommit(
            recorder, clock, new InFlightLimit(maxPending, timeout), timeout.dividedBy(2), metrics);
    this.async = new AsyncOperations(new InFlightLimit(maxPending, timeout), maxConnections);
    this.subscriptions =
        new ChangeSubscriptions(database, new ListenerCursors(database, clock), timeout);
    this.context =
        new Context(database, clock, recorder, groupCommit, metrics, Actor.UNKNOWN, null);
  }

  @Override
  Context context() {
    database.requireOpen();
    return context;
  }

  /**
   * Opens the store at {@code jdbc:sqlite:FILE}, {@code jdbc:sqlite::memory:} or {@code
   * jdbc:postgresql://HOST:PORT/DATABASE}, with the defaults of {@link TicketStoreBuilder}. A file
   * that is not there is made; only its owner can read and write it. {@link
   * dev.ticketstore.schema.SqlitePath} makes the URL of a path that has a {@code ?}.
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
   * Opens the store behind a data source, which stays the caller's to close, as {@link
   * TicketStoreBuilder#dataSource} says.
   *
   * @throws DatabaseException if the database cannot be opened, or its schema is not what this
   *     library needs
   */
  public static TicketStore open(DataSource dataSource) {
    return builder().dataSource(dataSource).open();
  }

  /** Starts with the defaults. */
  public static TicketStoreBuilder builder() {
    return new TicketStoreBuilder();
  }

  /**
   * Runs queries of the caller's against one snapshot of the database, in a transaction that cannot
   * write.
   *
   * <p>For use with the generated tables in {@link dev.ticketstore.jooq.Tables}. Expressions mean
   * the same on each database, or are refused ({@link dev.ticketstore.jooq.types.PortableQueries});
   * {@link dev.ticketstore.jooq.types.PortableFunctions} has more. Days and hours are UTC's. The
   * context is good until this method returns. SQLite in memory has one connection, for which other
   * calls wait until then; a call to the store from within {@code queries} does not get it.
   *
   * @return what {@code queries} returns
   * @throws DatabaseException if the database does not answer, or a query would write
   * @throws dev.ticketstore.jooq.types.UnportableExpressionException if an expression would be
   *     silently wrong on a database; its message names what to use
   */
  public <T extends @Nullable Object> T read(Function<DSLContext, T> queries) {
    return call(each -> database.read(Check.notNull("queries", queries)));
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
   * TicketHeldException} leaves the transaction usable. On PostgreSQL two transactions that open
   * the ticket of a key at the same moment may end with {@link DatabaseException.Reason#CONFLICT}
   * for one of them, which then has to be run again. On SQLite begin it as an immediate one
   * (sqlite-jdbc: {@code transaction_mode=IMMEDIATE}); one that reads before it writes fails
   * otherwise when another connection has written in between, with {@link
   * DatabaseException.Reason#CONFLICT}.
   *
   * <p>Each operation throws {@link InvalidInputException} before its first statement if the
   * connection is in auto-commit mode, as each statement would be a transaction of its own.
   *
   * @param transaction a configuration of jOOQ with the dialect SQLITE or POSTGRES, such as {@code
   *     DSLContext.transaction} gives
   */
  public TicketOperations within(Configuration transaction) {
    database.requireOpen();
    Check.notNull("transaction", transaction);
    Dialect dialect = Dialect.of(transaction.dialect());
    CallerTransaction caller = CallerTransaction.of(transaction);
    return new Bound(
        new Context(
            caller,
            context.clock(),
            context.recorder().within(caller, dialect),
            null,
            StoreMetrics.NONE,
            Actor.UNKNOWN,
            null));
  }

  /**
   * The same operations, each of which is made again as {@code policy} says, on a connection that
   * may be another. Each attempt is atomic.
   *
   * <p>A failure of which nothing took effect ({@link TicketStoreException#isRetryable()}) is
   * retried for every operation. One whose outcome is unknown, such as {@link
   * DatabaseException.Reason#CONNECTION_LOST}, is retried only where a second time changes nothing
   * more: for reads, {@link #reconcile}, observations that all have an id, and steps of people. It
   * is thrown for an observation without an id, which would count twice, and for {@link #comment}.
   *
   * <p>The result is that of the last attempt. If an earlier one took effect although its answer
   * was lost, it is {@link Observation.Outcome#DUPLICATE}, {@link CycleReport#alreadyApplied()} or
   * {@link StepResult#changed()} false. A diagnosis, an assignment or a hold that another person
   * changed between two attempts is set again, as a later call would.
   *
   * <p>An exception is the first one whose outcome is unknown, if any is, and otherwise the last;
   * the others are suppressed. An interrupt ends a pause, and stays set.
   */
  public TicketOperations retrying(RetryPolicy policy) {
    database.requireOpen();
    return new RetryingOperations(this, Check.notNull("policy", policy), metrics);
  }

  /**
   * Counts one violation as {@link #observe} does, but returns at once; the stage completes after
   * the commit. Calls that arrive during a commit share the next one, and those of one thread are
   * counted in their order.
   *
   * <p>With {@link TicketStoreBuilder#maxPending} observations in flight, further calls wait for a
   * commit, which slows down a caller that observes faster than the database writes.
   *
   * <p>It throws nothing: the stage fails, also for a null violation and after {@link #close()}.
   *
   * @return completes once the observation is committed, or with what {@link #observe} would throw;
   *     with {@link StoreOverloadedException} if none committed in time. It cannot be cancelled.
   *     Its dependent stages run on {@link CompletableFuture#defaultExecutor()}, on none of the
   *     store's threads, and may call the store.
   */
  public CompletionStage<Observation> observeAsync(Violation violation) {
    try {
      database.requireOpen();
      return groupCommit
          .observeAsync(Check.notNull("violation", violation), Actor.UNKNOWN)
          .whenComplete(this::tell);
    } catch (RuntimeException e) {
      tell(null, e);
      return CompletableFuture.failedStage(e);
    }
  }

  private void tell(@Nullable Observation observation, @Nullable Throwable failure) {
    if (observation != null) {
      metrics.observed(List.of(observation));
    } else if (failure instanceof TicketStoreException e) {
      metrics.failed(e);
    }
  }

  /**
   * Makes any operation without waiting for it, such as {@code store.async(tickets ->
   * tickets.by("ann").acknowledge(7))}. Up to {@link TicketStoreBuilder#maxConnections} run at a
   * time, in the order of the calls, on virtual threads where the JVM has them (Java 21).
   *
   * <p>With {@link TicketStoreBuilder#maxPending} in flight, further calls wait for one to end, for
   * at most {@link TicketStoreBuilder#timeout}. Violations are counted faster by {@link
   * #observeAsync}, which lets them share commits and needs no thread each.
   *
   * <p>It throws nothing: the stage fails, also for null and after {@link #close()}, which waits
   * for those in flight.
   *
   * @param operation gets this store; must not wait for another operation that is made like this
   * @return completes with what {@code operation} returns or throws; with {@link
   *     StoreOverloadedException} if there is no room in time. It cannot be cancelled. Its
   *     dependent stages run on {@link CompletableFuture#defaultExecutor()}, on none of the store's
   *     threads, and may call the store.
   */
  public <T extends @Nullable Object> CompletionStage<T> async(
      Function<TicketOperations, T> operation) {
    try {
      database.requireOpen();
      Check.notNull("operation", operation);
      return async.run(() -> operation.apply(this));
    } catch (RuntimeException e) {
      tell(null, e);
      return CompletableFuture.failedStage(e);
    }
  }

  /**
   * The tickets that a query asks for, newest id first, as one snapshot. They are read as the
   * stream gets to them, so that any number takes the memory of a few hundred; the page size does
   * not matter. Writers do not wait for it.
   *
   * <pre>{@code
   * try (Stream<Ticket> tickets = store.stream(TicketQuery.all())) {
   *   tickets.forEach(ticket -> System.out.println(ticket.violationKey()));
   * }
   * }</pre>
   *
   * <p>Close the stream: it holds a connection until then, or until its end. While it is open,
   * later changes stay in SQLite's log, and PostgreSQL removes no row of the snapshot. SQLite in
   * memory has one connection, for which other calls wait.
   *
   * @throws InvalidInputException also if the query's cursor is garbled, or was given for other
   *     filters
   * @throws DatabaseException if the database does not answer, also while the stream is read
   */
  public Stream<Ticket> stream(TicketQuery query) {
    return call(each -> TicketReader.stream(database, Check.notNull("query", query)));
  }

  /**
   * The rows of any query over the generated tables, as one snapshot, in a transaction that cannot
   * write. They are read as the stream gets to them, so that any number takes the memory of a few
   * hundred. Writers do not wait for it.
   *
   * <pre>{@code
   * try (var keys = store.stream(ctx -> ctx.select(TICKETS.VIOLATION_KEY).from(TICKETS))) {
   *   keys.forEach(row -> System.out.println(row.value1()));
   * }
   * }</pre>
   *
   * <p>Expressions mean the same on each database, or are refused, and days and hours are UTC's, as
   * in {@link #read}. Queries that {@code query} itself makes with the context read the same
   * snapshot.
   *
   * <p>Close the stream: it holds a connection until then, or until its end or its first error.
   * While it is open, later changes stay in SQLite's log, and PostgreSQL removes no row of the
   * snapshot. SQLite in memory has one connection, for which other calls wait.
   *
   * @param query makes the query; it is executed before this returns
   * @throws DatabaseException if the database does not answer, the query is invalid or would write,
   *     also while the stream is read
   * @throws dev.ticketstore.jooq.types.UnportableExpressionException if an expression would be
   *     silently wrong on a database; its message names what to use
   */
  public <R extends Record> Stream<R> stream(Function<DSLContext, ? extends ResultQuery<R>> query) {
    return call(each -> database.stream(Check.notNull("query", query)));
  }

  /**
   * The events of all tickets since a cursor, for another service to follow. All events that it has
   * not returned come after the returned cursor, in whatever order their transactions commit.
   * Events come in the order of their ids, and those of one ticket in the order in which they
   * happened.
   *
   * <p>On SQLite an event appears at its commit. On PostgreSQL it waits for each transaction that
   * is open and wrote an event of this store before; other transactions of the server do not
   * matter. {@link #changesLag} names the transaction that the feed waits for.
   *
   * @param after the cursor of the call before; null for the beginning
   * @param limit from 1 to 10,000
   * @throws InvalidInputException also if the cursor is garbled, or lies after all events of a
   *     PostgreSQL database, which then is another one or has lost events
   * @throws DatabaseException {@link DatabaseException.Reason#STANDBY} on a standby of PostgreSQL,
   *     which does not know the writers of the primary
   */
  public EventPage changes(@Nullable String after, int limit) {
    return call(each -> new ChangeFeed(database).changes(after, limit));
  }

  /**
   * The cursor after all present events, to follow only later ones. Events that {@link #changes}
   * holds back come after it.
   */
  public String latestCursor() {
    return new ChangeFeed(database).end();
  }

  /**
   * How far a reader of {@link #changes} is behind, and which open transaction it waits for. Counts
   * events, so that its duration grows with their number.
   *
   * @param after the cursor of the reader; null for the beginning
   * @throws InvalidInputException as {@link #changes} does
   */
  public FeedLag changesLag(@Nullable String after) {
    return new ChangeFeed(database).lag(after);
  }

  /**
   * Follows the events of all tickets in the order of {@link #changes}. On PostgreSQL it holds a
   * connection of the store until it is closed.
   *
   * @param after the cursor from which to follow; null for the beginning
   * @throws InvalidInputException if the cursor is garbled
   */
  public ChangeFollower follow(@Nullable String after) {
    return call(each -> new ChangeFollower(database, after));
  }

  /**
   * Calls a listener with the events of all tickets in the order of {@link #changes}, each at least
   * once, also after this process has ended. Where it has got to is kept in the database under its
   * name; a name that the database does not know begins with what is committed after this.
   *
   * <pre>{@code
   * store.onChange("webhook", events -> System.out.println(events.size() + " events"));
   * }</pre>
   *
   * <p>A thread of the store's calls the listener. Of several processes with a listener of the same
   * name one calls it; another takes over within a second after it has closed the listener, and
   * within {@code 30 s} after it has died, by the clocks of the stores. An exception of the
   * listener is logged, and it gets the same events after a pause of 250 ms to 30 s.
   *
   * <p>A {@link #purge} removes events whether or not they have been taken. On PostgreSQL the
   * process that calls the listener holds a connection of the store.
   *
   * @param name not blank, at most 255 characters
   * @return ends the calls when it is closed, as the store does when it is closed
   * @throws DatabaseException {@link DatabaseException.Reason#STANDBY} on a standby of PostgreSQL
   */
  public ChangeSubscription onChange(String name, ChangeListener listener) {
    return call(each -> subscriptions.subscribe(name, listener));
  }

  /**
   * The same, where a name that the database does not know begins after a cursor.
   *
   * @param after the cursor of a new name; null for the beginning
   * @throws InvalidInputException also if the cursor is garbled
   */
  public ChangeSubscription onChange(String name, @Nullable String after, ChangeListener listener) {
    return call(each -> subscriptions.subscribe(name, after, listener));
  }

  /**
   * The cursor of a listener, after the last event that it has taken, such as for {@link
   * #changesLag}; empty if the database does not know its name.
   */
  public Optional<String> listenerCursor(String name) {
    return call(each -> subscriptions.cursors().find(Check.name("name", name)));
  }

  /**
   * Removes the cursor of a listener that is not used any more. A process that still has it calls
   * it no more.
   *
   * @return whether the database knew its name
   */
  public boolean removeListener(String name) {
    return call(each -> subscriptions.cursors().remove(Check.name("name", name)));
  }

  /**
   * Makes the same step with many tickets, in transactions of at most 500. Earlier transactions
   * stay if a later one fails. A ticket that cannot take the step is skipped.
   *
   * @return the outcome for each ticket, in the order of ids
   */
  public BulkReport bulk(BulkChange step, Collection<Long> ids) {
    return bulk(step, runner -> runner.run(step, Check.list("ids", ids)));
  }

  /**
   * The same with the tickets that a query asks for as this begins, whatever its page size.
   *
   * @throws InvalidInputException if the query has a cursor
   */
  public BulkReport bulk(BulkChange step, TicketQuery query) {
    return bulk(step, runner -> runner.run(step, Check.notNull("query", query)));
  }

  private BulkReport bulk(BulkChange step, Function<BulkRunner, BulkReport> run) {
    return call(
        each -> {
          Consumer<Ticket> changed =
              switch (Check.notNull("step", step).step()) {
                case ACKNOWLEDGE -> metrics::acknowledged;
                case RESOLVE, RESOLVE_AND_RELEASE_HOLD -> metrics::resolved;
                case HOLD, UNHOLD -> ticket -> {};
              };
          return run.apply(new BulkRunner(database.patiently(), each.clock(), changed));
        });
  }

  /**
   * Removes what is older than {@code retention} says, in transactions of at most 1,000 rows, each
   * of which lets others write in between. Earlier transactions stay if a later one fails.
   *
   * @param progress is told how many rows have been removed, after each transaction
   * @return how many rows have been removed
   */
  public PurgeReport purge(Retention retention, LongConsumer progress) {
    return call(
        each ->
            new TicketPurge(
                    database.patiently(),
                    Check.notNull("retention", retention),
                    Check.notNull("progress", progress))
                .run());
  }

  /** How many rows {@link #purge} would remove. Changes nothing. */
  public PurgeReport purgeDryRun(Retention retention) {
    return new TicketPurge(database.patiently(), Check.notNull("retention", retention), rows -> {})
        .dryRun();
  }

  /**
   * Compares the schema of the database with that of this library, such as for a health check.
   * Changes nothing, and waits for no writer.
   *
   * @throws DatabaseException if the database does not answer
   */
  public SchemaStatus schemaStatus() {
    database.requireOpen();
    return SchemaSetup.status(database);
  }

  /** How many observations and operations of {@link #async} are in flight. */
  public int inFlight() {
    database.requireOpen();
    return groupCommit.inFlight() + async.inFlight();
  }

  Database database() {
    return database;
  }

  /**
   * Waits until the calls in flight have ended, those of listeners, of {@link #async} and then
   * observations, for each at most {@link TicketStoreBuilder#timeout}, and closes the connections
   * that the store opened. Does nothing the second time.
   */
  @Override
  public void close() {
    if (!database.isClosed()) {
      metrics.closing();
    }
    subscriptions.close();
    async.close();
    groupCommit.close();
    database.close();
  }
}
