package dev.ticketstore.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.DatabaseRole;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.contract.TicketStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that gives nothing to everybody. The names of roles need quotes. */
@OnlyOn(value = SQLDialect.POSTGRES, because = "it has no roles")
abstract class RestrictedDatabase extends TicketStoreContract {

  protected String roleName(DatabaseRole kind) {
    return "The \"" + kind + "\" of " + database.name() + "'s";
  }

  /** The database as a role of this kind has it. */
  protected TestDatabase as(DatabaseRole kind) {
    String role = roleName(kind);
    String quoted = DSL.using(SQLDialect.POSTGRES).render(DSL.name(role));
    database.execute(
        "revoke all on schema public from public",
        "revoke execute on all functions in schema public from public",
        "revoke all on database " + database.name() + " from public",
        "create role " + quoted + " login password '" + database.password() + "'",
        "grant connect on database " + database.name() + " to " + quoted);
    database.execute(kind.grants("public", role).toArray(String[]::new));
    return database.asRole(role);
  }

  protected TicketStore open(DatabaseRole kind) {
    return as(kind).store().clock(clock).schemaPolicy(SchemaPolicy.VALIDATE).open();
  }

  /** Statements of another program under the same role. */
  protected void assertDeniedToOthers(DatabaseRole kind, String... statements) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.url());
    source.setUser(roleName(kind));
    source.setPassword(database.password());
    try (Connection connection = source.getConnection()) {
      DSLContext dsl = database.dsl(connection);
      for (String each : statements) {
        assertThatExceptionOfType(DataAccessException.class)
            .as(each)
            .isThrownBy(() -> dsl.execute(each))
            .satisfies(e -> assertThat(e.sqlState()).as(each).isEqualTo("42501"));
      }
    }
  }
}
