package dev.ticketstore.cli.doctor;

import static dev.ticketstore.jooq.Tables.ABSORBED_TICKETS;
import static dev.ticketstore.jooq.Tables.CHANGE_LISTENERS;
import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.PURGED_KEYS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.doctor.Finding.Section;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Table;

/** The sizes of a PostgreSQL database and of the tables of the store. */
record PostgresSizes(TicketStore store) {

  private static final List<Table<?>> TABLES =
      List.of(
          TICKETS,
          TICKET_EVENTS,
          OBSERVATION_IDS,
          CHECK_CYCLES,
          ABSORBED_TICKETS,
          PURGED_KEYS,
          CHANGE_LISTENERS);

  void run(Findings findings) {
    store.read(
        dsl -> {
          long whole =
              dsl.select(
                      function(
                          "pg_database_size",
                          Long.class,
                          function("current_database", String.class)))
                  .fetchSingle()
                  .value1();
          findings.ok(
              Section.DISK,
              "database",
              DiskSpace.bytes(whole) + "; what is free on the server, a client cannot see");
          List<Field<Long>> sizes = TABLES.stream().map(PostgresSizes::size).toList();
          Map<String, Object> found = dsl.select(sizes).fetchSingle().intoMap();
          found.values().removeIf(each -> each == null);
          findings.ok(
              Section.DISK,
              "tables",
              found.entrySet().stream()
                  .sorted(
                      Comparator.comparingLong(
                              (Map.Entry<String, Object> each) -> (Long) each.getValue())
                          .reversed())
                  .map(each -> each.getKey() + " " + DiskSpace.bytes((Long) each.getValue()))
                  .collect(Collectors.joining(", ")));
          return true;
        });
  }

  /** With indexes and long values; null for a table that does not exist. */
  private static Field<Long> size(Table<?> each) {
    return function(
            "pg_total_relation_size",
            Long.class,
            function("to_regclass", Object.class, inline(each.getName())))
        .as(each.getName());
  }
}
