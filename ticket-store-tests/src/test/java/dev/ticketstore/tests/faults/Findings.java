package dev.ticketstore.tests.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How what callers were told compares with what is in the database.
 *
 * @param acknowledged effects of calls that returned
 * @param found effects that are there, also of calls without an answer
 * @param lost acknowledged effects that are not there, and parts of others that are missing
 * @param doubled effects that are there twice
 * @param denied effects that are there although each call said that nothing took effect
 * @param typed failures by reason
 * @param untyped failures that the library does not name, and wrong answers
 * @param wrong some of the effects that are wrong
 */
record Findings(
    long acknowledged,
    long found,
    long lost,
    long doubled,
    long denied,
    Map<String, Integer> typed,
    Map<String, Integer> untyped,
    List<String> wrong) {

  /** Of no call at all. */
  static final Findings NONE = new Findings(0, 0, 0, 0, 0, Map.of(), Map.of(), List.of());

  /** Those of two databases together. */
  Findings plus(Findings other) {
    List<String> all = new ArrayList<>(wrong);
    all.addAll(other.wrong);
    return new Findings(
        acknowledged + other.acknowledged,
        found + other.found,
        lost + other.lost,
        doubled + other.doubled,
        denied + other.denied,
        together(typed, other.typed),
        together(untyped, other.untyped),
        all);
  }

  private static Map<String, Integer> together(Map<String, Integer> a, Map<String, Integer> b) {
    Map<String, Integer> all = new TreeMap<>(a);
    b.forEach((key, count) -> all.merge(key, count, Integer::sum));
    return all;
  }

  /** Whether all is as callers were told. */
  boolean isClean() {
    return lost == 0 && doubled == 0 && denied == 0 && untyped.isEmpty();
  }

  /** A line for people. */
  String line() {
    return "acknowledged "
        + acknowledged
        + ", found "
        + found
        + ", lost "
        + lost
        + ", double "
        + doubled
        + ", denied but found "
        + denied
        + ", untyped errors "
        + sum(untyped)
        + ", typed "
        + typed;
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
