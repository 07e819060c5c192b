package dev.ticketstore.internal.adoption;

import dev.ticketstore.AdoptionFinding;
import dev.ticketstore.AdoptionFinding.Action;
import dev.ticketstore.InvalidInputException;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** What was found in a file. It must not keep all findings: each row can have one. */
final class Findings {

  private final @Nullable Consumer<AdoptionFinding> listener;
  private @Nullable AdoptionFinding first;
  private long refusals;

  /**
   * No findings yet.
   *
   * @param listener gets each; null if only refusals matter
   */
  Findings(@Nullable Consumer<AdoptionFinding> listener) {
    this.listener = listener;
  }

  /** Whether a listener wants to know of rows that are not refused. */
  boolean areListed() {
    return listener != null;
  }

  /** Whether the file can be adopted, as far as is known. */
  boolean allow() {
    return first == null;
  }

  void change(String subject, String reason) {
    add(new AdoptionFinding(Action.CHANGE, subject, reason));
  }

  void merge(String subject, String reason) {
    add(new AdoptionFinding(Action.MERGE, subject, reason));
  }

  void refuse(String subject, String reason) {
    AdoptionFinding finding = new AdoptionFinding(Action.REFUSE, subject, reason);
    refusals++;
    if (first == null) {
      first = finding;
    }
    add(finding);
  }

  /** Refuses an object that SQLite does not let be there. */
  void refuse(String subject, DataAccessException e) {
    Throwable cause = e.getCause();
    refuse(subject, "SQLite rejects it: " + (cause == null ? e : cause).getMessage());
  }

  private void add(AdoptionFinding finding) {
    if (listener != null) {
      listener.accept(finding);
    }
  }

  /**
   * Ends the adoption if something was refused.
   *
   * @throws InvalidInputException with the first refusal, and how many there are
   */
  void requireAllowed() {
    if (first != null) {
      throw new InvalidInputException(
          first.subject(),
          refusals == 1
              ? first.reason()
              : first.reason() + " (the first of " + refusals + "; a dry run lists all)");
    }
  }
}
