package dev.ticketstore;

import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.internal.adoption.PythonAdopter;
import dev.ticketstore.internal.validation.Check;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Takes over the SQLite files of the Python program {@code TicketDB} that came before this library.
 */
public final class Adoption {

  private Adoption() {}

  /**
   * Moves a file of the Python program under the schema of this library, in place, in one
   * transaction, after writing a backup beside it. No other connection can write from before the
   * backup until the end. The program can continue to use the file.
   *
   * <p>Ids stay, and instants become canonical; naive ones count as UTC. All other values keep
   * their storage class and their bits, also those of columns that this library does not know. Of
   * several unresolved tickets with one key the oldest survives, with the sum of their counts, the
   * widest range of time, message, severity and metrics of the latest, the status that is furthest,
   * and held if one was; the rows of the others go to {@code absorbed_tickets}, whole.
   *
   * <p>Views, indexes, triggers and foreign keys of others work as before. Memory does not grow
   * with the number of rows.
   *
   * @param progress is told how many rows have been read, after each
   * @return what was done; nothing if the file had been adopted before
   * @throws InvalidInputException with nothing changed and no backup, if the file is not one of
   *     that program, or holds a row or another object that could not stay as it is; the message
   *     names the first, with column and value, and says how many there are
   * @throws DatabaseException with nothing changed and no backup, with {@link Reason#LOCKED} if the
   *     program is writing, {@link Reason#NOT_A_DATABASE}, {@link Reason#SCHEMA_NEWER} and so on
   */
  public static AdoptionReport adopt(Path file, LongConsumer progress) {
    return new PythonAdopter(Check.notNull("file", file), Check.notNull("progress", progress), null)
        .adopt();
  }

  /**
   * Adopts a copy of the file in the folder for temporary files, which needs twice its size, and
   * deletes it. Changes nothing, and keeps no writer waiting.
   *
   * @param progress is told how many rows have been read, after each
   * @param findings gets each row that an adoption would change, merge or refuse, and each other
   *     object that it would refuse, on the thread of the caller. Views and triggers are tried only
   *     if no other object is refused, and foreign keys if no row is
   * @return what an adoption would do
   * @throws InvalidInputException as {@link #adopt} does, after all findings
   * @throws DatabaseException as {@link #adopt} does, but not for the locks of writers
   */
  public static AdoptionReport dryRun(
      Path file, LongConsumer progress, Consumer<AdoptionFinding> findings) {
    return new PythonAdopter(
            Check.notNull("file", file),
            Check.notNull("progress", progress),
            Check.notNull("findings", findings))
        .dryRun();
  }
}
