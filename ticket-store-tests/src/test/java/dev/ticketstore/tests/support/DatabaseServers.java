package dev.ticketstore.tests.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;

/**
 * The servers that this run of the tests uses, each started when it is first asked for.
 *
 * <p>The system property {@code test.databases} names them, separated by commas; {@code auto}, the
 * default, means all that this machine can run: Testcontainers where a Docker engine answers, and
 * the others everywhere. It does not mean {@code postgresql-writer}, whose stores have the privileges of a
 * writer only.
 */
public final class DatabaseServers {

  private static final String WRITER = "postgresql-writer";

  private static final Map<String, Supplier<DatabaseServer>> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("sqlite", SqliteFiles::new);
    KNOWN.put("embedded-postgresql", PostgresServer::embedded);
    KNOWN.put("testcontainers", PostgresServer::container);
    KNOWN.put(WRITER, PostgresServer::writer);
  }

  private static final Map<String, DatabaseServer> STARTED = new LinkedHashMap<>();

  private DatabaseServers() {}

  /** All servers of this run. */
  public static synchronized List<DatabaseServer> all() {
    List<DatabaseServer> servers = new ArrayList<>();
    Set<String> wanted = wanted();
    KNOWN.forEach(
        (name, start) -> {
          if (wanted.contains(name)) {
            servers.add(STARTED.computeIfAbsent(name, key -> start.get()));
          }
        });
    return servers;
  }

  /** What ran, and what did not and why, a line each. */
  static synchronized List<String> summary() {
    List<String> lines = new ArrayList<>();
    Set<String> wanted = wanted();
    for (String name : KNOWN.keySet()) {
      DatabaseServer server = STARTED.get(name);
      if (server != null) {
        lines.add(name + ": " + server.version());
      } else if (wanted.contains(name)) {
        lines.add(name + ": no test asked for it");
      } else {
        lines.add(
            name
                + ": NOT RUN, "
                + (setting().equals("auto") && !name.equals(WRITER)
                    ? "no Docker engine answers"
                    : "not in test.databases"));
      }
    }
    return lines;
  }

  private static String setting() {
    return System.getProperty("test.databases", "auto");
  }

  private static Set<String> wanted() {
    if (setting().equals("auto")) {
      Set<String> all = new TreeSet<>(KNOWN.keySet());
      all.remove(WRITER);
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        all.remove("testcontainers");
      }
      return all;
    }
    Set<String> wanted = new TreeSet<>(Arrays.asList(setting().split(",", -1)));
    if (!KNOWN.keySet().containsAll(wanted)) {
      throw new IllegalArgumentException(
          "test.databases: expected some of " + KNOWN.keySet() + ", not " + wanted);
    }
    return wanted;
  }
}
