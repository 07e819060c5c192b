package dev.ticketstore.internal.adoption;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.quotedName;
import static org.jooq.impl.DSL.table;

import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;

/**
 * The objects of other people in a file: each works after the adoption as it did before, or the
 * file is refused. Views, and the tables and triggers that refer to {@code tickets} by name, stay
 * as they are. Indexes and triggers of {@code tickets} itself are made again.
 */
final class FileObjects {

  /** What the Python program makes itself, and the store has under the same names. */
  private static final Set<String> OF_THE_PROGRAM =
      Set.of(
          "create index idx_tickets_open_violation on tickets(violation_key) where status != 'resolved'",
          "create index idx_tickets_violation_time on tickets(violation_key, resolved_at)",
          "create trigger tickets_updated_at after update on tickets begin update tickets set"
              + " updated_at = current_timestamp where id = new.id; end");

  /** The store's triggers set these, and columns of its own, in rows of other programs. */
  private static final Set<String> COMPLETED =
      Set.of(
          TICKETS.FIRST_SEEN_AT.getName(),
          TICKETS.LAST_SEEN_AT.getName(),
          TICKETS.RESOLVED_AT.getName(),
          TICKETS.CREATED_AT.getName(),
          TICKETS.UPDATED_AT.getName());

  private static final Pattern MENTIONS_TICKETS =
      Pattern.compile("\\btickets\\b", Pattern.CASE_INSENSITIVE);

  private static final Field<String> TYPE = field(name("type"), String.class);
  private static final Field<String> NAME = field(name("name"), String.class);
  private static final Field<String> TABLE = field(name("tbl_name"), String.class);
  private static final Field<String> SQL = field(name("sql"), String.class);

  private static final Table<?> FOREIGN_KEYS_BEFORE = table(name("foreign_keys_before"));
  private static final Table<?> FOREIGN_KEY_CHECK = table("pragma_foreign_key_check");
  private static final Field<String> CHILD = field(quotedName("table"), String.class);
  private static final Field<Long> ROW = field(name("rowid"), Long.class);
  private static final Field<String> PARENT = field(name("parent"), String.class);
  private static final Field<Integer> FOREIGN_KEY = field(name("fkid"), Integer.class);

  /** As {@code sqlite_master} has it. */
  private record FileObject(String type, String name, String table, String sql) {

    String subject() {
      return type + " `" + name + "`";
    }

    boolean is(String expected) {
      return type.equals(expected);
    }

    boolean isOfTickets() {
      return table.equalsIgnoreCase(TICKETS.getName());
    }
  }

  /** A statement on a table with triggers, which it compiles; or a query of a view. */
  private record Use(String subject, String what) {}

  private final DSLContext context;
  private final Findings findings;
  private final List<FileObject> objects;
  private final Map<Use, List<String>> before;

