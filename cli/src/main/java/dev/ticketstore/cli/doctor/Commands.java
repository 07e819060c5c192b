package dev.ticketstore.cli.doctor;

import dev.ticketstore.cli.StoreLocation;
import dev.ticketstore.schema.PostgresUrl;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Commands for a shell, for the database at one place. They must not hold a password.
 *
 * @param place where the database is
 * @param user of PostgreSQL; null for the driver's default
 */
record Commands(StoreLocation place, @Nullable String user) {

  private static final String PLAIN = "[\\w@%+=:,./-]+";

  private static final Pattern SERVER =
      Pattern.compile("jdbc:postgresql:(?://(?<hosts>[^/]*)/)?(?<database>[^?]*).*");

  private static final Pattern HOST = Pattern.compile("(?<name>\\[.*]|[^:]*)(?::(?<port>\\d+))?");

  private static final String DEFAULT_PORT = "5432";

  /** A command of this program, for the same place. */
  String tickets(String words) {
    String option = place.givenBy();
    if (!option.startsWith("--")) {
      return "tickets " + words;
    }
    return "tickets "
        + words
        + " "
        + option
        + " "
        + (option.equals("--db") ? file() : quote(place.url()));
  }

  /** A program of PostgreSQL, with the options by which it finds the server. */
  String postgres(String program) {
    Matcher host = host();
    String name = host.group("name").isEmpty() ? "localhost" : host.group("name");
    return program
        + " -h "
        + quote(name.replaceAll("[\\[\\]]", ""))
        + " -p "
        + (host.group("port") == null ? DEFAULT_PORT : host.group("port"));
  }

  /** The client of PostgreSQL with one statement. */
  String psql(String statement) {
    return postgres("psql")
        + (user == null ? "" : " -U " + quote(user))
        + " -d "
        + quote(database())
        + " -c "
        + quote(statement);
  }

  /** The client of SQLite with one statement; an old one must not write to a store. */
  String sqlite(String statement) {
    return "sqlite3 -readonly " + file() + " " + quote(statement);
  }

  /** The first server of the URL. */
  private Matcher host() {
    Matcher server = server();
    String hosts = server.group("hosts") == null ? "" : server.group("hosts");
    Matcher host = HOST.matcher(hosts.split(",", -1)[0]);
    if (!host.matches()) {
      throw new IllegalStateException("The store accepted the host of " + place.url());
    }
    return host;
  }

  /** Its hosts, as the URL has them. */
  String hosts() {
    String hosts = server().group("hosts");
    return hosts == null || hosts.isEmpty() ? "localhost" : hosts;
  }

  private Matcher server() {
    Matcher server = SERVER.matcher(PostgresUrl.of(place.url()).url());
    if (!server.matches()) {
      throw new IllegalStateException("The store accepted " + place.url());
    }
    return server;
  }

  /** The name of the database; that of the user where the URL has none. */
  String database() {
    String name = server().group("database");
    if (name.isEmpty()) {
      return user == null ? System.getProperty("user.name") : user;
    }
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // The driver says so when it connects.
      return name;
    }
  }

  /** The path of a SQLite file. */
  String file() {
    String file = place.file().orElse(place.url());
    // A name that begins like an option is none.
    return quote(file.startsWith("-") ? "./" + file : file);
  }

  /** One word of a shell's. */
  static String quote(String text) {
    return text.matches(PLAIN) ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
