package dev.ticketstore.contract;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.SQLDialect;

/** Gives out databases of their own to tests. */
public interface DatabaseServer {

  /** Its name in reports, such as {@code sqlite}. */
  String name();

  /** Whether stores are opened by the owner of the tables, who may do everything with them. */
  default boolean opensAsOwner() {
    return true;
  }

  /** The dialect of jOOQ for its databases: SQLite or PostgreSQL. */
  SQLDialect dialect();

  /** A new database without any tables. */
  TestDatabase create();

  /**
   * A new database that looks as a store leaves it that was opened and closed. Most tests ask for
   * one, and migrating takes longer than most of them: a copy is faster than this default, which
   * migrates each.
   */
  default TestDatabase createMigrated() {
    TestDatabase database = create();
    database.store().open().close();
    return database;
  }

  /** Removes a database that this server created, so that many tests do not fill the disk. */
  void drop(TestDatabase database);

  /** Removes what is left, at the end of a run. */
  default void close() {}

  /** Whether a pooler in front of it keeps the sessions of the server to itself. */
  default boolean isPooled() {
    return false;
  }

  /** The URL of a database for another program, which no pooler is in front of. */
  default String directUrl(TestDatabase database) {
    return database.url();
  }

  /** The product and its version, as it says itself. */
  default String version() {
    TestDatabase database = create();
    try (Connection connection = database.connect()) {
      return connection.getMetaData().getDatabaseProductName()
          + " "
          + connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new IllegalStateException(name() + " does not answer", e);
    } finally {
      database.drop();
    }
  }
}
