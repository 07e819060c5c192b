package dev.ticketstore.cli.doctor;

import dev.ticketstore.cli.doctor.Finding.State;
import java.util.Locale;

/**
 * The room beside a SQLite file.
 *
 * @param usable bytes that this user can still write
 * @param file bytes of the database
 */
record DiskSpace(long usable, long file) {

  private static final long KIBIBYTE = 1024;
  private static final long MEBIBYTE = KIBIBYTE * KIBIBYTE;

  /** A few times the log, which a commit must find room for. */
  private static final long LEAST = 64 * MEBIBYTE;

  /** Below this even a small database deserves a look. */
  private static final long ENOUGH = 256 * MEBIBYTE;

  /** A backup, a vacuum and an adoption each write the database once more. */
  State state() {
    if (usable < LEAST) {
      return State.PROBLEM;
    }
    return usable < Math.max(file, ENOUGH) ? State.WARNING : State.OK;
  }

  String text() {
    return bytes(usable) + " free, the database has " + bytes(file);
  }

  /** Such as {@code 12.3 MiB}. */
  static String bytes(long count) {
    if (count < KIBIBYTE) {
      return count + " B";
    }
    double size = count;
    int unit = -1;
    do {
      size /= KIBIBYTE;
      unit++;
    } while (size >= KIBIBYTE && unit < 4);
    return String.format(Locale.ROOT, "%.1f %siB", size, "KMGTP".charAt(unit));
  }
}
