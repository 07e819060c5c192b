package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.SqliteSynchronous;
import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.schema.SqlitePath;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Opens databases.
 *
 * @param user of PostgreSQL; null for what the URL says
 * @param password of PostgreSQL; null for what the URL says
 * @param maxConnections of PostgreSQL, and those that read SQLite
 * @param timeout for a connection out of the pool, and for a lock
 * @param synchronous of SQLite
 * @param logLimit of SQLite, in bytes
 * @param mayCreate whether a SQLite file that is not there is made
 */
public record DatabaseOpener(
    @Nullable String user,
    @Nullable String password,
    int maxConnections,
    Duration timeout,
    SqliteSynchronous synchronous,
    long logLimit,
    boolean mayCreate) {

  /** Shows neither user nor password. */
  @Override
  public String toString() {
    return "DatabaseOpener[timeout=" + timeout + "]";
  }

  /**
   * Before it, two connections that write or checkpoint at once can damage a WAL file; see
   * sqlite.org/wal.html.
   */
  private static final List<Integer> OLDEST_SQLITE = List.of(3, 51, 3);

  /**
   * Opens the database at a URL.
   *
   * @throws DatabaseException {@link Reason#MISSING_LIBRARY} without HikariCP or the driver
   */
  public Database open(JdbcUrl url) {
    OptionalLibrary.HIKARI_CP.require();
    if (url instanceof JdbcUrl.Sqlite sqlite) {
      OptionalLibrary.SQLITE_JDBC.require();
      return openSqlite(sqlite);
    }
    OptionalLibrary.PGJDBC.require();
    return openPostgres((JdbcUrl.Postgres) url);
  }

  /**
   * Uses connections of the caller's, who closes them.
   *
   * @throws DatabaseException {@link Reason#IN_TRANSACTION} if they come inside a transaction
   */
  public Database open(DataSource dataSource) {
    try {
      CallerSource source = new CallerSource(dataSource, timeout);
      Dialect dialect = dialect(source);
      DataSource given = new CallerConnections(source, dialect, false).dataSource();
      try (Connection connection = given.getConnection()) {
        if (dialect == SqliteDialect.INSTANCE) {
          refuseOldSqlite(connection);
          return new Database(dialect, given, timeout, StoreFile.of(connection));
        }
        if (isBehindPooler(connection, null)) {
          DataSource unnamed = new CallerConnections(source, dialect, true).dataSource();
          return Database.behindPooler(dialect, unnamed, List.of(), timeout);
        }
      }
      return new Database(dialect, given, timeout);
    } catch (SQLException e) {
      throw ErrorTranslation.connecting(e);
    }
  }

  private static Dialect dialect(CallerSource source) throws SQLException {
    try (Connection connection = source.connect()) {
      return Dialect.of(DSL.using(connection).dialect());
    }
  }

  private Database openSqlite(JdbcUrl.Sqlite url) {
    if (!url.inMemory() && lacksFolder(url.file())) {
      throw cannotOpen("the folder of " + Check.quote(url.file()) + " does not exist");
    }
    if (!mayCreate && !url.inMemory() && lacksFile(url.file())) {
      throw cannotOpen("there is no file " + Check.quote(url.file()));
    }
    if (mayCreate && !url.inMemory()) {
      new SqlitePath(url.file()).createIfMissing();
    }
    boolean immutable = !mayCreate && !url.inMemory() && StoreFile.isImmutable(url.file());
    String address = immutable ? url.immutableUrl() : url.url();
    ConnectionPool writer =
        ConnectionPool.sqlite(
            "ticket-store-writer",
            SqliteDriver.writer(
                address, timeout, synchronous, logLimit, mayCreate || url.inMemory()),
            false,
            1,
            timeout);
    try {
      try (Connection connection = writer.connections().getConnection()) {
        refuseOldSqlite(connection);
      }
      if (url.inMemory()) {
        return new Database(
            SqliteDialect.INSTANCE,
            writer.connections(),
            writer.connections(),
            List.of(writer),
            StoreFile.NONE);
      }
      ConnectionPool readers =
          ConnectionPool.sqlite(
              "ticket-store-readers",
              SqliteDriver.reader(address, timeout),
              true,
              maxConnections,
              timeout);
      return new Database(
          SqliteDialect.INSTANCE,
          writer.connections(),
          readers.connections(),
          List.of(readers, writer),
          StoreFile.of(url.file()));
    } catch (SQLException e) {
      writer.close();
      throw ErrorTranslation.connecting(e);
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  private static DatabaseException cannotOpen(String detail) {
    return new DatabaseException(Reason.CANNOT_OPEN, detail, null);
  }

  private static boolean lacksFolder(String file) {
    try {
      Path folder = Path.of(file).toAbsolutePath().getParent();
      return folder == null || !Files.isDirectory(folder);
    } catch (InvalidPathException e) {
      // In the locale C, Java has no paths beyond ASCII. SQLite has.
      return false;
    }
  }

  private static boolean lacksFile(String file) {
    try {
      return Files.notExists(Path.of(file));
    } catch (InvalidPathException e) {
      // As above.
      return false;
    }
  }

  private static void refuseOldSqlite(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select sqlite_version()")) {
      row.next();
      String version = row.getString(1);
      if (compare(version, OLDEST_SQLITE) < 0) {
        throw new DatabaseException(
            Reason.UNSUPPORTED,
            "expected SQLite 3.51.3 or newer, not "
                + version
                + ": older ones can damage a file that two connections use; set the version of"
                + " org.xerial:sqlite-jdbc to 3.51.3.0 or newer, which below Spring Boot's parent POM"
                + " is the property sqlite-jdbc.version",
            null);
      }
    }
  }

  static int compare(String version, List<Integer> other) {
    List<Integer> parts = Arrays.stream(version.split("\\.", -1)).map(Integer::valueOf).toList();
    return Arrays.compare(parts.toArray(Integer[]::new), other.toArray(Integer[]::new));
  }

  /** Whether PostgreSQL is behind a pooler, once its settings are checked. */
  private static boolean isBehindPooler(Connection connection, @Nullable String schema)
      throws SQLException {
    PostgresSettings.check(connection);
    return PostgresPooler.isBetween(connection, schema);
  }

  private Database openPostgres(JdbcUrl.Postgres url) {
    ConnectionPool pool =
        ConnectionPool.postgres("ticket-store", url, user, password, maxConnections, timeout);
    try (Connection connection = pool.connections().getConnection()) {
      if (isBehindPooler(connection, url.currentSchema())) {
        return Database.behindPooler(
            PostgresDialect.INSTANCE, pool.connections(), List.of(pool), timeout);
      }
    } catch (SQLException e) {
      pool.close();
      throw ErrorTranslation.connecting(e);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
    return new Database(
        PostgresDialect.INSTANCE,
        pool.connections(),
        pool.connections(),
        List.of(pool),
        StoreFile.NONE);
  }
}
