package dev.ticketstore.cli.input;

import dev.ticketstore.cli.CommandFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that a command reads once, or standard input.
 *
 * @param argument its path; {@code -} for standard input
 */
public record InputFile(String argument) {

  private static final String STANDARD_INPUT = "-";
  private static final long UNKNOWN = -1;

  /** Reads it. */
  public interface Work {

    /**
     * Does the work. The input's failures may come unchecked, too.
     *
     * @param size in bytes; below 0 if it is unknown
     */
    void read(InputStream in, long size) throws IOException;
  }

  /** Its name for messages. */
  public String name() {
    return argument.equals(STANDARD_INPUT) ? "standard input" : argument;
  }

  /**
   * Opens it for some work, and closes it unless it is standard input.
   *
   * @throws CommandFailedException if it cannot be read
   */
  public void read(InputStream standardInput, Work work) {
    try {
      if (argument.equals(STANDARD_INPUT)) {
        work.read(standardInput, UNKNOWN);
        return;
      }
      Path path = Path.of(argument);
      try (InputStream in = Files.newInputStream(path)) {
        work.read(in, Files.isRegularFile(path) ? Files.size(path) : UNKNOWN);
      }
    } catch (NoSuchFileException e) {
      throw new CommandFailedException(argument + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new CommandFailedException(argument + ": access denied", e);
    } catch (IOException e) {
      throw unreadable(e);
    } catch (UncheckedIOException e) {
      throw unreadable(Objects.requireNonNull(e.getCause()));
    }
  }

  private CommandFailedException unreadable(IOException e) {
    return new CommandFailedException(name() + " cannot be read: " + e.getMessage(), e);
  }
}
