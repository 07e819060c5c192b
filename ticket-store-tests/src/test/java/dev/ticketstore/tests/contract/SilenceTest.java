package dev.ticketstore.tests.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.tests.support.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library prints nothing, whatever the drivers, jOOQ and Liquibase would like to say. */
class SilenceTest extends TicketStoreContract {

  /** How the virtual machine tells that it loads one of its classes. */
  private static final String LIQUIBASE = "] liquibase.";

  @TempDir Path folder;

  /** Opens, uses and closes a store; run in a process of its own. */
  static final class Use {

    private Use() {}

    /** Takes a URL, and a user and a password or two empty texts. */
    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        TicketStoreBuilder builder = TicketStore.builder().url(arguments[0]);
        if (!arguments[1].isEmpty()) {
          builder.user(arguments[1]).password(arguments[2]);
        }
        try (TicketStore store = builder.open()) {
          long id = store.observe(Violation.of("x", "y").build()).ticket().id();
          store.acknowledge(id);
          store.reconcile(
              new CheckCycle(
                  "monitor-1",
                  Instant.now(),
                  CycleScope.everything(),
                  CycleOutcome.COMPLETE,
                  List.of()));
          store.list(TicketQuery.all());
          store.read(context -> context.selectFrom(TICKETS).fetch());
        }
      }
    }
  }

  @Test
  void openingUsingAndClosingAStorePrintsNothing() throws IOException, InterruptedException {
    assertThat(classesLoadedWithoutAWord(server.create())).contains(LIQUIBASE);
  }

  /** Nor does it need Liquibase, which takes a second to load. */
  @Test
  void openingAnUpToDateDatabasePrintsNothing() throws IOException, InterruptedException {
    assertThat(classesLoadedWithoutAWord(database))
        .contains(TicketStore.class.getName())
        .doesNotContain(LIQUIBASE);
  }

  private String classesLoadedWithoutAWord(TestDatabase database)
      throws IOException, InterruptedException {
    Path classes = folder.resolve("classes.txt");

    ChildJvm child =
        ChildJvm.run(
            List.of("-Xlog:class+load:file=" + classes),
            Use.class,
            database.url(),
            database.user(),
            database.password());

    assertThat(child).isEqualTo(new ChildJvm(0, ""));
    return Files.readString(classes);
  }
}
