package dev.ticketstore.tests.support;

import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.TestDatabase;
import org.jooq.SQLDialect;

/** The databases of an embedded PostgreSQL, through a PgBouncer in transaction mode. */
final class PgBouncerServer implements DatabaseServer {

  private final PostgresServer server = PostgresServer.embedded();
  private final PgBouncer bouncer = PgBouncer.before(server.create(), "transaction");

  @Override
  public String name() {
    return "pgbouncer";
  }

  @Override
  public SQLDialect dialect() {
    return server.dialect();
  }

  @Override
  public TestDatabase create() {
    return through(server.create());
  }

  @Override
  public TestDatabase createMigrated() {
    return through(server.createMigrated());
  }

  private TestDatabase through(TestDatabase direct) {
    return new TestDatabase(this, bouncer.url(direct.url()), direct.user(), direct.password());
  }

  @Override
  public boolean isPooled() {
    return true;
  }

  @Override
  public String directUrl(TestDatabase database) {
    return server.address() + database.name();
  }

  @Override
  public void drop(TestDatabase database) {
    server.drop(database);
  }

  @Override
  public String toString() {
    return name();
  }
}
