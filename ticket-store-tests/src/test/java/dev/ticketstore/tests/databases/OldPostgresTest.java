package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.tests.support.DatabaseServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A PostgreSQL that is older than the oldest supported. */
@EnabledIfSystemProperty(named = "test.postgres.binaries", matches = ".+")
class OldPostgresTest {

  @Test
  void isRefusedByItsVersionAndStaysAsItIs() throws SQLException {
    TestDatabase database = DatabaseServers.tooOld().create();

    for (TicketStoreBuilder builder :
        List.of(database.store(), TicketStore.builder().dataSource(database.dataSource()))) {
      DatabaseException thrown = catchThrowableOfType(DatabaseException.class, builder::open);
      assertThat(thrown.reason()).isEqualTo(Reason.UNSUPPORTED);
      assertThat(thrown).hasMessageContaining("expected PostgreSQL 13 or newer, not 12.22");
    }
    try (Connection connection = database.connect()) {
      assertThat(database.dsl(connection).meta().getTables("tickets")).isEmpty();
    }
  }
}
