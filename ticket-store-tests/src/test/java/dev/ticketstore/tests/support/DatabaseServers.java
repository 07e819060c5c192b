package dev.ticketstore.tests.support;

import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.DatabaseServerProvider;
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
 * default, means SQLite, the embedded PostgreSQL of the class path, and Testcontainers where a
 * Docker engine answers. Only by name run the other versions of PostgreSQL, {@code
 * postgresql-writer}, whose stores have the privileges of a writer only, and {@code pgbouncer}.
 */
public final class DatabaseServers implements DatabaseServerProvider {

  private static final String CONTAINER = "testcontainers";
  private static final String PGBOUNCER = "pgbouncer";

  private static final Map<String, Supplier<DatabaseServer>> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("sqlite", SqliteFiles::new);
    KNOWN.put("embedded-postgresql", PostgresServer::embedded);
    KNOWN.put(CONTAINER, PostgresServer::container);
    KNOWN.put("postgresql-writer", PostgresServer::writer);
    KNOWN.put(PGBOUNCER, PgBouncerServer::new);
    for (int major : List.of(13, 14, 15, 16, 18)) {
      KNOWN.put("embedded-postgresql-" + major, () -> PostgresServer.embedded(major));
    }
  }

  private static final Set<String> AUTO = Set.of("sqlite", "embedded-postgresql", CONTAINER);

  private static final Map<String, DatabaseServer> STARTED = new LinkedHashMap<>();

  /** For the contract, which finds it as a service. */
  public DatabaseServers() {}

  @Override
  public List<DatabaseServer> servers() {
    return all();
  }

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

  /** PostgreSQL 12, which the store refuses. */
  public static DatabaseServer tooOld() {
    return PostgresServer.embedded(12);
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
        lines.add(name + ": NOT RUN, " + reasonOfAbsence(name));
      }
    }
    return lines;
  }

  private static String reasonOfAbsence(String name) {
    if (setting().equals("auto") && AUTO.contains(name)) {
      return "no Docker engine answers";
    }
    return name.equals(PGBOUNCER) && !PgBouncer.isInstalled()
        ? "no program pgbouncer is installed"
        : "not in test.databases";
  }

  private static String setting() {
    return System.getProperty("test.databases", "auto");
  }

  private static Set<String> wanted() {
    if (setting().equals("auto")) {
      Set<String> all = new TreeSet<>(AUTO);
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        all.remove(CONTAINER);
      }
      return all;
    }
    Set<String> wanted = new TreeSet<>(Arrays.asList(setting().split(",", -1)));
    if (!KNOWN.keySet().containsAll(wanted)) {
      throw new IllegalArgumentException(
          "test.databases: expected some of " + KNOWN.keySet() + ", not " + wanted);
    }
    if (!PgBouncer.isInstalled()) {
      wanted.remove(PGBOUNCER);
    }
    return wanted;
  }
}
