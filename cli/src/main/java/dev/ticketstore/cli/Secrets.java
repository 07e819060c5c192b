package dev.ticketstore.cli;

import java.util.regex.Pattern;

/** Keeps passwords out of what is printed. */
public final class Secrets {

  /** Up to the next parameter, whatever is in between: a driver may quote a URL anywhere. */
  private static final Pattern PARAMETER = Pattern.compile("(?i)(password=)[^&\\s]*");

  private static final Pattern USER_INFO = Pattern.compile("(//)[^/@\\s]*@");

  private Secrets() {}

  /** The text with {@code ***} for what may be a password in a JDBC URL. */
  public static String hide(String text) {
    String withoutParameters = PARAMETER.matcher(text).replaceAll("$1***");
    return USER_INFO.matcher(withoutParameters).replaceAll("$1***@");
  }
}
