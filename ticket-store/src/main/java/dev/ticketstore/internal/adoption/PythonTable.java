package dev.ticketstore.internal.adoption;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import dev.ticketstore.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;

/** The table of the Python program, with what columns it may have besides those of ours. */
final class PythonTable {

  private static final Set<String> KNOWN =
      Stream.of(
              TICKETS.ID,
              TICKETS.VIOLATION_KEY,
              TICKETS.INVARIANT_NAME,
              TICKETS.STORE_ID,
              TICKETS.STATUS,
              TICKETS.HELD,
              TICKETS.BATCH_KEY,
              TICKETS.OCCURRENCE_COUNT,
              TICKETS.FIRST_SEEN_AT,
              TICKETS.LAST_SEEN_AT,
              TICKETS.RESOLVED_AT,
              TICKETS.MESSAGE,
              TICKETS.SEVERITY_NAME,
              TICKETS.DIAGNOSIS,
              TICKETS.METRIC_SNAPSHOT,
              TICKETS.CREATED_AT,
              TICKETS.UPDATED_AT)
          .map(Field::getName)
          .collect(Collectors.toUnmodifiableSet());

  private final Table<?> table;
  private final List<Field<?>> unknownColumns;

  private PythonTable(Table<?> table, List<Field<?>> unknownColumns) {
    this.table = table;
    this.unknownColumns = unknownColumns;
  }

  /**
   * Looks at the table.
   *
   * @throws InvalidInputException if it is not there, or lacks a column
   */
  static PythonTable in(DSLContext context) {
    List<Field<?>> unknown = new ArrayList<>();
    List<String> missing = new ArrayList<>(KNOWN);
    for (Record column : context.fetch("pragma table_info(tickets)")) {
      String columnName = column.get("name", String.class);
      if (!missing.remove(columnName)) {
        unknown.add(field(name(columnName), type(column.get("type", String.class))));
      }
    }
    if (missing.size() == KNOWN.size()) {
      throw refused("it has no table `tickets` of that program");
    }
    if (!missing.isEmpty()) {
      throw refused("its table `tickets` lacks the columns " + missing.stream().sorted().toList());
    }
    return new PythonTable(DSL.table(name(TICKETS.getName())), unknown);
  }

  private static InvalidInputException refused(String reason) {
    return new InvalidInputException(
        "file", "expected a database of the Python program, but " + reason);
  }

  /** A strict table knows these types, and any. */
  private static DataType<?> type(String declared) {
    return switch (declared.toLowerCase(Locale.ROOT)) {
      case "text" -> new DefaultDataType<>(SQLDialect.SQLITE, String.class, "text");
      case "integer", "int" -> new DefaultDataType<>(SQLDialect.SQLITE, Long.class, "integer");
      case "real" -> new DefaultDataType<>(SQLDialect.SQLITE, Double.class, "real");
      case "blob" -> new DefaultDataType<>(SQLDialect.SQLITE, byte[].class, "blob");
      default -> new DefaultDataType<>(SQLDialect.SQLITE, Object.class, "any");
    };
  }

  /** Adds to our table the columns that it lacks. */
  void addUnknownColumns(DSLContext context) {
    for (Field<?> column : unknownColumns) {
      context.alterTable(TICKETS).addColumn(column).execute();
    }
  }

  /**
   * Reads all rows, those of one unresolved key together.
   *
   * @throws InvalidInputException if our table would refuse a row
   */
  List<PythonTicket> read(DSLContext context, LongConsumer progress) {
    Map<Object, PythonTicket> tickets = new LinkedHashMap<>();
    long rows = 0;
    for (Record row : context.selectFrom(table).orderBy(field(name("id"))).fetchLazy()) {
      PythonTicket ticket = PythonTicket.of(row, unknownColumns);
      Object group = ticket.isUnresolved() ? ticket.violationKey() : ticket.id();
      tickets.merge(group, ticket, PythonTicket::absorb);
      progress.accept(++rows);
    }
    Map<String, PythonTicket> newest = new HashMap<>();
    for (PythonTicket ticket : tickets.values()) {
      ticket.complete();
      ticket.follow(newest.put(ticket.violationKey(), ticket));
    }
    return List.copyOf(tickets.values());
  }
}
