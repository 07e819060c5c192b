package dev.ticketstore.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.Main;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.tests.support.ChildJvm;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command {@code watch} beside a transaction that stays open. */
@Timeout(60)
@OnlyOn(value = SQLDialect.POSTGRES, because = "it has one writer")
class WatchStallTest extends TicketStoreContract {

  @Test
  void watchNamesTheTransactionThatHoldsEventsBackAndPrintsThemAfterItsCommit() throws Exception {
    store.observe(storeDown("before", NOW));
    try (Connection writer = database.connect()) {
      writer.setAutoCommit(false);
      store
          .within(DSL.using(writer, SQLDialect.POSTGRES).configuration())
          .observe(storeDown("slow", NOW));
      store.observe(storeDown("fast", NOW));
      int pid = DSL.using(writer).fetchSingle("select pg_backend_pid()").get(0, Integer.class);
      Process watch = watch();
      try (BufferedReader out = watch.inputReader(StandardCharsets.UTF_8);
          BufferedReader err = watch.errorReader(StandardCharsets.UTF_8)) {
        assertThat(out.readLine()).contains("store_down:before");
        assertThat(err.readLine())
            .startsWith("tickets: 1 event waits for the commit or rollback of an open transaction")
            .contains("(process " + pid + ",");

        writer.commit();

        assertThat(out.readLine()).contains("store_down:slow");
        assertThat(out.readLine()).contains("store_down:fast");
      } finally {
        watch.destroyForcibly();
      }
    }
  }

  private Process watch() throws Exception {
    List<String> command = ChildJvm.command("-cp", System.getProperty("java.class.path"));
    command.addAll(List.of(Main.class.getName(), "watch", "--url", database.url()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TICKETS_USER", database.user());
    builder.environment().put("TICKETS_PASSWORD", database.password());
    return builder.start();
  }
}
