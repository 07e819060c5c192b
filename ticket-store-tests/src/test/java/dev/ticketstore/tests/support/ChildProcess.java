package dev.ticketstore.tests.support;

import dev.ticketstore.contract.internal.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process with the class path of the tests. It begins its work when a line comes in, so that
 * several can begin at once.
 */
public final class ChildProcess implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path out;
  private final Path err;

  private ChildProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts the {@code main} of a class. */
  public static ChildProcess start(Class<?> main, String... args) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "processes"));
    Path out = Files.createTempFile(folder, main.getSimpleName(), ".out");
    Path err = Files.createTempFile(folder, main.getSimpleName(), ".err");
    List<String> command =
        ChildJvm.command("-Xmx128m", "-cp", System.getProperty("java.class.path"), main.getName());
    command.addAll(List.of(args));
    return new ChildProcess(
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start(),
        out,
        err);
  }

  /** Starts as many, and lets all begin at once. */
  public static List<ChildProcess> startAll(int count, Class<?> main, String... args)
      throws IOException {
    List<ChildProcess> processes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      processes.add(start(main, args));
    }
    for (ChildProcess each : processes) {
      each.begin();
    }
    return processes;
  }

  /** Lets it begin. */
  public void begin() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().close();
  }

  /** For the {@code main}: waits until it may begin. */
  public static void awaitBegin() throws IOException {
    while (System.in.read() >= 0) {
      // Its end counts as well.
    }
  }

  /**
   * Waits for its end.
   *
   * @return what it printed to standard output
   * @throws AssertionError if it did not end well
   */
  public String output() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("A process still ran after " + PATIENCE_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("Exit " + process.exitValue() + ": " + Files.readString(err));
    }
    return Files.readString(out);
  }

  /**
   * Waits until it has printed this number of lines to standard output.
   *
   * @throws AssertionError if it ends before, or does not
   */
  public List<String> awaitLines(int count) throws Exception {
    Waiting.until(
        Duration.ofSeconds(PATIENCE_SECONDS), count + " lines in " + out, () -> hasPrinted(count));
    return Files.readAllLines(out);
  }

  private boolean hasPrinted(int count) throws IOException {
    boolean lives = process.isAlive();
    String printed = Files.readString(out);
    if (printed.endsWith("\n") && printed.lines().count() >= count) {
      return true;
    }
    if (!lives) {
      throw new AssertionError("Exit " + process.exitValue() + ": " + Files.readString(err));
    }
    return false;
  }

  /** Kills it, as SIGKILL does, and waits for its end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What it printed to standard error. */
  public String errors() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
