package dev.ticketstore.tests.faults;

import dev.ticketstore.tests.faults.Ledger.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the ledgers of some processes say together. */
final class Told {

  private final Map<Entry, Map<Mark, Integer>> effects = new LinkedHashMap<>();
  private final Map<String, Integer> typed = new TreeMap<>();
  private final Map<String, Integer> untyped = new TreeMap<>();

  static Told of(List<Path> ledgers) throws IOException {
    Told told = new Told();
    for (Path each : ledgers) {
      told.read(each);
    }
    return told;
  }

  /** The last line may be cut, as its process was killed. */
  private void read(Path ledger) throws IOException {
    String text = Files.readString(ledger);
    text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .forEach(line -> add(Arrays.asList(line.split("\t", -1))));
  }

  private void add(List<String> fields) {
    Mark mark = Mark.valueOf(fields.get(0));
    switch (mark) {
      case TYPED -> typed.merge(fields.get(1), 1, Integer::sum);
      case UNTYPED -> untyped.merge(fields.get(1), 1, Integer::sum);
      case TRIED, ACKNOWLEDGED, DENIED, UNKNOWN ->
          effects
              .computeIfAbsent(
                  Entry.parse(fields.subList(1, fields.size())), key -> new EnumMap<>(Mark.class))
              .merge(mark, 1, Integer::sum);
    }
  }

  Stream<Entry> effects() {
    return effects.keySet().stream();
  }

  /** Calls that returned. */
  boolean isAcknowledged(Entry effect) {
    return times(effect, Mark.ACKNOWLEDGED) > 0;
  }

  /** Each of the calls for it said that nothing took effect. */
  boolean isDenied(Entry effect) {
    return times(effect, Mark.DENIED) == times(effect, Mark.TRIED);
  }

  /** The effects whose calls did not answer, as the process was killed. */
  List<Entry> inFlight() {
    return effects()
        .filter(
            each ->
                times(each, Mark.TRIED)
                    > times(each, Mark.ACKNOWLEDGED)
                        + times(each, Mark.DENIED)
                        + times(each, Mark.UNKNOWN))
        .toList();
  }

  Map<String, Integer> typed() {
    return typed;
  }

  Map<String, Integer> untyped() {
    return untyped;
  }

  private int times(Entry effect, Mark mark) {
    return effects.getOrDefault(effect, Map.of()).getOrDefault(mark, 0);
  }
}
