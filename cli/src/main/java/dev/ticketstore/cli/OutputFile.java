package dev.ticketstore.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The file that a command writes. */
final class OutputFile {

  private static final String STANDARD_OUTPUT = "-";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {
        "The file, or - for standard output.",
        "A file that is there is replaced once the new one is complete."
      })
  private @Nullable String name;

  boolean isGiven() {
    return name != null;
  }

  boolean isStandardOutput() {
    return STANDARD_OUTPUT.equals(name);
  }

  /**
   * Its path.
   *
   * @throws ParameterException if it is the store, or no name of a file
   */
  Path path(TicketsCommand tickets, CommandSpec command) {
    Path file = parsed(command);
    Optional<String> store = tickets.storeOptions().place(tickets.environment(), command).file();
    try {
      if (store.isPresent() && Files.exists(file) && Files.isSameFile(file, Path.of(store.get()))) {
        throw new ParameterException(command.commandLine(), "--out: " + name + " is the store");
      }
    } catch (IOException | InvalidPathException e) {
      // Whichever cannot be looked at cannot be read or written either.
    }
    return file;
  }

  private Path parsed(CommandSpec command) {
    try {
      return Path.of(String.valueOf(name));
    } catch (InvalidPathException e) {
      throw new ParameterException(command.commandLine(), "--out: " + e.getMessage(), e);
    }
  }

  /** What writes the file. */
  interface Writing<T> {
    T write() throws IOException;
  }

  /**
   * Writes the file.
   *
   * @throws CommandFailedException if it could not be written
   */
  <T> T writing(Writing<T> work) {
    try {
      return work.write();
    } catch (IOException e) {
      throw unwritable(e);
    } catch (UncheckedIOException e) {
      throw unwritable(Objects.requireNonNull(e.getCause()));
    }
  }

  private CommandFailedException unwritable(IOException e) {
    String why =
        e instanceof NoSuchFileException
            ? "there is no such folder"
            : e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
    return new CommandFailedException("--out: " + name + " cannot be written: " + why, e);
  }

  @Override
  public String toString() {
    return String.valueOf(name);
  }
}