  /** Looks at the objects, and refuses what cannot stay. */
  FileObjects(DSLContext context, TargetSchema store, Findings findings) {
    this.context = context;
    this.findings = findings;
    objects =
        context
            .select(TYPE, NAME, TABLE, SQL)
            .from(table(name("sqlite_master")))
            .where(SQL.isNotNull())
            .orderBy(field("rowid"))
            .fetch(o -> new FileObject(o.get(TYPE), o.get(NAME), o.get(TABLE), o.get(SQL)));
    objects.removeIf(
        object ->
            object.name().toLowerCase(Locale.ROOT).startsWith("sqlite_")
                || (object.is("table") && object.isOfTickets())
                || OF_THE_PROGRAM.contains(
                    object.sql().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT)));
    objects.forEach(object -> refuse(object, store));
    before = working();
    try {
      context.execute(
          "create temp table foreign_keys_before as select * from pragma_foreign_key_check");
    } catch (DataAccessException e) {
      findings.refuse("foreign keys", e);
    }
  }

  private void refuse(FileObject object, TargetSchema store) {
    if (store.objects().contains(object.name().toLowerCase(Locale.ROOT))) {
      findings.refuse(object.subject(), "the store has an object of this name");
    } else if (object.is("trigger") && object.isOfTickets() && isFiredByTheStore(object)) {
      findings.refuse(
          object.subject(),
          "it would also fire when the store completes the instants of a row that another program"
              + " wrote; drop it, or name other columns after UPDATE OF");
    } else if (SqlWords.of(object.sql()).contains("virtual")
        && MENTIONS_TICKETS.matcher(object.sql()).find()) {
      findings.refuse(object.subject(), "a virtual table over `tickets` would keep the old rows");
    }
  }

  /** Such as {@code create trigger NAME after update of COLUMN, COLUMN on tickets}. */
  private static boolean isFiredByTheStore(FileObject trigger) {
    List<String> words = SqlWords.of(trigger.sql());
    List<String> event = words.subList(Math.min(3, words.size()), words.indexOf("on"));
    int of = event.indexOf("of");
    return event.contains("update")
        && (of < 0
            || event.subList(of, event.size()).stream()
                .anyMatch(word -> COMPLETED.contains(SqlWords.name(word))));
  }

  /** Makes indexes and triggers of {@code tickets} again, and compares what works with before. */
  void restore() {
    boolean hasAllRows = findings.allow();
    for (FileObject object : objects) {
      if (object.isOfTickets()) {
        create(object);
      }
    }
    Map<Use, List<String>> after = working();
    before.forEach(
        (use, result) -> {
          if (!result.equals(after.get(use))) {
            findings.refuse(
                use.subject(),
                after.containsKey(use)
                    ? "it would have other columns; name those of `tickets` instead of *"
                    : "it would fail on the store's table; qualify and name the columns");
          }
        });
    if (hasAllRows) {
      refuseNewViolations();
    }
  }

  private void create(FileObject object) {
    try {
      // As it is: jOOQ would look for templates in it.
      context.connection(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              statement.execute(object.sql());
            }
          });
    } catch (DataAccessException e) {
      findings.refuse(object.subject(), e);
    }
  }

  /** The views with their columns, and the statements that compile with all triggers. */
  private Map<Use, List<String>> working() {
    Map<Use, List<String>> working = new LinkedHashMap<>();
    for (FileObject view : objects) {
      if (view.is("view")) {
        Use use = new Use(view.subject(), "select");
        ifItWorks(() -> working.put(use, columns(view.name())));
      }
    }
    Map<String, List<FileObject>> triggers =
        objects.stream()
            .filter(object -> object.is("trigger"))
            .collect(Collectors.groupingBy(FileObject::table, TreeMap::new, Collectors.toList()));
    triggers.forEach(
        (table, of) -> {
          String subject = of.stream().map(FileObject::subject).collect(Collectors.joining(", "));
          for (Query statement : statements(table)) {
            Use use = new Use(subject, statement.getClass().getSimpleName());
            ifItWorks(
                () -> {
                  context.explain(statement);
                  working.put(use, List.of());
                });
          }
        });
    return working;
  }

  private static void ifItWorks(Runnable work) {
    try {
      work.run();
    } catch (DataAccessException e) {
      // It does not, and need not afterwards.
    }
  }

  private List<String> columns(String table) {
    return TableColumn.of(context, table).stream().map(TableColumn::name).toList();
  }

  /** They compile all triggers of a table. */
  private List<Query> statements(String tableName) {
    Table<?> table = table(quotedName(tableName));
    Map<Field<?>, Field<?>> unchanged = new LinkedHashMap<>();
    for (TableColumn column : TableColumn.of(context, tableName)) {
      if (column.hidden() == 0) {
        Field<?> same = field(quotedName(column.name()));
        unchanged.put(same, same);
      }
    }
    return List.of(
        context.insertInto(table).defaultValues(),
        context.update(table).set(unchanged),
        context.deleteFrom(table));
  }

  private Select<Record4<String, Long, String, Integer>> violations(Table<?> from) {
    return context.select(CHILD, ROW, PARENT, FOREIGN_KEY).from(from);
  }

  private void refuseNewViolations() {
    try (Cursor<?> violations =
        violations(FOREIGN_KEY_CHECK).except(violations(FOREIGN_KEYS_BEFORE)).fetchLazy()) {
      for (Record violation : violations) {
        findings.refuse(
            "table `" + violation.get(CHILD) + "`",
            "row " + violation.get(ROW) + " refers to a ticket that would be merged into another");
      }
    }
  }
}
