package dev.ticketstore.spring;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;

/** Pools of the application's own, to SQLite files. */
final class SqliteDataSources {

  private SqliteDataSources() {}

  static String url(Path folder) {
    return "jdbc:sqlite:" + folder.resolve("tickets.db");
  }

  static HikariDataSource pool(Path file) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:sqlite:" + file + "?transaction_mode=IMMEDIATE&busy_timeout=10000");
    return pool;
  }
}
