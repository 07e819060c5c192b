package dev.ticketstore.internal;

import dev.ticketstore.InvalidInputException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A JDBC URL that the store opens.
 *
 * <p>Drivers take options in a URL that load classes or files, or change how values are quoted, so
 * that only those that are known to do no such thing pass.
 */
public sealed interface JdbcUrl {

  /** A SQLite file, or a database in memory. */
  record Sqlite(String file) implements JdbcUrl {

    private static final String PREFIX = "jdbc:sqlite:";
    private static final String MEMORY = ":memory:";

    boolean inMemory() {
      return file.equals(MEMORY);
    }

    String url() {
      return PREFIX + file;
    }
  }

  /** A PostgreSQL database. */
  record Postgres(String url) implements JdbcUrl {

    private static final String PREFIX = "jdbc:postgresql:";

    /** Hosts, ports and a name. */
    private static final Pattern ADDRESS = Pattern.compile("(//[\\w.,:\\[\\]-]*/)?[\\w.%-]*");

    private static final Set<String> PARAMETERS =
        new TreeSet<>(
            Set.of(
                "ApplicationName",
                "connectTimeout",
                "currentSchema",
                "gssEncMode",
                "hostRecheckSeconds",
                "loadBalanceHosts",
                "loginTimeout",
                "password",
                "prepareThreshold",
                "reWriteBatchedInserts",
                "socketTimeout",
                "ssl",
                "sslmode",
                "sslrootcert",
                "targetServerType",
                "tcpKeepAlive",
                "user"));
  }

  /**
   * Reads a URL.
   *
   * @throws InvalidInputException if it is not one that the store opens; the message quotes it
   *     without its parameters, which may hold a password
   */
  static JdbcUrl parse(String url) {
    Check.encodable("url", Check.notNull("url", url));
    if (url.startsWith(Sqlite.PREFIX)) {
      return sqlite(url);
    }
    if (url.startsWith(Postgres.PREFIX)) {
      return postgres(url);
    }
    throw refused("expected jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE", url);
  }

  private static JdbcUrl sqlite(String url) {
    String file = url.substring(Sqlite.PREFIX.length());
    boolean special =
        file.isBlank()
            || (file.startsWith(":") && !file.equals(Sqlite.MEMORY))
            || file.toLowerCase(Locale.ROOT).startsWith("file:")
            || file.indexOf('?') >= 0;
    if (special) {
      throw refused(
          "expected the path of a file, or :memory:, after jdbc:sqlite: and no parameters", url);
    }
    return new Sqlite(file);
  }

  private static JdbcUrl postgres(String url) {
    int question = url.indexOf('?');
    String address =
        url.substring(Postgres.PREFIX.length(), question < 0 ? url.length() : question);
    if (!Postgres.ADDRESS.matcher(address).matches()) {
      throw refused("expected jdbc:postgresql://HOST:PORT/DATABASE", url);
    }
    if (question >= 0) {
      for (String parameter : url.substring(question + 1).split("&", -1)) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        if (!Postgres.PARAMETERS.contains(name)) {
          throw refused(
              "expected of the parameters only "
                  + Postgres.PARAMETERS
                  + ", not "
                  + Check.quote(name),
              url);
        }
      }
    }
    return new Postgres(url);
  }

  private static InvalidInputException refused(String expected, String url) {
    // Other databases separate their parameters by semicolons.
    String address = url.split("[?;]", 2)[0];
    String shown = address.length() < url.length() ? address + "..." : address;
    int at = shown.lastIndexOf('@');
    return new InvalidInputException(
        "url", expected + ", not " + Check.quote(at < 0 ? shown : "..." + shown.substring(at)));
  }
}
