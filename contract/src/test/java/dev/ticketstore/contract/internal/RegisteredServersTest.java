package dev.ticketstore.contract.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.DatabaseServerProvider;
import dev.ticketstore.contract.PostgresDatabases;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisteredServersTest {

  private static DatabaseServer named(String name) {
    return new PostgresDatabases(name, "jdbc:postgresql://nowhere.invalid/postgres", "", "");
  }

  private static DatabaseServerProvider of(String... names) {
    return () -> List.of(names).stream().map(RegisteredServersTest::named).toList();
  }

  @Test
  void serversOfAllProvidersInTheirOrder() {
    assertThat(RegisteredServers.load(List.of(of("b", "a"), of(), of("c"))))
        .extracting(DatabaseServer::name)
        .containsExactly("b", "a", "c");
  }

  @Test
  void noProviderIsRefusedAndTheFileIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> RegisteredServers.load(List.of()))
        .withMessageContaining("META-INF/services/dev.ticketstore.contract.DatabaseServerProvider");
  }

  @Test
  void providersWithoutAServerAreRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> RegisteredServers.load(List.of(of())))
        .withMessageContaining("RegisteredServersTest")
        .withMessageEndingWith("named no server");
  }

  @Test
  void oneNameTwiceIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> RegisteredServers.load(List.of(of("a"), of("a"))))
        .withMessageContaining("[a, a]");
  }
}
