package dev.ticketstore.tests.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java process, with the class path of the tests unless another is given.
 *
 * @param exitCode of the process
 * @param output all that it wrote, to standard output and standard error
 */
public record ChildJvm(int exitCode, String output) {

  /** For a process that ends before compiling or collecting more would pay. */
  private static final List<String> BRIEF =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  /**
   * The beginning of each command that starts a Java process: the Java that runs the tests, the
   * leave for sqlite-jdbc to load its native library, without which Java 24 and newer warn, and
   * what makes a process cheap that lives for seconds.
   */
  public static List<String> command(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of(options));
    return command;
  }

  /** Runs {@code main} to its end. */
  public static ChildJvm run(List<String> jvmOptions, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(Map.of(), jvmOptions, main, arguments);
  }

  /** Runs {@code main} to its end, with more variables in its environment. */
  public static ChildJvm run(
      Map<String, String> environment, List<String> jvmOptions, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(environment, jvmOptions, System.getProperty("java.class.path"), main, arguments);
  }

  /** Runs {@code main} to its end, with a class path of its own. */
  public static ChildJvm runOn(String classPath, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(Map.of(), BRIEF, classPath, main, arguments);
  }

  private static ChildJvm run(
      Map<String, String> environment,
      List<String> jvmOptions,
      String classPath,
      Class<?> main,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> command = command(jvmOptions.toArray(String[]::new));
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new ChildJvm(process.waitFor(), output);
  }
}
