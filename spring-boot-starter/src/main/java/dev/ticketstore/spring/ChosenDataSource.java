package dev.ticketstore.spring;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;

/** Which {@code DataSource} bean is the store's. */
final class ChosenDataSource {

  private ChosenDataSource() {}

  /** The marked one, or else the only or primary one. */
  static DataSource of(ObjectProvider<DataSource> dataSources, ObjectProvider<DataSource> marked) {
    DataSource chosen = marked.getIfAvailable();
    if (chosen == null) {
      chosen = dataSources.getIfUnique();
    }
    if (chosen != null) {
      return chosen;
    }
    long beans = dataSources.stream().count();
    if (beans == 0) {
      throw new StoreNotOpenedException(
          "The ticket store has no database: ticket-store.url is not set, and there is no DataSource"
              + " bean.",
          "Set ticket-store.url to jdbc:sqlite:FILE or jdbc:postgresql://HOST:PORT/DATABASE, or give"
              + " the application a DataSource, such as by spring-boot-starter-jdbc and"
              + " spring.datasource.url. ticket-store.enabled=false does without a store.",
          null);
    }
    throw new StoreNotOpenedException(
        "The ticket store cannot choose among "
            + beans
            + " DataSource beans, of which none is primary.",
        "Mark one of them with @TicketStoreDataSource or @Primary, or set ticket-store.url.",
        null);
  }
}
