package dev.ticketstore.tests.databases;

import dev.ticketstore.TicketStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * An empty database of its own for one test.
 *
 * @param server what runs it
 * @param url where it is
 * @param user who owns it; empty on SQLite
 * @param password of the user; empty on SQLite
 */
public record TestDatabase(DatabaseServer server, String url, String user, String password) {

  /** Starts to open a store on it. */
  public TicketStore.Builder store() {
    TicketStore.Builder builder = TicketStore.builder().url(url);
    return user.isEmpty() ? builder : builder.user(user).password(password);
  }

  /** A plain connection, as another program would use. */
  public Connection connect() throws SQLException {
    return user.isEmpty()
        ? DriverManager.getConnection(url)
        : DriverManager.getConnection(url, user, password);
  }

  /** The dialect of jOOQ. */
  public SQLDialect dialect() {
    return isSqlite() ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
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
    return url.startsWith("jdbc:sqlite:");
  }
}
