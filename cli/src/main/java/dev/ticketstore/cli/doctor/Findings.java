package dev.ticketstore.cli.doctor;

import dev.ticketstore.cli.doctor.Finding.Remedy;
import dev.ticketstore.cli.doctor.Finding.Section;
import dev.ticketstore.cli.doctor.Finding.State;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The findings so far. A check that did not end in time may still add to its own, unseen. */
public final class Findings {

  private final List<Finding> all = new CopyOnWriteArrayList<>();

  void ok(Section section, String check, String found) {
    all.add(new Finding(section, check, State.OK, found, null));
  }

  void warning(Section section, String check, String found, Remedy remedy) {
    add(section, check, State.WARNING, found, remedy);
  }

  void problem(Section section, String check, String found, Remedy remedy) {
    add(section, check, State.PROBLEM, found, remedy);
  }

  /** Adds what a check found; the remedy counts unless all is well. */
  void add(Section section, String check, State state, String found, Remedy remedy) {
    all.add(new Finding(section, check, state, found, state == State.OK ? null : remedy));
  }

  void addAll(Findings others) {
    all.addAll(others.all);
  }

  /** In the order of the sections. */
  List<Finding> sorted() {
    return all.stream().sorted(Comparator.comparing(Finding::section)).toList();
  }

  long count(State state) {
    return all.stream().filter(each -> each.state() == state).count();
  }

  /** Whether something does not work. */
  public boolean hasProblem() {
    return count(State.PROBLEM) > 0;
  }
}
