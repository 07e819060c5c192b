package dev.ticketstore.tests.costs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The statements that connections execute, in order, by what they begin with. */
final class StatementLog {

  private final List<String> executed = new ArrayList<>();
  private int roundTrips;

  synchronized void clear() {
    executed.clear();
    roundTrips = 0;
  }

  /**
   * Adds a statement. A transaction without one is left out: with that the store asks whether a
   * connection of its caller's is inside a transaction.
   */
  synchronized void executed(String sql) {
    int last = executed.size() - 1;
    if (sql.equals("rollback") && last >= 0 && executed.get(last).equals("begin")) {
      executed.remove(last);
    } else {
      executed.add(sql);
    }
  }

  synchronized void roundTrip() {
    roundTrips++;
  }

  synchronized int roundTrips() {
    return roundTrips;
  }

  /** Such as {@code begin immediate, update, commit}; repetitions are counted. */
  synchronized String summary() {
    Map<String, Integer> runs = new LinkedHashMap<>();
    executed.forEach(sql -> runs.merge(verb(sql), 1, Integer::sum));
    List<String> words = new ArrayList<>();
    runs.forEach((verb, count) -> words.add(count == 1 ? verb : count + " " + verb));
    return String.join(", ", words);
  }

  private static String verb(String sql) {
    String text = sql.strip().toLowerCase(Locale.ROOT);
    return text.startsWith("begin") ? text : text.split("\\W", 2)[0];
  }
}
