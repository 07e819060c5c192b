package dev.ticketstore.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.tests.support.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;

/** No wait for the network lasts longer than the timeout allows. */
@OnlyOn(value = SQLDialect.POSTGRES, because = "a file is not behind a network")
class TimeoutTest extends TicketStoreContract {

  private static final Duration SHORT = Duration.ofSeconds(1);

  /** The timeout, a second for the answer, and patience with a slow machine. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  @Test
  void aPortThatAcceptsAndIsSilentEndsTheOpening() throws IOException {
    try (TcpProxy proxy = proxy()) {
      proxy.silence();

      DatabaseException thrown = failsInTime(() -> through(proxy).open());

      assertThat(thrown.reason()).isEqualTo(Reason.CONNECTION_REFUSED);
    }
  }

  @Test
  void aNetworkThatFallsSilentEndsACallWhoseOutcomeIsUnknown() throws IOException {
    try (TcpProxy proxy = proxy();
        TicketStore other = through(proxy).open()) {
      other.observe(storeDown("a", NOW));
      proxy.silence();

      DatabaseException thrown = failsInTime(() -> other.observe(storeDown("a", NOW)));

      assertThat(thrown.reason()).isIn(Reason.CONNECTION_LOST, Reason.CONNECTION_REFUSED);
      proxy.cutAll();
      proxy.resume();
      assertThat(other.observe(storeDown("a", NOW)).ticket().occurrenceCount())
          .isGreaterThanOrEqualTo(2);
    }
  }

  private static DatabaseException failsInTime(Callable<?> call) {
    long begin = System.nanoTime();
    DatabaseException thrown = catchThrowableOfType(DatabaseException.class, call::call);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST);
    return thrown;
  }

  private TicketStoreBuilder through(TcpProxy proxy) {
    return database
        .store()
        .url(database.url().replaceFirst("//[^/]+/", "//localhost:" + proxy.port() + "/"))
        .timeout(SHORT);
  }

  private TcpProxy proxy() throws IOException {
    URI address = URI.create(database.url().substring("jdbc:".length()));
    return new TcpProxy(address.getHost(), address.getPort());
  }
}
