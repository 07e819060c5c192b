package dev.ticketstore.tests.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;

/**
 * One way to do something, as JMH runs it in a fork.
 *
 * @param method the class and name of a benchmark
 * @param parameters of the benchmark
 * @param callers how many threads call at a time
 * @param mode what is measured
 * @param jvm what the fork runs with
 */
record Contest(String method, Map<String, String> parameters, int callers, Mode mode, Jvm jvm) {

  /** What a fork runs with. */
  enum Jvm {
    PLAIN,
    /** Waits for the disk are counted. */
    COUNTED_FSYNC,
    /** Each wait for the disk takes 2 ms more. */
    SLOW_FSYNC,
    /** A heap of 64 MB. */
    SMALL_HEAP;

    boolean countsFsync() {
      return this == COUNTED_FSYNC || this == SLOW_FSYNC;
    }
  }

  static Contest of(Class<?> benchmark, String method, Object... parameters) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      named.put(parameters[i].toString(), parameters[i + 1].toString());
    }
    return new Contest(
        benchmark.getName() + "." + method, named, 1, Mode.Throughput, Jvm.PLAIN);
  }

  Contest callers(int count) {
    return new Contest(method, parameters, count, mode, jvm);
  }

  Contest mode(Mode other) {
    return new Contest(method, parameters, callers, other, jvm);
  }

  Contest jvm(Jvm other) {
    return new Contest(method, parameters, callers, mode, other);
  }

  /** The same with another value of one parameter. */
  Contest with(String parameter, Object value) {
    Map<String, String> changed = new LinkedHashMap<>(parameters);
    changed.put(parameter, value.toString());
    return new Contest(method, changed, callers, mode, jvm);
  }
}
