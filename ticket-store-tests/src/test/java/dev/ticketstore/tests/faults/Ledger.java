package dev.ticketstore.tests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.TicketStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file in which a process writes each effect before it asks for it, and the answer before it goes
 * on. The file survives the process, so that the ledger of one that was killed names all that it
 * was told.
 */
final class Ledger implements AutoCloseable {

  /** The answer that a process got to an effect. */
  enum Mark {
    /** It was asked for. */
    TRIED,
    /** The call returned. */
    ACKNOWLEDGED,
    /** The call failed, and said that nothing took effect. */
    DENIED,
    /** The call failed, and said that it may have taken effect. */
    UNKNOWN,
    /** A failure that the library names; of no effect in particular. */
    TYPED,
    /** A failure that it does not name, or an answer that is wrong. */
    UNTYPED
  }

  private final FileChannel file;
  private final AtomicLong acknowledged = new AtomicLong();

  Ledger(Path path) {
    try {
      file = FileChannel.open(path, CREATE, WRITE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls that were acknowledged. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Makes a call for some effects. Null if it failed, which is written down. */
  <T> @Nullable T call(List<Entry> effects, Supplier<T> call) {
    write(Mark.TRIED, effects);
    try {
      T result = call.get();
      write(Mark.ACKNOWLEDGED, effects);
      acknowledged.incrementAndGet();
      return result;
    } catch (TicketStoreException e) {
      boolean unknown = e instanceof DatabaseException failed && failed.isOutcomeUnknown();
      write(unknown ? Mark.UNKNOWN : Mark.DENIED, effects);
      write(
          Mark.TYPED,
          e instanceof DatabaseException failed
              ? failed.reason().toString()
              : e.getClass().getSimpleName());
    } catch (RuntimeException | Error e) {
      write(Mark.UNKNOWN, effects);
      wrong(e.toString());
    }
    return null;
  }

  /** Writes down what must not be. */
  void wrong(String what) {
    write(Mark.UNTYPED, what.replaceAll("\\s+", " "));
  }

  private void write(Mark mark, List<Entry> effects) {
    StringBuilder lines = new StringBuilder();
    effects.forEach(each -> lines.append(mark).append('\t').append(each).append('\n'));
    write(lines.toString());
  }

  private void write(Mark mark, String text) {
    write(mark + "\t" + text + "\n");
  }

  private synchronized void write(String lines) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
