package dev.ticketstore.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java process with the class path of the tests.
 *
 * @param exitCode of the process
 * @param output all that it wrote, to standard output and standard error
 */
record ChildJvm(int exitCode, String output) {

  /** Runs {@code main} to its end. */
  static ChildJvm run(List<String> jvmOptions, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(Map.of(), jvmOptions, main, arguments);
  }

  /** Runs {@code main} to its end, with more variables in its environment. */
  static ChildJvm run(
      Map<String, String> environment, List<String> jvmOptions, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new ChildJvm(process.waitFor(), output);
  }
}
