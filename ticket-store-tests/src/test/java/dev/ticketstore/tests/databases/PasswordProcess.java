package dev.ticketstore.tests.databases;

import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.Violation;
import dev.ticketstore.schema.SchemaMigrator;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens stores with a password in each place where one can be, and prints all that can be printed:
 * what is opened, what fails, and every log. The URL, the user and the password are in its
 * environment.
 */
@SuppressWarnings("SystemOut") // that is what it is for
final class PasswordProcess {

  static final String URL = "TEST_URL";
  static final String USER = "TEST_USER";
  static final String PASSWORD = "TEST_PASSWORD";
  static final String ENCODED = "TEST_ENCODED";

  private PasswordProcess() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    logEverything();
    String url = System.getenv(URL);
    String user = System.getenv(USER);
    String password = System.getenv(PASSWORD);
    String query = "?user=" + user + "&password=" + System.getenv(ENCODED);

    attempt(() -> open(TicketStore.builder().url(url + query)));
    attempt(() -> open(TicketStore.builder().url(url).user(user).password(password)));
    attempt(() -> open(TicketStore.builder().url(url + query).schemaPolicy(SchemaPolicy.NONE)));
    attempt(() -> open(TicketStore.builder().dataSource(inUrl(url + query))));
    attempt(() -> open(TicketStore.builder().dataSource(apart(url, user, password))));
    attempt(() -> print(SchemaMigrator.of(url + query).status()));
    attempt(() -> print(SchemaMigrator.of(url + query).update()));
    attempt(() -> print(SchemaMigrator.of(url + query).updateSql()));
    attempt(() -> print(SchemaMigrator.of(url + query).drift()));
    attempt(() -> print(SchemaMigrator.of(inUrl(url + query)).dryRun()));
    attempt(() -> print(SchemaMigrator.of(inUrl(url + query)).rollbackSql("none")));
    attempt(() -> open(TicketStore.builder().url(url + query + "&nonsense=1")));
    attempt(() -> open(TicketStore.builder().url(url + query + "&sslmode=no")));
    attempt(
        () ->
            open(
                TicketStore.builder()
                    .url(url.replace("//", "//" + user + ":" + System.getenv(ENCODED) + "@"))));
    print("done");
  }

  /** The driver logs by java.util.logging. */
  private static void logEverything() {
    ConsoleHandler all = new ConsoleHandler();
    all.setLevel(Level.ALL);
    Logger root = Logger.getLogger("");
    root.setLevel(Level.ALL);
    root.addHandler(all);
  }

  private static DataSource inUrl(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }

  private static DataSource apart(String url, String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  private static void open(TicketStoreBuilder builder) {
    print(builder);
    try (TicketStore store = builder.open()) {
      print(store);
      print(store.observe(Violation.of("lag", "12 s").build()).outcome());
      print(store.<Integer>read(context -> context.fetch("select 1 where 1 / 0 = 1").size()));
    }
  }

  private static void print(Object value) {
    System.out.println(value);
  }

  private static void attempt(Runnable opening) {
    try {
      opening.run();
    } catch (RuntimeException e) {
      e.printStackTrace(System.out);
    }
  }
}
