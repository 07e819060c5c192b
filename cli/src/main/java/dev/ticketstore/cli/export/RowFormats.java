package dev.ticketstore.cli.export;

import dev.ticketstore.RowFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats of this program and of the class path, by their names. */
public final class RowFormats {

  private static final String PARQUET = "parquet";

  private RowFormats() {}

  /** The names, for help texts. */
  public static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Stream.concat(all().map(RowFormat::name), Stream.of(PARQUET)).distinct().toList());
    }
  }

  /**
   * The format of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RowFormat named(String name) {
    return all()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(missing(name)));
  }

  private static String missing(String name) {
    return name.equals(PARQUET)
        ? "parquet needs ticket-store-parquet and duckdb_jdbc on the class path: put both jars into"
            + " TICKETS_CLASSPATH, or after tickets.jar in java -cp"
        : "expected one of "
            + new Names().stream().collect(Collectors.joining(", "))
            + ", not '"
            + name
            + "'";
  }

  private static Stream<RowFormat> all() {
    List<RowFormat> text = List.of(TextFormat.CSV, TextFormat.NDJSON);
    return Stream.concat(
        text.stream(),
        ServiceLoader.load(RowFormat.class).stream().map(ServiceLoader.Provider::get));
  }
}
