package dev.ticketstore.cli.input;

import dev.ticketstore.BulkChange.Step;
import dev.ticketstore.DatabaseRole;
import dev.ticketstore.cli.output.ColorMode;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.formats.FeedFormat;
import dev.ticketstore.model.Literal;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are read, and which of them a help text names. */
public final class Converters {

  /** Without the one that an option asks for. */
  private static final List<Step> STEPS =
      List.of(Step.ACKNOWLEDGE, Step.RESOLVE, Step.HOLD, Step.UNHOLD);

  private static final Pattern MILLIS = Pattern.compile("\\d{1,9}ms");
  private static final Pattern DAYS = Pattern.compile("(?<days>\\d{1,9}d)(?<time>.*)");

  private Converters() {}

  /** The statuses, for help texts. */
  public static final class Statuses extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Statuses() {
      super(Arrays.stream(TicketStatus.values()).map(Literal::literal).toList());
    }
  }

  /** The severities, for help texts. */
  public static final class Severities extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Severities() {
      super(Arrays.stream(Severity.values()).map(Literal::literal).toList());
    }
  }

  /** The formats of feeds, for help texts. */
  public static final class FeedFormats extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    FeedFormats() {
      super(Arrays.stream(FeedFormat.values()).map(Literal::literal).toList());
    }
  }

  /** Reads the format of a feed. */
  public static final class ToFeedFormat implements ITypeConverter<FeedFormat> {
    @Override
    public FeedFormat convert(String value) {
      return named(FeedFormat.values(), value);
    }
  }

  /** The steps for many tickets, for help texts. */
  public static final class Steps extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Steps() {
      super(STEPS.stream().map(Json::name).toList());
    }
  }

  /** The uses of a store, for help texts. */
  public static final class DatabaseRoles extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    DatabaseRoles() {
      super(Arrays.stream(DatabaseRole.values()).map(Json::name).toList());
    }
  }

  /** Reads a use of a store. */
  public static final class ToDatabaseRole implements ITypeConverter<DatabaseRole> {
    @Override
    public DatabaseRole convert(String value) {
      return named(Arrays.asList(DatabaseRole.values()), Json::name, value);
    }
  }

  /** When output is in colour, for help texts. */
  public static final class ColorModes extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    ColorModes() {
      super(Arrays.stream(ColorMode.values()).map(Json::name).toList());
    }
  }

  /** Reads when output is in colour. */
  public static final class ToColorMode implements ITypeConverter<ColorMode> {
    @Override
    public ColorMode convert(String value) {
      return named(Arrays.asList(ColorMode.values()), Json::name, value);
    }
  }

  /** Reads a status by its name in the store. */
  public static final class ToStatus implements ITypeConverter<TicketStatus> {
    @Override
    public TicketStatus convert(String value) {
      return named(TicketStatus.values(), value);
    }
  }

  /** Reads a step for many tickets. */
  public static final class ToStep implements ITypeConverter<Step> {
    @Override
    public Step convert(String value) {
      return named(STEPS, Json::name, value);
    }
  }

  /** Reads a severity by its name in the store. */
  public static final class ToSeverity implements ITypeConverter<Severity> {
    @Override
    public Severity convert(String value) {
      return named(Severity.values(), value);
    }
  }

  /** Reads a timestamp. */
  public static final class ToInstant implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String value) {
      try {
        return IsoInstant.parse(value);
      } catch (IllegalArgumentException e) {
        throw refused(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads a number of things. */
  public static final class ToPositive implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      try {
        int number = Integer.parseInt(value);
        if (number > 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw refused("expected a number from 1, not '" + value + "'");
    }
  }

  /** Reads how long something may take. */
  public static final class ToDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      return duration(value, Duration.ofDays(1), "1ms to 24h, such as 500ms, 10s or PT10S");
    }
  }

  /** Reads how old something is. */
  public static final class ToAge implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      return duration(value, Duration.ofDays(36_500), "1ms to 36500d, such as 90d, 12h or P90D");
    }
  }

  private static Duration duration(String value, Duration longest, String expected) {
    try {
      Duration duration = duration(value);
      if (duration.toMillis() >= 1 && duration.compareTo(longest) <= 0) {
        return duration;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Said below.
    }
    throw refused("expected " + expected + ", not '" + value + "'");
  }

  /** As ISO 8601 has it, without the letters that begin it. */
  private static Duration duration(String value) {
    if (MILLIS.matcher(value).matches()) {
      return Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)));
    }
    Matcher days = DAYS.matcher(value);
    if (days.matches()) {
      String time = days.group("time");
      return Duration.parse("P" + days.group("days") + (time.isEmpty() ? "" : "T" + time));
    }
    return Duration.parse(value.startsWith("P") ? value : "PT" + value);
  }

  private static <T extends Literal> T named(T[] all, String name) {
    return named(Arrays.asList(all), Literal::literal, name);
  }

  private static <T> T named(List<T> all, Function<T, String> names, String name) {
    return all.stream()
        .filter(each -> names.apply(each).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "expected one of "
                        + all.stream().map(names).collect(Collectors.joining(", "))
                        + ", not '"
                        + name
                        + "'"));
  }

  private static TypeConversionException refused(String message) {
    return new TypeConversionException(message);
  }
}
