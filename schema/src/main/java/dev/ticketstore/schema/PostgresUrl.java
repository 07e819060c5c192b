package dev.ticketstore.schema;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
