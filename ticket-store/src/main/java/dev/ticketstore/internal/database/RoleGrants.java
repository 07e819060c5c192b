package dev.ticketstore.internal.database;

import static dev.ticketstore.jooq.Tables.ABSORBED_TICKETS;
import static dev.ticketstore.jooq.Tables.CHANGE_LISTENERS;
import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static dev.ticketstore.jooq.Tables.CYCLE_OBSERVATIONS;
import static dev.ticketstore.jooq.Tables.CYCLE_SUMMARY;
import static dev.ticketstore.jooq.Tables.KEY_SUMMARY;
import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.PURGED_KEYS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static dev.ticketstore.jooq.Tables.TICKET_FACTS;
import static dev.ticketstore.jooq.Tables.TICKET_STATE_SPANS;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.privilege;
import static org.jooq.impl.DSL.table;

import dev.ticketstore.DatabaseRole;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.internal.validation.Check;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Privilege;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The privileges of each {@link DatabaseRole}, and the statements that give them. */
public final class RoleGrants {

  /** PostgreSQL cuts longer names, and another role might have the rest. */
  private static final int MAX_NAME_BYTES = 63;

  private static final Privilege SELECT = privilege("select");
  private static final Privilege INSERT = privilege("insert");
  private static final Privilege UPDATE = privilege("update");
  private static final Privilege DELETE = privilege("delete");
  private static final Privilege USAGE = privilege("usage");

  private static final Table<?> CHANGES = table(name("databasechangelog"));
  private static final Table<?> CHANGES_LOCK = table(name("databasechangeloglock"));

  /** Readers of the change feed look at its last value; the trigger of the feed draws from it. */
  private static final Table<?> EVENT_IDS =
      table(name(TICKET_EVENTS.getName() + "_" + TICKET_EVENTS.ID.getName() + "_seq"));

  /** PostgreSQL reads what is below a view with the rights of the view's owner. */
  private static final List<Table<?>> VIEWS =
      List.of(TICKET_FACTS, TICKET_STATE_SPANS, KEY_SUMMARY, CYCLE_OBSERVATIONS, CYCLE_SUMMARY);

  private RoleGrants() {}

  /** See {@link DatabaseRole#grants}. */
  public static List<String> of(DatabaseRole kind, String schema, String role) {
    requireName("schema", schema);
    requireName("role", role);
    if (role.equals("public")) {
      throw new InvalidInputException(
          "role", "expected one role, not public: that means every role of the server");
    }
    DSLContext dsl = DSL.using(SQLDialect.POSTGRES);
    List<String> statements = new ArrayList<>();
    // jOOQ grants on tables only.
    statements.add(
        dsl.render(dsl.query("grant usage on schema {0} to {1}", name(schema), name(role))));
    privileges(kind)
        .forEach(
            (table, privileges) ->
                statements.add(
                    dsl.render(
                        dsl.grant(privileges)
                            .on(name(schema, table.getName()))
                            .to(DSL.role(name(role))))));
    return List.copyOf(statements);
  }

  /** See {@link dev.ticketstore.StoreDiagnosis#missingPrivileges}. */
  public static Map<DatabaseRole, List<String>> missing(DSLContext context) {
    Map<DatabaseRole, List<String>> missing = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole kind : DatabaseRole.values()) {
      missing.put(
          kind, context.family() == SQLDialect.POSTGRES ? missing(kind, context) : List.of());
    }
    return missing;
  }

  private static List<String> missing(DatabaseRole kind, DSLContext context) {
    List<Field<@Nullable Boolean>> granted = new ArrayList<>();
    privileges(kind)
        .forEach(
            (table, privileges) ->
                privileges.forEach(
                    each ->
                        granted.add(
                            isGranted(table, context.render(each))
                                .as(context.render(each) + " on " + table.getName()))));
    Record row = context.select(granted).fetchSingle();
    // Null for a table that does not exist.
    return granted.stream()
        .filter(each -> Boolean.FALSE.equals(row.get(each)))
        .map(Field::getName)
        .toList();
  }

  /** A sequence has a function of its own, as the one for tables knows no usage. */
  private static Field<@Nullable Boolean> isGranted(Table<?> table, String privilege) {
    return function(
        table == EVENT_IDS ? "has_sequence_privilege" : "has_table_privilege",
        Boolean.class,
        function("to_regclass", Object.class, inline(table.getName())),
        inline(privilege));
  }

  private static Map<Table<?>, List<Privilege>> privileges(DatabaseRole kind) {
    Map<Table<?>, List<Privilege>> all = new LinkedHashMap<>();
    // Opening a store reads which changes have been applied.
    all.put(CHANGES, List.of(SELECT));
    switch (kind) {
      case WRITER -> {
        all.put(TICKETS, List.of(SELECT, INSERT, UPDATE));
        List.of(TICKET_EVENTS, OBSERVATION_IDS, CHECK_CYCLES)
            .forEach(table -> all.put(table, List.of(SELECT, INSERT)));
        all.put(CHANGE_LISTENERS, List.of(SELECT, INSERT, UPDATE, DELETE));
        all.put(EVENT_IDS, List.of(SELECT, USAGE));
        VIEWS.forEach(view -> all.put(view, List.of(SELECT)));
      }
      case PURGER -> {
        List.of(TICKETS, TICKET_EVENTS, OBSERVATION_IDS, CHECK_CYCLES)
            .forEach(table -> all.put(table, List.of(SELECT, DELETE)));
        all.put(PURGED_KEYS, List.of(SELECT, INSERT, UPDATE));
      }
      case READER -> {
        List.of(TICKETS, TICKET_EVENTS, CHECK_CYCLES, CHANGE_LISTENERS, EVENT_IDS)
            .forEach(table -> all.put(table, List.of(SELECT)));
        VIEWS.forEach(view -> all.put(view, List.of(SELECT)));
      }
      case AUDITOR -> {
        List.of(
                CHANGES_LOCK,
                TICKETS,
                TICKET_EVENTS,
                CHECK_CYCLES,
                OBSERVATION_IDS,
                ABSORBED_TICKETS,
                PURGED_KEYS,
                CHANGE_LISTENERS,
                EVENT_IDS)
            .forEach(table -> all.put(table, List.of(SELECT)));
        VIEWS.forEach(view -> all.put(view, List.of(SELECT)));
      }
    }
    return all;
  }

  private static void requireName(String field, String name) {
    Check.name(field, name);
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException(
          field, "expected no control characters, not " + Check.quote(name));
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw new InvalidInputException(
          field,
          "expected at most " + MAX_NAME_BYTES + " bytes in UTF-8, not " + Check.quote(name));
    }
  }
}
