package dev.ticketstore.contract;

import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/**
 * A database of its own for one test.
 *
 * @param server what runs it
 * @param url where it is
 * @param user who owns it; empty on SQLite
 * @param password of the user; empty on SQLite
 * @param storeUser under whom stores are opened, with the same password; empty on SQLite
 */
public record TestDatabase(
    DatabaseServer server, String url, String user, String password, String storeUser) {

  /** A database whose owner opens the stores. */
  public TestDatabase(DatabaseServer server, String url, String user, String password) {
    this(server, url, user, password, user);
  }

  /** The same database with stores that another role opens. */
  public TestDatabase asRole(String role) {
    return new TestDatabase(server, url, user, password, role);
  }

  /** Removes it. */
  public void drop() {
    server.drop(this);
  }

  /** Its name on the server; on SQLite the path of its file. */
  public String name() {
    if (isSqlite()) {
      return url.substring("jdbc:sqlite:".length());
    }
    int parameters = url.indexOf('?');
    String base = parameters < 0 ? url : url.substring(0, parameters);
    return base.substring(base.lastIndexOf('/') + 1);
  }

  /** Starts to open a store on it. */
  public TicketStoreBuilder store() {
    // The clocks of the tests stand still, and observations are ahead of them.
    TicketStoreBuilder builder =
        TicketStore.builder().url(url).maxClockSkew(Duration.ofDays(3_650));
    return storeUser.isEmpty() ? builder : builder.user(storeUser).password(password);
  }

  /** A plain connection, as another program would use. */
  public Connection connect() throws SQLException {
    return user.isEmpty()
        ? DriverManager.getConnection(url)
        : DriverManager.getConnection(server.directUrl(this), user, password);
  }

  /**
   * A connection for transactions of the caller's: on SQLite each has the write lock from its
   * beginning.
   */
  public Connection connectForTransactions() throws SQLException {
    return isSqlite()
        ? DriverManager.getConnection(url + "?transaction_mode=IMMEDIATE")
        : connect();
  }

  /** Runs statements, each by itself, as another program would. */
  public void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database refused " + String.join("; ", statements), e);
    }
  }

  /** A plain connection for each call, without a pool. */
  public DataSource dataSource() {
    if (isSqlite()) {
      SQLiteDataSource sqlite = new SQLiteDataSource();
      sqlite.setUrl(url);
      return sqlite;
    }
    PGSimpleDataSource postgres = new PGSimpleDataSource();
    postgres.setUrl(url);
    postgres.setUser(user);
    postgres.setPassword(password);
    return postgres;
  }

  /** The dialect of jOOQ. */
  public SQLDialect dialect() {
    return server.dialect();
  }

  /** jOOQ on a plain connection, which the caller closes. */
  public DSLContext dsl(Connection connection) {
    return DSL.using(connection, dialect());
  }

  /** Whether rows are locked, and not the whole file. */
  public boolean isPostgres() {
    return !isSqlite();
  }

  /** Whether it is a SQLite file. */
  public boolean isSqlite() {
    return dialect() == SQLDialect.SQLITE;
  }
}
