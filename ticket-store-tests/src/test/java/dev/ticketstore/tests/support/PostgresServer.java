package dev.ticketstore.tests.support;

import dev.ticketstore.DatabaseRole;
import dev.ticketstore.contract.PostgresDatabases;
import dev.ticketstore.contract.TestDatabase;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A server that is started once and holds a database for each test. It is for tests: it does not
 * wait for the disk.
 */
final class PostgresServer extends PostgresDatabases {

  static final String IMAGE = "postgres:15-bookworm";

  /** The role whose members' passwords every server checks. */
  static final String CHECKED_ROLE = "checked";

  private static final String ROLE = "ticket_writer";

  private final String address;
  private final @Nullable DatabaseRole kind;

  /**
   * A server.
   *
   * @param kind what the role may do that opens the stores of migrated databases; null for the
   *     owner
   */
  private PostgresServer(
      String name, String address, String user, String password, @Nullable DatabaseRole kind) {
    super(name, address + "postgres", user, password);
    this.address = address;
    this.kind = kind;
  }

  /**
   * Binaries out of a Maven artifact; they end with this process. It trusts everybody, but for
   * members of {@link #CHECKED_ROLE}.
   */
  static PostgresServer embedded() {
    return embedded("embedded-postgresql", DefaultPostgresBinaryResolver.INSTANCE, null);
  }

  /** The same, where the stores of migrated databases have the privileges of a writer only. */
  static PostgresServer writer() {
    return embedded(
        "postgresql-writer", DefaultPostgresBinaryResolver.INSTANCE, DatabaseRole.WRITER);
  }

  /** As {@link #embedded()}, of another major version than the class path holds. */
  static PostgresServer embedded(int major) {
    return embedded("embedded-postgresql-" + major, new PostgresBinaries(major), null);
  }

  @SuppressWarnings("resource") // ends with the process
  private static PostgresServer embedded(
      String name, PgBinaryResolver binaries, @Nullable DatabaseRole kind) {
    try {
      Path access = Files.createTempFile("pg_hba", ".conf");
      access.toFile().deleteOnExit();
      Files.writeString(
          access, "host all +" + CHECKED_ROLE + " all scram-sha-256\nhost all all all trust\n");
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setPgBinaryResolver(binaries)
              .setServerConfig("hba_file", access.toString())
              // PostgreSQL 13 stores passwords as MD5 by default.
              .setServerConfig("password_encryption", "scram-sha-256")
              .setServerConfig("fsync", "off")
              .setServerConfig("max_connections", "200")
              .start();
      return started(
          new PostgresServer(
              name,
              "jdbc:postgresql://localhost:" + server.getPort() + "/",
              "postgres",
              "postgres",
              kind));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A container; it ends with this process. */
  @SuppressWarnings("resource") // ends with the process
  static PostgresServer container() {
    PostgreSQLContainer container =
        new PostgreSQLContainer(IMAGE)
            .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
    container.start();
    return started(
        new PostgresServer(
            "testcontainers",
            "jdbc:postgresql://" + container.getHost() + ":" + container.getFirstMappedPort() + "/",
            container.getUsername(),
            container.getPassword(),
            null));
  }

  private static PostgresServer started(PostgresServer server) {
    server.administer("create role " + CHECKED_ROLE);
    return server;
  }

  /** The URL of its databases, up to their names. */
  String address() {
    return address;
  }

  @Override
  public boolean opensAsOwner() {
    return kind == null;
  }

  @Override
  public TestDatabase createMigrated() {
    TestDatabase copy = super.createMigrated();
    return kind == null ? copy : copy.asRole(ROLE);
  }

  /** A copy of the database has the same privileges. */
  @Override
  protected void prepareTemplate(TestDatabase migrated) {
    if (kind != null) {
      migrated.execute(
          "drop role if exists " + ROLE,
          "create role " + ROLE + " login",
          "revoke all on schema public from public");
      migrated.execute(kind.grants("public", ROLE).toArray(String[]::new));
    }
  }
}
