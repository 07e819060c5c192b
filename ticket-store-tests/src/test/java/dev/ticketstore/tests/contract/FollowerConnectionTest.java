package dev.ticketstore.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.ChangeFollower;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.Main;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.tests.support.ChildJvm;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A follower outlives its connection. */
@Timeout(120)
@OnlyOn(value = SQLDialect.POSTGRES, because = "a follower of a file has no connection of its own")
class FollowerConnectionTest extends TicketStoreContract {

  @Test
  void nextGoesOnFromItsCursorOverANewConnection() throws Exception {
    List<String> seen = new ArrayList<>();
    int failures = 0;
    try (ChangeFollower follower = store.follow(null)) {
      for (int i = 0; i < 4; i++) {
        observeElsewhere("s" + i);
        while (seen.size() <= i) {
          try {
            next(follower, seen);
          } catch (DatabaseException e) {
            assertThat(e.reason()).isEqualTo(Reason.CONNECTION_LOST);
            failures++;
          }
        }
        endOtherSessions();
      }
    }

    assertThat(seen)
        .containsExactly("store_down:s0", "store_down:s1", "store_down:s2", "store_down:s3");
    assertThat(failures).isPositive();
  }

  private static void next(ChangeFollower follower, List<String> seen) throws InterruptedException {
    follower.next(Duration.ofMillis(300)).events().stream()
        .map(TicketEvent::violationKey)
        .forEach(seen::add);
  }

  @Test
  void theConnectionOfAFollowerCountsAsHeldByItsThread() {
    try (TicketStore small =
            database.store().maxConnections(1).timeout(Duration.ofMillis(300)).open();
        ChangeFollower follower = small.follow(null)) {
      assertThat(follower).isNotNull();
      assertThatThrownBy(() -> small.observe(storeDown("a", NOW)))
          .isInstanceOfSatisfying(
              DatabaseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.POOL_EXHAUSTED))
          .hasMessageContaining("this thread holds 1 connection(s) of the pool");
    }
  }

  @Test
  void watchGoesOnAfterTheServerEndedItsConnections(@TempDir Path folder) throws Exception {
    store.observe(storeDown("before", NOW));
    Path err = folder.resolve("err");
    List<String> command = ChildJvm.command("-cp", System.getProperty("java.class.path"));
    command.addAll(List.of(Main.class.getName(), "watch", "--for", "60s", "--url", database.url()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().put("TICKETS_USER", database.user());
    builder.environment().put("TICKETS_PASSWORD", database.password());
    Process watch = builder.start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(watch.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).contains("store_down:before");

      endOtherSessions();
      observeElsewhere("after");

      assertThat(out.readLine()).contains("store_down:after");
      watch.destroy();
      watch.waitFor();
    } finally {
      watch.destroyForcibly();
    }
    assertThat(Files.readString(err)).contains("trying again until it works", "Next: --after ");
  }

  private void observeElsewhere(String name) {
    try (TicketStore other = database.store().clock(clock).open()) {
      other.observe(storeDown(name, NOW));
    }
  }

  /** Also those of the store itself, whose pool makes new ones. */
  private void endOtherSessions() {
    database.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()");
  }
}
