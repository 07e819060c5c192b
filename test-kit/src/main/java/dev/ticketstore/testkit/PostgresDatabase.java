package dev.ticketstore.testkit;

import dev.ticketstore.TicketStoreBuilder;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.CloseableDSLContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A database of a PostgreSQL server. */
final class PostgresDatabase implements TestDatabase {

  private final String url;
  private final String user;
  private final String password;
  private @Nullable String name;

  /**
   * None yet.
   *
   * @param url of another database of that server
   */
  PostgresDatabase(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  @Override
  public void create() {
    String created = "ticket_store_test_" + UUID.randomUUID().toString().replace("-", "");
    onServer(context -> context.createDatabase(DSL.name(created)).execute());
    name = created;
  }

  @Override
  public TicketStoreBuilder connect(TicketStoreBuilder builder) {
    return builder.url(ofDatabase(Objects.requireNonNull(name))).user(user).password(password);
  }

  /** The same server and parameters. */
  private String ofDatabase(String other) {
    int parameters = url.indexOf('?');
    String base = parameters < 0 ? url : url.substring(0, parameters);
    String rest = parameters < 0 ? "" : url.substring(parameters);
    int slash = base.lastIndexOf('/');
    return base.substring(0, slash + 1) + other + rest;
  }

  @Override
  public void drop() {
    onServer(context -> context.dropDatabase(DSL.name(Objects.requireNonNull(name))).execute());
  }

  private void onServer(Consumer<DSLContext> statement) {
    try (CloseableDSLContext context = DSL.using(url, user, password)) {
      context.settings().withExecuteLogging(false);
      statement.accept(context);
    }
  }
}
