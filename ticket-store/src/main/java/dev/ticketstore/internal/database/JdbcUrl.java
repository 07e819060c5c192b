package dev.ticketstore.internal.database;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.schema.PostgresUrl;
import dev.ticketstore.schema.SqlitePath;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
      return inMemory() ? PREFIX + MEMORY : new SqlitePath(file).url();
    }

    /** The file as it is, for a database beside which nothing can be written. */
    String immutableUrl() {
      return PREFIX + "file:" + Path.of(file).toUri().getRawPath() + "?immutable=1";
    }
  }

  /** A PostgreSQL database. */
  record Postgres(PostgresUrl server) implements JdbcUrl {

    private static final String PREFIX = "jdbc:postgresql:";

    /** What it sets as the search path; null for nothing. */
    @Nullable String currentSchema() {
      return server.parameter("currentSchema");
    }

    private static final String PORT =
        "(:([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]))?";

    private static final String HOST = "([\\w.-]+|\\[[0-9a-fA-F:.]+])" + PORT;

    private static final String ESCAPED = "%[0-9a-fA-F]{2}";

    /** Hosts, ports and a name. */
    private static final Pattern ADDRESS =
        Pattern.compile("(//(" + HOST + "(," + HOST + ")*)?/)?([\\w.-]|" + ESCAPED + ")*");

    private static final Pattern ANYTHING = Pattern.compile("([^%]|" + ESCAPED + ")*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern BOOLEAN = Pattern.compile("true|false");

    /** The form of the values of a parameter; other parameters are rejected. */
    private static final Map<String, Pattern> PARAMETERS =
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("ApplicationName", ANYTHING),
                Map.entry("connectTimeout", NUMBER),
                Map.entry("currentSchema", ANYTHING),
                Map.entry("gssEncMode", Pattern.compile("disable|allow|prefer|require")),
                Map.entry("hostRecheckSeconds", NUMBER),
                Map.entry("loadBalanceHosts", BOOLEAN),
                Map.entry("loginTimeout", NUMBER),
                Map.entry("password", ANYTHING),
                Map.entry("prepareThreshold", NUMBER),
                Map.entry("reWriteBatchedInserts", BOOLEAN),
                Map.entry("socketTimeout", NUMBER),
                Map.entry("ssl", BOOLEAN),
                Map.entry(
                    "sslmode",
                    Pattern.compile("disable|allow|prefer|require|verify-ca|verify-full")),
                Map.entry("sslrootcert", ANYTHING),
                Map.entry(
                    "targetServerType",
                    Pattern.compile("any|primary|secondary|preferSecondary|preferPrimary")),
                Map.entry("tcpKeepAlive", BOOLEAN),
                Map.entry("user", ANYTHING)));
  }

  /**
   * Reads a URL.
   *
   * @throws InvalidInputException if it is not one that the store opens; the message quotes it
   *     without its parameters, which may hold a password
   */
  static JdbcUrl parse(String url) {
    Check.notNull("url", url);
    if (!Check.isEncodable(url)) {
      throw refused("expected no U+0000 and no unpaired surrogate", url);
    }
    if (url.startsWith(Sqlite.PREFIX)) {
      return sqlite(url);
    }
    if (url.startsWith(Postgres.PREFIX)) {
      return postgres(url);
    }
    throw refused("expected jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE", url);
  }

  private static JdbcUrl sqlite(String url) {
    if (url.equals(Sqlite.PREFIX + Sqlite.MEMORY)) {
      return new Sqlite(Sqlite.MEMORY);
    }
    return SqlitePath.ofUrl(url)
        .map(path -> new Sqlite(path.name()))
        .orElseThrow(
            () ->
                refused(
                    "expected the path of a file, or :memory:, after jdbc:sqlite: and no"
                        + " parameters",
                    url));
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
        Pattern values = Postgres.PARAMETERS.get(name);
        if (values == null) {
          throw refused(
              "expected of the parameters only "
                  + Postgres.PARAMETERS.keySet()
                  + ", not "
                  + Check.quote(name),
              url);
        }
        if (!values.matcher(parameter.substring(equals + 1)).matches()) {
          // The value may be a password.
          throw refused("expected for the parameter " + name + " a value like " + values, url);
        }
      }
    }
    return new Postgres(PostgresUrl.of(url));
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
