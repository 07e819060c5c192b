package dev.ticketstore.tests.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs of a database that dump one and restore the dump: {@code sqlite3}, or {@code pg_dump} and {@code psql}. */
final class DumpPrograms {

  private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  private DumpPrograms() {}

  /** Why they do not work here; empty if they do. */
  static Optional<String> fault(Place place, BenchmarkServers servers) {
    if (place.isSqlite()) {
      return version("sqlite3").isEmpty() ? Optional.of("sqlite3 is missing") : Optional.empty();
    }
    Optional<String> dump = version("pg_dump");
    if (dump.isEmpty() || version("psql").isEmpty()) {
      return Optional.of("pg_dump or psql is missing");
    }
    Matcher major = MAJOR.matcher(dump.get());
    int server = majorOfServer(servers.postgresUrl(place, "postgres"));
    return major.find() && Integer.parseInt(major.group(1)) >= server
        ? Optional.empty()
        : Optional.of(dump.get().strip() + " is older than the server, PostgreSQL " + server);
  }

  private static int majorOfServer(String url) {
    try (Connection connection = DriverManager.getConnection(url, "postgres", null)) {
      return connection.getMetaData().getDatabaseMajorVersion();
    } catch (SQLException e) {
      throw new IllegalStateException(url, e);
    }
  }

  /** What a program says of itself; empty if it is missing. */
  private static Optional<String> version(String program) {
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Dumps one database into another, which has nothing. */
  static void copy(BenchmarkDatabase from, BenchmarkDatabase to) throws IOException, InterruptedException {
    ProcessBuilder dump = new ProcessBuilder(from.program("sqlite3", "pg_dump"));
    ProcessBuilder restore = new ProcessBuilder(to.program("sqlite3", "psql"));
    if (from.isSqlite()) {
      dump.command().add(".dump");
    } else {
      restore.command().addAll(List.of("--quiet", "--set=ON_ERROR_STOP=1"));
    }
    restore.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
    for (Process process : ProcessBuilder.startPipeline(List.of(dump, restore))) {
      if (process.waitFor() != 0) {
        throw new IOException(process.info() + " failed");
      }
    }
  }
}
