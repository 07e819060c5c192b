package dev.ticketstore.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * The finding of one check.
 *
 * @param section what the check is about
 * @param check its name
 * @param state whether it is as it should be
 * @param found what there is
 * @param remedy what to do next; null where nothing is wrong
 */
record Finding(Section section, String check, State state, String found, @Nullable Remedy remedy) {

  /** The subjects of checks, in the order in which they are printed. */
  enum Section {
    HOST,
    DATABASE,
    SCHEMA,
    SETTINGS,
    DISK,
    CONTENTS
  }

  /** Whether something is as it should be. */
  enum State {
    OK,
    /** It works, and may not for long, or not as well as it could. */
    WARNING,
    /** Something does not work. */
    PROBLEM
  }

  /**
   * The next step.
   *
   * @param advice a sentence without a full stop
   * @param command for a shell; null where none helps
   */
  record Remedy(String advice, @Nullable String command) {

    static Remedy of(String advice) {
      return new Remedy(advice, null);
    }
  }
}
