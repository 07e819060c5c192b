package example;

import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.DatabaseServerProvider;
import dev.ticketstore.contract.PostgresDatabases;
import java.util.List;

public final class OurServers implements DatabaseServerProvider {

  @Override
  public List<DatabaseServer> servers() {
    return List.of(
        new PostgresDatabases(
            "our-cluster",
            System.getenv("OUR_URL"),
            System.getenv("OUR_USER"),
            System.getenv("OUR_PASSWORD")));
  }
}
