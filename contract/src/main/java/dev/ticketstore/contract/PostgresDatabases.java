package dev.ticketstore.contract;

import dev.ticketstore.contract.internal.MigratedTemplate;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.SQLDialect;

/**
 * The databases of a PostgreSQL server, or of another one that speaks its protocol. Each test gets
 * a database that is dropped after it.
 */
public class PostgresDatabases implements DatabaseServer {

  private final String name;
  private final String url;
  private final String user;
  private final String password;
  private final String prefix = "contract_" + UUID.randomUUID().toString().substring(0, 8) + "_";
  private final AtomicInteger created = new AtomicInteger();
  private final Set<TestDatabase> present = ConcurrentHashMap.newKeySet();
  private final MigratedTemplate template = new MigratedTemplate(this::prepareTemplate);

  /**
   * Asks the server for nothing yet.
   *
   * @param name in reports
   * @param url of a database to connect to first, such as {@code
   *     jdbc:postgresql://localhost/postgres}; nothing is written there
   * @param user may create databases
   */
  public PostgresDatabases(String name, String url, String user, String password) {
    this.name = Objects.requireNonNull(name, "name");
    this.url = Objects.requireNonNull(url, "url");
    this.user = Objects.requireNonNull(user, "user");
    this.password = Objects.requireNonNull(password, "password");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SQLDialect dialect() {
    return SQLDialect.POSTGRES;
  }

  @Override
  public TestDatabase create() {
    return create("");
  }

  @Override
  public TestDatabase createMigrated() {
    if (!copiesDatabases()) {
      return DatabaseServer.super.createMigrated();
    }
    return create(" template " + template.of(this).name());
  }

  /**
   * Whether the server takes {@code create database ... template}, and nothing in front of it keeps
   * connections to the template. If not, each database is migrated by itself, which takes longer.
   */
  protected boolean copiesDatabases() {
    return true;
  }

  /** Adds more than the schema to the database that migrated ones are copies of. */
  protected void prepareTemplate(TestDatabase migrated) {}

  private TestDatabase create(String copyOf) {
    String database = prefix + created.incrementAndGet();
    administer("create database " + database + copyOf);
    TestDatabase made = new TestDatabase(this, urlOf(database), user, password);
    present.add(made);
    return made;
  }

  /** The same server and parameters. */
  private String urlOf(String database) {
    int parameters = url.indexOf('?');
    String base = parameters < 0 ? url : url.substring(0, parameters);
    String rest = parameters < 0 ? "" : url.substring(parameters);
    return base.substring(0, base.lastIndexOf('/') + 1) + database + rest;
  }

  @Override
  public void drop(TestDatabase database) {
    administer("drop database " + database.name() + " with (force)");
    present.removeIf(each -> each.name().equals(database.name()));
  }

  /** Drops also the databases that tests have left. */
  @Override
  public void close() {
    template.forget();
    List.copyOf(present).forEach(this::drop);
  }

  @Override
  public String version() {
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      DatabaseMetaData server = connection.getMetaData();
      return server.getDatabaseProductName() + " " + server.getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new IllegalStateException(name + " does not answer", e);
    }
  }

  /** Runs a statement in the database of the URL. */
  protected final void administer(String sql) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(name + " refused " + sql, e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
