package dev.ticketstore.tests.faults;

import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.jooq.impl.DSL.count;

import dev.ticketstore.internal.database.JooqSettings;
import dev.ticketstore.model.TicketStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** Compares what callers were told with what is in the database. It reads, and changes nothing. */
final class LedgerCheck {

  private static final int SAMPLES = 10;

  /** The tickets of a key. */
  private record OfKey(long tickets, long occurrences, boolean unresolved) {}

  private final Told told;
  private final Set<String> ids = new HashSet<>();
  private final Map<String, OfKey> keys = new HashMap<>();
  private final Map<List<String>, Integer> cycles = new HashMap<>();
  private final Map<List<String>, Integer> events = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private long lost;
  private long doubled;
  private long denied;

  private LedgerCheck(Told told) {
    this.told = told;
  }

  /** Compares with one snapshot. The connection stays in its transaction. */
  static Findings compare(Told told, Connection connection, SQLDialect dialect)
      throws SQLException {
    if (dialect == SQLDialect.POSTGRES) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }
    connection.setAutoCommit(false);
    LedgerCheck check = new LedgerCheck(told);
    check.read(DSL.using(connection, dialect, JooqSettings.of(new Settings())));
    return check.compare();
  }

  private void read(DSLContext dsl) {
    dsl.select(OBSERVATION_IDS.OBSERVATION_ID)
        .from(OBSERVATION_IDS)
        .where(OBSERVATION_IDS.VIOLATION_KEY.startsWith(Entry.COUNTED + ":"))
        .forEach(row -> ids.add(row.value1()));
    dsl.select(TICKETS.VIOLATION_KEY, TICKETS.OCCURRENCE_COUNT, TICKETS.STATUS)
        .from(TICKETS)
        .forEach(
            row ->
                keys.merge(
                    row.value1(),
                    new OfKey(1, row.value2(), row.value3() != TicketStatus.RESOLVED),
                    LedgerCheck::both));
    dsl.select(CHECK_CYCLES.SOURCE, CHECK_CYCLES.BATCH_KEY)
        .from(CHECK_CYCLES)
        .forEach(row -> cycles.merge(List.of(row.value1(), row.value2()), 1, Integer::sum));
    dsl.select(TICKET_EVENTS.TICKET_ID, TICKET_EVENTS.KIND, TICKET_EVENTS.NEW_VALUE, count())
        .from(TICKET_EVENTS)
        .where(TICKET_EVENTS.NEW_VALUE.isNotNull())
        .groupBy(TICKET_EVENTS.TICKET_ID, TICKET_EVENTS.KIND, TICKET_EVENTS.NEW_VALUE)
        .forEach(
            row ->
                events.put(
                    List.of(row.value1().toString(), row.value2().literal(), row.value3()),
                    row.value4()));
  }

  private static OfKey both(OfKey a, OfKey b) {
    return new OfKey(
        a.tickets + b.tickets, a.occurrences + b.occurrences, a.unresolved || b.unresolved);
  }

  private Findings compare() {
    long acknowledged = 0;
    long found = 0;
    for (Entry each : (Iterable<Entry>) told.effects()::iterator) {
      long times = times(each);
      found += times > 0 ? 1 : 0;
      if (times > 1) {
        doubled += times - 1;
        report("double", each);
      }
      if (told.isAcknowledged(each)) {
        acknowledged++;
        if (times == 0) {
          lost++;
          report("lost", each);
        }
      } else if (times > 0 && told.isDenied(each)) {
        denied++;
        report("denied but found", each);
      }
    }
    compareCounts();
    return new Findings(
        acknowledged, found, lost, doubled, denied, told.typed(), told.untyped(), wrong);
  }

  /** Each id counts once, and nothing else does. */
  private void compareCounts() {
    long counted =
        keys.entrySet().stream()
            .filter(each -> each.getKey().startsWith(Entry.COUNTED + ":"))
            .mapToLong(each -> each.getValue().occurrences())
            .sum();
    if (counted != ids.size()) {
      wrong.add(ids.size() + " ids, counted " + counted);
      lost += Math.max(0, ids.size() - counted);
      doubled += Math.max(0, counted - ids.size());
    }
  }

  private long times(Entry effect) {
    return switch (effect.kind()) {
      case ID -> ids.contains(effect.value(0)) ? 1 : 0;
      case ONCE -> observed(effect.value(0));
      case CYCLE -> withPart(effect, observed(effect.value(2)) > 0);
      case RESOLVING_CYCLE -> {
        OfKey ofKey = keys.get(effect.value(2));
        yield withPart(effect, ofKey == null || !ofKey.unresolved());
      }
      case EVENT -> events.getOrDefault(effect.values(), 0);
    };
  }

  /** How often a cycle is there; what it did is there if the cycle is, and only then. */
  private long withPart(Entry cycle, boolean part) {
    int times = cycles.getOrDefault(List.of(cycle.value(0), cycle.batchKey()), 0);
    if (times > 0 && !part) {
      lost++;
      report("a part is lost", cycle);
    } else if (times == 0 && part && cycle.kind() == Entry.Kind.CYCLE) {
      doubled++;
      report("a part without its cycle", cycle);
    }
    return times;
  }

  private long observed(String key) {
    OfKey ofKey = keys.get(key);
    return ofKey == null ? 0 : Math.max(ofKey.tickets(), ofKey.occurrences());
  }

  private void report(String what, Entry effect) {
    if (wrong.size() < SAMPLES) {
      wrong.add(what + ": " + effect);
    }
  }
}
