package dev.ticketstore.contract.internal;

import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.DatabaseServerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The servers of all providers, asked once. */
public final class RegisteredServers {

  private static @Nullable List<DatabaseServer> all;

  private RegisteredServers() {}

  /**
   * All servers, in the order of their providers.
   *
   * @throws IllegalStateException if there is none, or two have one name
   */
  public static synchronized List<DatabaseServer> all() {
    List<DatabaseServer> servers = all;
    if (servers == null) {
      servers = load(ServiceLoader.load(DatabaseServerProvider.class));
      all = servers;
    }
    return servers;
  }

  /** The servers of these providers. */
  static List<DatabaseServer> load(Iterable<DatabaseServerProvider> providers) {
    List<DatabaseServer> servers = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    for (DatabaseServerProvider provider : providers) {
      asked.add(provider.getClass().getName());
      servers.addAll(provider.servers());
    }
    if (servers.isEmpty()) {
      throw new IllegalStateException(
          asked.isEmpty()
              ? "The contract has no database to run on: name a class that implements "
                  + DatabaseServerProvider.class.getName()
                  + " in the file META-INF/services/"
                  + DatabaseServerProvider.class.getName()
              : "The contract has no database to run on: " + asked + " named no server");
    }
    List<String> names = servers.stream().map(DatabaseServer::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalStateException("Servers need names of their own, not " + names);
    }
    return List.copyOf(servers);
  }
}
