package dev.ticketstore.tests.benchmark;

import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.sqlite.SQLiteConfig;

/** A copy of a template, for one fork, with the settings that all contestants share. */
final class BenchmarkDatabase implements AutoCloseable {

  private final Place place;
  private final String url;
  private final Path file;
  private final String name;

  private BenchmarkDatabase(Place place, String url, Path file, String name) {
    this.place = place;
    this.url = url;
    this.file = file;
    this.name = name;
  }

  /** Copies the template that holds {@code content}. */
  static BenchmarkDatabase copy(Place place, Content content) {
    BenchmarkServers workbench = BenchmarkServers.ofThisFork();
    if (!place.isSqlite()) {
      return create(place, " template " + content.templateName());
    }
    BenchmarkDatabase database = blank(place);
    try {
      Files.copy(workbench.sqliteTemplate(content), database.file);
      // Else the disk would be busy with the copy while the benchmark waits for it.
      try (FileChannel copy = FileChannel.open(database.file, StandardOpenOption.WRITE)) {
        copy.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return database;
  }

  /** One without tables. */
  static BenchmarkDatabase blank(Place place) {
    if (!place.isSqlite()) {
      return create(place, "");
    }
    Path file =
        BenchmarkServers.ofThisFork().folder(place).resolve(UUID.randomUUID() + ".db");
    return new BenchmarkDatabase(place, "jdbc:sqlite:" + file, file, null);
  }

  private static BenchmarkDatabase create(Place place, String options) {
    BenchmarkServers workbench = BenchmarkServers.ofThisFork();
    String name = "b" + UUID.randomUUID().toString().replace("-", "");
    workbench.administer(place, "create database " + name + options);
    return new BenchmarkDatabase(place, workbench.postgresUrl(place, name), null, name);
  }

  /** A program of the database, with what it needs to find this one. */
  List<String> program(String ofSqlite, String ofPostgres) {
    if (isSqlite()) {
      return new ArrayList<>(List.of(ofSqlite, file.toString()));
    }
    String uri = url.substring("jdbc:".length()).replace("://", "://postgres@");
    return new ArrayList<>(List.of(ofPostgres, "--dbname=" + uri));
  }

  boolean isSqlite() {
    return place.isSqlite();
  }

  SQLDialect dialect() {
    return isSqlite() ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
  }

  Columns columns() {
    return isSqlite() ? Columns.SQLITE : Columns.POSTGRESQL;
  }

  String url() {
    return url;
  }

  /** A statement written by hand. */
  String sql(String statement) {
    String resource = statement + (isSqlite() ? "-sqlite.sql" : "-postgresql.sql");
    try (InputStream text = BenchmarkDatabase.class.getResourceAsStream(resource)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The store with its defaults; the template has its schema already. */
  TicketStore openStore() {
    return openStore(SchemaPolicy.NONE);
  }

  TicketStore openStore(SchemaPolicy policy) {
    return TicketStore.builder()
        .url(url)
        .user(isSqlite() ? null : "postgres")
        .schemaPolicy(policy)
        .open();
  }

  /** A connection with the settings of the store's own that writes. */
  Connection connect() throws SQLException {
    if (!isSqlite()) {
      return DriverManager.getConnection(url, "postgres", null);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout(60_000);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    Connection connection = config.createConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute("pragma wal_autocheckpoint = 16000");
    }
    return connection;
  }

  @Override
  public void close() throws IOException {
    if (file == null) {
      BenchmarkServers.ofThisFork().administer(place, "drop database " + name + " with (force)");
      return;
    }
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(Path.of(file + suffix));
    }
  }
}
