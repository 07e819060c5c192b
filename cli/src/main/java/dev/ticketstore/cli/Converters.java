package dev.ticketstore.cli;

import dev.ticketstore.jooq.types.Severity;
import dev.ticketstore.jooq.types.StoredName;
import dev.ticketstore.jooq.types.TicketStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are read, and which of them a help text names. */
final class Converters {

  private Converters() {}

  /** The statuses, for help texts. */
  static final class Statuses extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Statuses() {
      super(Arrays.stream(TicketStatus.values()).map(StoredName::storedName).toList());
    }
  }

  /** The severities, for help texts. */
  static final class Severities extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Severities() {
      super(Arrays.stream(Severity.values()).map(StoredName::storedName).toList());
    }
  }

  /** Reads a status by its name in the store. */
  static final class ToStatus implements ITypeConverter<TicketStatus> {
    @Override
    public TicketStatus convert(String value) {
      return named(TicketStatus.values(), value);
    }
  }

  /** Reads a severity by its name in the store. */
  static final class ToSeverity implements ITypeConverter<Severity> {
    @Override
    public Severity convert(String value) {
      return named(Severity.values(), value);
    }
  }

  /** Reads a timestamp. */
  static final class ToInstant implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String value) {
      try {
        return IsoInstant.parse(value);
      } catch (IllegalArgumentException e) {
        throw refused(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads how long something may take. */
  static final class ToDuration implements ITypeConverter<Duration> {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern MILLIS = Pattern.compile("\\d{1,9}ms");

    @Override
    public Duration convert(String value) {
      try {
        Duration duration = parse(value);
        if (duration.toMillis() >= 1 && duration.compareTo(LONGEST) <= 0) {
          return duration;
        }
      } catch (DateTimeException | ArithmeticException e) {
        // Said below.
      }
      throw refused("expected 1ms to 24h, such as 500ms, 10s or PT10S, not '" + value + "'");
    }

    private static Duration parse(String value) {
      return MILLIS.matcher(value).matches()
          ? Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)))
          : Duration.parse(value.startsWith("P") ? value : "PT" + value);
    }
  }

  private static <T extends StoredName> T named(T[] all, String name) {
    return Arrays.stream(all)
        .filter(each -> each.storedName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "expected one of "
                        + Arrays.stream(all)
                            .map(StoredName::storedName)
                            .collect(Collectors.joining(", "))
                        + ", not '"
                        + name
                        + "'"));
  }

  private static TypeConversionException refused(String message) {
    return new TypeConversionException(message);
  }
}
