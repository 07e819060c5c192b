package dev.ticketstore.tests.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A build of the store that calls, in a process and on a database of its own. */
final class PairedProcess implements AutoCloseable {

  private final PairedCase row;
  private final BenchmarkDatabase database;
  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  /** Starts it with the classes of a build. */
  PairedProcess(PairedCase row, String classPath) throws IOException {
    this.row = row;
    this.database = BenchmarkDatabase.blank(row.place());
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dorg.jooq.no-logo=true",
                "-Dorg.jooq.no-tips=true",
                "-cp",
                classPath,
                CallingProcess.class.getName(),
                row.name(),
                database.url(),
                database.isSqlite() ? "" : "postgres")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    answer("ready");
  }

  /** Skips what a library may have printed. */
  private String answer(String expected) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.matches(expected)) {
        return line;
      }
    }
    throw new IOException("The process of " + row + " ended");
  }

  /** Runs a round, and returns the nanoseconds of CPU of a call: its caller's and the server's. */
  double round() throws IOException, SQLException {
    long before = serverNanos();
    orders.write(row.calls() + "\n");
    orders.flush();
    long caller = Long.parseLong(answer("\\d+"));
    return (double) (caller + serverNanos() - before) / row.calls();
  }

  private long serverNanos() throws IOException, SQLException {
    if (database.isSqlite()) {
      return 0;
    }
    long nanos = 0;
    try (Connection connection = database.connect();
        PreparedStatement backends =
            connection.prepareStatement(
                "select pid from pg_stat_activity where datname = current_database()"
                    + " and backend_type = 'client backend' and pid <> pg_backend_pid()");
        ResultSet backend = backends.executeQuery()) {
      while (backend.next()) {
        // The time on a CPU, that which waits for one, and the number of turns.
        String times = Files.readString(Path.of("/proc", backend.getString(1), "schedstat"));
        nanos += Long.parseLong(times.split(" ")[0]);
      }
    }
    return nanos;
  }

  @Override
  public void close() throws IOException {
    orders.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    database.close();
  }
}
