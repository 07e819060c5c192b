package dev.ticketstore;

import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.internal.adoption.PythonAdopter;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Takes over the SQLite files of the Python program {@code TicketDB} that came before this library.
 */
public final class Adoption {

  private Adoption() {}

  /**
   * Moves a file of the Python program under the schema of this library, in place, in one
   * transaction, after writing a backup beside it. The program can continue to use the file.
   *
   * <p>Ids stay, instants become canonical (naive ones count as UTC), and columns that this library
   * does not know stay as they are. Of several unresolved tickets with one key the oldest survives,
   * with the sum of their counts, the widest range of time, message, severity and metrics of the
   * latest, the status that is furthest, and held if one was; the rows of the others go to {@code
   * absorbed_tickets}, whole.
   *
   * @param progress is told how many rows have been read, now and then
   * @return what was done; nothing if the file had been adopted before
   * @throws InvalidInputException with nothing changed, if the file is not one of that program, or
   *     holds a row that this library refuses; the message says which and why
   * @throws DatabaseException with nothing changed, with {@link Reason#LOCKED} if the program is
   *     writing, {@link Reason#NOT_A_DATABASE}, {@link Reason#SCHEMA_NEWER} and so on
   */
  public static AdoptionReport adopt(Path file, LongConsumer progress) {
    return new PythonAdopter(file, progress, null).adopt();
  }
}
