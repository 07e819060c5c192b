package dev.ticketstore.schema;

import dev.ticketstore.schema.internal.KeepAliveSockets;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC URL of PostgreSQL without its password. The driver writes the URL that it is given into
 * its log, so that the password must be given apart.
 *
 * @param url without the parameters {@code user} and {@code password}
 * @param user of the URL; or null if it names none
 * @param password of the URL; or null if it has none
 */
public record PostgresUrl(String url, @Nullable String user, @Nullable String password) {

  private static final String PREFIX = "jdbc:postgresql:";
  private static final String USER = "user";
  private static final String PASSWORD = "password";

  private static final Duration ALMOST_A_SECOND = Duration.ofNanos(999_999_999);

  /** Takes a URL apart, by the rules of the driver. A URL of another database stays whole. */
  public static PostgresUrl of(String url) {
    int question = url.indexOf('?');
    if (question < 0 || !url.startsWith(PREFIX)) {
      return new PostgresUrl(url, null, null);
    }
    PostgresUrl whole = new PostgresUrl(url, null, null);
    String others =
        whole.parameters().stream()
            .filter(each -> !each.startsWith(USER + "=") && !each.startsWith(PASSWORD + "="))
            .collect(Collectors.joining("&"));
    String address = url.substring(0, question);
    return new PostgresUrl(
        others.isEmpty() ? address : address + "?" + others,
        whole.parameter(USER),
        whole.parameter(PASSWORD));
  }

  /**
   * What the driver does unless the URL says otherwise: it gives a server that is silent up after
   * the timeout, for each that the URL names, and its sockets notice when the other side is gone.
   * Empty for another database.
   */
  public Properties defaults(Duration timeout) {
    Properties properties = new Properties();
    if (url.startsWith(PREFIX)) {
      properties.setProperty("socketFactory", KeepAliveSockets.class.getName());
      properties.setProperty("connectTimeout", seconds(timeout));
      properties.setProperty("loginTimeout", seconds(timeout.multipliedBy(hosts())));
    }
    return properties;
  }

  private int hosts() {
    return 1 + (int) url.split("\\?", 2)[0].chars().filter(each -> each == ',').count();
  }

  /** A time as the driver counts: in seconds, and rounded up, as 0 means for ever. */
  public static String seconds(Duration time) {
    return String.valueOf(time.plus(ALMOST_A_SECOND).toSeconds());
  }

  /** The value of a parameter of {@link #url()}, decoded; null for none. The last one counts. */
  public @Nullable String parameter(String name) {
    String value = null;
    for (String each : parameters()) {
      if (each.startsWith(name + "=")) {
        value = decode(each.substring(name.length() + 1));
      }
    }
    return value;
  }

  private List<String> parameters() {
    int question = url.indexOf('?');
    return question < 0 ? List.of() : List.of(url.substring(question + 1).split("&", -1));
  }

  private static String decode(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Its message quotes part of the value.
      return value;
    }
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return url;
  }
}
