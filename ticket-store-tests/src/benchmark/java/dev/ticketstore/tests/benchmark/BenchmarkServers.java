package dev.ticketstore.tests.benchmark;

import dev.ticketstore.TicketStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The servers and templates of a run, which its forks use by way of system properties.
 *
 * <p>The server on the disk has PostgreSQL's defaults of durability, which those for tests have not.
 */
final class BenchmarkServers implements AutoCloseable {

  private static final String PROPERTY = "benchmark.";
  private static final String FOLDER = PROPERTY + "folder";

  private final Path disk;
  private final Path memory;
  private final Map<Place, String> servers;
  private final List<AutoCloseable> started = new ArrayList<>();

  private BenchmarkServers(Path disk, Path memory, Map<Place, String> servers) {
    this.disk = disk;
    this.memory = memory;
    this.servers = servers;
  }

  /** Starts what the places need. */
  static BenchmarkServers start(Collection<Place> places) throws IOException {
    Path shared = Path.of("/dev/shm");
    BenchmarkServers workbench =
        new BenchmarkServers(
            Files.createTempDirectory("benchmark"),
            Files.isDirectory(shared)
                ? Files.createTempDirectory(shared, "benchmark")
                : Files.createTempDirectory("benchmark-memory"),
            new EnumMap<>(Place.class));
    try {
      workbench.startServers(places);
    } catch (IOException | RuntimeException e) {
      workbench.close();
      throw e;
    }
    return workbench;
  }

  private void startServers(Collection<Place> places) throws IOException {
    Set<Place> wanted = new HashSet<>(places);
    if (wanted.contains(Place.POSTGRESQL)) {
      int port = startServer("on");
      servers.put(Place.POSTGRESQL, "jdbc:postgresql://localhost:" + port + "/");
      DelayingProxy proxy = DelayingProxy.start(port);
      started.add(proxy);
      servers.put(Place.POSTGRESQL_AWAY, "jdbc:postgresql://localhost:" + proxy.port() + "/");
    }
    if (wanted.contains(Place.POSTGRESQL_WITHOUT_FSYNC)) {
      servers.put(
          Place.POSTGRESQL_WITHOUT_FSYNC,
          "jdbc:postgresql://localhost:" + startServer("off") + "/");
    }
  }

  private int startServer(String durable) throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", durable)
            .setServerConfig("synchronous_commit", durable)
            .setServerConfig("full_page_writes", durable)
            .setServerConfig("max_connections", "200")
            .setServerConfig("shared_buffers", "512MB")
            .setServerConfig("max_wal_size", "4GB")
            .start();
    started.add(server);
    return server.getPort();
  }

  /** That of the run whose fork this process is. */
  static BenchmarkServers ofThisFork() {
    Map<Place, String> servers = new EnumMap<>(Place.class);
    for (Place place : Place.values()) {
      String url = System.getProperty(PROPERTY + place.name());
      if (url != null) {
        servers.put(place, url);
      }
    }
    return new BenchmarkServers(
        Path.of(System.getProperty(FOLDER)),
        Path.of(System.getProperty(FOLDER + ".memory")),
        servers);
  }

  /** What a fork needs to find it. */
  List<String> jvmArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("-D" + FOLDER + "=" + disk);
    arguments.add("-D" + FOLDER + ".memory=" + memory);
    servers.forEach((place, url) -> arguments.add("-D" + PROPERTY + place.name() + "=" + url));
    return arguments;
  }

  /** Lets this process find it as a fork does. */
  void useHere() {
    for (String argument : jvmArguments()) {
      String[] property = argument.substring("-D".length()).split("=", 2);
      System.setProperty(property[0], property[1]);
    }
  }

  Path folder(Place place) {
    return place == Place.SQLITE_IN_MEMORY ? memory : disk;
  }

  Path sqliteTemplate(Content content) {
    return disk.resolve(content.templateName() + ".db");
  }

  String postgresUrl(Place place, String database) {
    return servers.get(place) + database;
  }

  void administer(Place place, String sql) {
    execute(postgresUrl(place, "postgres"), "postgres", List.of(sql));
  }

  /** Makes the templates that a run needs, which takes a while for the large ones. */
  void prepare(Place place, Collection<Content> contents) {
    for (Content content : EnumSet.copyOf(contents)) {
      if (place.isSqlite()) {
        String url = "jdbc:sqlite:" + sqliteTemplate(content);
        if (!Files.exists(sqliteTemplate(content))) {
          TicketStore.open(url).close();
          execute(url, null, content.statements(true));
          execute(url, null, List.of("analyze", "pragma wal_checkpoint(truncate)"));
        }
      } else {
        String url = postgresUrl(place, content.templateName());
        administer(place, "create database " + content.templateName());
        TicketStore.builder().url(url).user("postgres").open().close();
        if (content != Content.EMPTY) {
          // Not the empty one, whose tables would be planned for as if they stayed empty.
          execute(url, "postgres", content.statements(false));
          execute(url, "postgres", List.of("vacuum analyze", "checkpoint"));
        }
      }
    }
  }

  private static void execute(String url, String user, List<String> statements) {
    try (Connection connection = DriverManager.getConnection(url, user, null);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(url, e);
    }
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable each : started) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
    for (Path folder : List.of(disk, memory)) {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(folder);
    }
  }
}
