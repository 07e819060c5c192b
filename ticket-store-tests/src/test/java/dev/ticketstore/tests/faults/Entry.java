package dev.ticketstore.tests.faults;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * One effect that a call should have, which no other call has: the check can tell whether it is
 * there never, once or twice.
 *
 * @param kind what it is
 * @param values what it is found by; without tabs
 */
record Entry(Kind kind, List<String> values) {

  /** The invariant of all observations with an id. */
  static final String COUNTED = "counted";

  /** The kinds of effects. */
  enum Kind {
    /** An observation with an id, of a key that many share: id and store. */
    ID,
    /** An observation without an id, of a key of its own: violation key. */
    ONCE,
    /** A cycle with one violation, of a key of its own: source, start and violation key. */
    CYCLE,
    /** A cycle without a violation, which resolves that ticket: source, start and key. */
    RESOLVING_CYCLE,
    /** An event of a ticket: id, kind and new value. */
    EVENT
  }

  static Entry of(Kind kind, Object... values) {
    return new Entry(kind, Arrays.stream(values).map(Object::toString).toList());
  }

  static Entry parse(List<String> fields) {
    return new Entry(Kind.valueOf(fields.get(0)), List.copyOf(fields.subList(1, fields.size())));
  }

  String value(int index) {
    return values.get(index);
  }

  /** The same observation whenever it is sent. */
  Violation violation() {
    return switch (kind) {
      case ID -> Violation.of(COUNTED, "seen").storeId(value(1)).observationId(value(0)).build();
      case ONCE -> ofKey(value(0));
      case CYCLE -> ofKey(value(2));
      case RESOLVING_CYCLE, EVENT -> throw new IllegalStateException(toString());
    };
  }

  private static Violation ofKey(String key) {
    int colon = key.indexOf(':');
    return Violation.of(key.substring(0, colon), "seen").storeId(key.substring(colon + 1)).build();
  }

  /** The same cycle whenever it is sent. */
  CheckCycle cycle() {
    return new CheckCycle(
        value(0),
        Instant.parse(value(1)),
        CycleScope.keys(List.of(value(2))),
        CycleOutcome.COMPLETE,
        kind == Kind.CYCLE ? List.of(violation()) : List.of(),
        batchKey());
  }

  String batchKey() {
    return value(1) + " " + value(2);
  }

  @Override
  public String toString() {
    return kind + "\t" + String.join("\t", values);
  }
}
