package dev.ticketstore.tests.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketstore.tests.support.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs main methods one after the other in one Java process, which is faster than a process for
 * each. A main method that calls {@code System.exit}, or does not return, costs only itself: the
 * next one gets a new process.
 */
final class SnippetProcess implements AutoCloseable {

  /** What the process writes to a file once a main method has returned. */
  private static final String RETURNED = "returned";

  private final Path classes;
  private final Path folder;
  private final Path output;
  private final Path verdict;
  private final Duration patience;
  private @Nullable Process process;

  /**
   * Starts nothing yet.
   *
   * @param classes where the compiled classes are
   * @param folder the working folder of the main methods, which each finds empty
   * @param notes an empty folder for what they print
   * @param patience how long one may run
   */
  SnippetProcess(Path classes, Path folder, Path notes, Duration patience) {
    this.classes = classes;
    this.folder = folder;
    this.output = notes.resolve("output");
    this.verdict = notes.resolve("verdict");
    this.patience = patience;
  }

  /**
   * Runs one main method.
   *
   * @return all that it printed
   * @throws AssertionError if it throws, ends the process or runs for too long
   */
  String run(String className, String... arguments) throws IOException, InterruptedException {
    empty();
    Process current = process();
    List<String> line = new ArrayList<>(List.of(className));
    line.addAll(List.of(arguments));
    OutputStream orders = current.getOutputStream();
    orders.write((String.join("\t", line) + "\n").getBytes(UTF_8));
    orders.flush();
    String how = await(current);
    String printed = Files.readString(output);
    if (!how.equals(RETURNED)) {
      throw new AssertionError(className + " " + how + ". It printed:\n" + printed);
    }
    return printed;
  }

  /** What became of it. The process is gone if that is anything but a return or an exception. */
  private String await(Process current) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      if (Files.exists(verdict)) {
        return Files.readString(verdict);
      }
      if (current.waitFor(5, TimeUnit.MILLISECONDS)) {
        return "ended the process with " + current.exitValue();
      }
    }
    close();
    return "had not returned after " + patience;
  }

  private void empty() throws IOException {
    Files.deleteIfExists(verdict);
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private Process process() throws IOException {
    Process current = process;
    if (current == null || !current.isAlive()) {
      Files.deleteIfExists(output);
      current =
          new ProcessBuilder(
                  ChildJvm.command(
                      "-cp",
                      classes + File.pathSeparator + System.getProperty("java.class.path"),
                      Runs.class.getName(),
                      output.toString(),
                      verdict.toString()))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process = current;
    }
    return current;
  }

  /** Ends the process. */
  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
      process = null;
    }
  }

  /** The main method of the process, which runs others. */
  static final class Runs {

    private Runs() {}

    /** Takes the files for the output and the verdict; reads a class and its arguments a line. */
    public static void main(String[] files) throws IOException {
      Path output = Path.of(files[0]);
      Path verdict = Path.of(files[1]);
      for (String line = readLine(System.in); !line.isEmpty(); line = readLine(System.in)) {
        String[] order = line.split("\t", -1);
        String[] arguments = List.of(order).subList(1, order.length).toArray(String[]::new);
        try (PrintStream print = new PrintStream(Files.newOutputStream(output), true, UTF_8)) {
          System.setOut(print);
          System.setErr(print);
          String how = run(order[0], arguments);
          print.flush();
          Path written = Files.writeString(verdict.resolveSibling("written"), how);
          Files.move(written, verdict);
        }
      }
    }

    private static String run(String className, String[] arguments) {
      try {
        Class.forName(className).getMethod("main", String[].class).invoke(null, (Object) arguments);
        return RETURNED;
      } catch (ReflectiveOperationException e) {
        e.printStackTrace(System.err);
        return "failed";
      }
    }

    private static String readLine(InputStream in) {
      StringBuilder line = new StringBuilder();
      try {
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
          line.append((char) c);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return line.toString();
    }
  }
}
