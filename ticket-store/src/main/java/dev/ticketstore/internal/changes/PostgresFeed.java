package dev.ticketstore.internal.changes;

import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.jooq.impl.DSL.currentCatalog;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.FeedLag.OpenWriter;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.internal.database.PostgresDialect;
import java.time.OffsetDateTime;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/**
 * The limit of the feed on PostgreSQL, from the locks that the trigger {@code ticket_events_feed}
 * takes.
 *
 * <p>Before a transaction draws ids of events, it draws a bound from the same sequence and locks
 * it. An id up to the last drawn one was therefore drawn under a lock with a lower bound. When the
 * locks are read afterwards, that lock is still held, or its transaction has ended and the next
 * statement sees what it committed. So the order of the statements matters: the last drawn id, then
 * the locks, then the events.
 */
final class PostgresFeed {

  private static final DataType<Object> REGCLASS =
      new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, "regclass");

  private static final DataType<Object> OID =
      new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, "oid");

  private static final Name LOCKS = name("pg_locks");
  private static final Name SESSIONS = name("pg_stat_activity");
  private static final Field<Integer> PID = field(LOCKS.append("pid"), Integer.class);
  private static final Field<String> APPLICATION =
      field(SESSIONS.append("application_name"), String.class);
  private static final Field<OffsetDateTime> SINCE =
      field(SESSIONS.append("xact_start"), OffsetDateTime.class);

  /** Locks with two keys. */
  private static final short TWO_KEYS = 2;

  private PostgresFeed() {}

  static FeedLimit limit(DSLContext connection, long after) {
    long drawn = lastDrawnId(connection);
    if (drawn < after) {
      throw new InvalidInputException(
          "after",
          "expected a cursor of this database, whose last event is "
              + drawn
              + ", not "
              + after
              + ": another database gave it, or this one lost events");
    }
    // Nothing to give out, so that no writer matters: spares an idle follower the locks.
    return drawn == after ? new FeedLimit(drawn, null) : beforeOpenWriters(connection, drawn);
  }

  private static long lastDrawnId(DSLContext connection) {
    Field<Long> last = PostgresDialect.INSTANCE.lastId(TICKET_EVENTS.ID);
    Field<Boolean> standby = function("pg_is_in_recovery", Boolean.class);
    Record2<Long, Boolean> row = connection.select(last, standby).fetchSingle();
    if (row.get(standby)) {
      throw new DatabaseException(
          Reason.STANDBY, "the change feed needs the locks of the primary", null);
    }
    return row.get(last);
  }

  private static FeedLimit beforeOpenWriters(DSLContext connection, long drawn) {
    // The low 32 bits of bounds are on a circle, on which open ones are shortly before `drawn`; or
    // shortly after it if they were drawn since, and then no event up to it is theirs.
    Field<Long> bound = lock("objid").cast(SQLDataType.BIGINT);
    Field<Long> distance = inline(drawn).minus(bound).bitAnd(inline(0xFFFF_FFFFL));
    Field<Long> behind = distance.as("behind");
    Table<?> locks = table(LOCKS);
    Table<?> sessions = table(SESSIONS);
    Record first =
        connection
            .select(behind, PID, APPLICATION, SINCE)
            .from(locks)
            .leftJoin(sessions)
            .on(field(SESSIONS.append("pid"), Integer.class).eq(PID))
            .where(field(LOCKS.append("locktype"), String.class).eq(inline("advisory")))
            .and(field(LOCKS.append("objsubid"), Short.class).eq(inline(TWO_KEYS)))
            .and(lock("classid").eq(inline(TICKET_EVENTS.getName()).cast(REGCLASS).cast(OID)))
            .and(
                lock("database")
                    .eq(
                        select(field(name("oid"), OID))
                            .from(table(name("pg_database")))
                            .where(field(name("datname"), String.class).eq(currentCatalog()))))
            .and(distance.le(inline((long) Integer.MAX_VALUE)))
            .orderBy(behind.desc())
            .limit(1)
            .fetchOne();
    if (first == null) {
      return new FeedLimit(drawn, null);
    }
    OffsetDateTime since = first.get(SINCE);
    return new FeedLimit(
        drawn - first.get(behind),
        new OpenWriter(
            first.get(PID), first.get(APPLICATION), since == null ? null : since.toInstant()));
  }

  private static Field<Object> lock(String column) {
    return field(LOCKS.append(column), OID);
  }
}
