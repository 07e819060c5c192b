package dev.ticketstore.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What happened to the tests on one server. */
final class ContractResults {

  private final List<String> failed = new ArrayList<>();
  private int passed;

  /** Tests by the reason why they were left out. */
  private final Map<String, TreeSet<String>> leftOut = new TreeMap<>();

  synchronized void passed() {
    passed++;
  }

  synchronized void failed(String test) {
    failed.add(test);
  }

  synchronized void leftOut(String test, String reason) {
    leftOut.computeIfAbsent(reason, key -> new TreeSet<>()).add(test);
  }

  /** The numbers, each test that failed, and each that was left out, with the reason. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(passed + " passed, " + failed.size() + " failed, " + tests() + " left out");
    failed.forEach(test -> lines.add("failed: " + test));
    leftOut.forEach(
        (reason, tests) -> {
          lines.add("left out, " + reason + ":");
          tests.forEach(test -> lines.add("  " + test));
        });
    return lines;
  }

  private int tests() {
    return leftOut.values().stream().mapToInt(TreeSet::size).sum();
  }
}
