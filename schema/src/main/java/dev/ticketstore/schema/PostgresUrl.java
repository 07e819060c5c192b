package dev.ticketstore.schema;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
  private static final String USER = "user=";
  private static final String PASSWORD = "password=";

  /** Takes a URL apart, by the rules of the driver. A URL of another database stays whole. */
  public static PostgresUrl of(String url) {
    int question = url.indexOf('?');
    if (question < 0 || !url.startsWith(PREFIX)) {
      return new PostgresUrl(url, null, null);
    }
    String user = null;
    String password = null;
    List<String> others = new ArrayList<>();
    for (String parameter : url.substring(question + 1).split("&", -1)) {
      if (parameter.startsWith(USER)) {
        user = decode(parameter.substring(USER.length()));
      } else if (parameter.startsWith(PASSWORD)) {
        password = decode(parameter.substring(PASSWORD.length()));
      } else {
        others.add(parameter);
      }
    }
    String address = url.substring(0, question);
    return new PostgresUrl(
        others.isEmpty() ? address : address + "?" + String.join("&", others), user, password);
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
