package dev.ticketstore.internal.adoption;

import static dev.ticketstore.jooq.Tables.ABSORBED_TICKETS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.ticketstore.AdoptionReport;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.ErrorTranslation;
import dev.ticketstore.internal.database.OptionalLibrary;
import dev.ticketstore.internal.database.SqliteDriver;
import dev.ticketstore.internal.tickets.Session;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.schema.SchemaStatus;
import dev.ticketstore.schema.SqlitePath;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * See {@link dev.ticketstore.Adoption}.
 *
 * @param file of the Python program
 * @param progress is told how many rows have been read
 */
public record PythonAdopter(Path file, LongConsumer progress) {

  private static final Table<?> BEFORE = table(name("tickets_before_adoption"));
  private static final Table<?> SEQUENCE = table(name("sqlite_sequence"));

  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);

  private static final DateTimeFormatter BACKUP_NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Does it. */
  public AdoptionReport adopt() {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "file", "expected a file, not " + Check.quote(file.toString()));
    }
    OptionalLibrary.SQLITE_JDBC.require();
    DataSource source = SqliteDriver.plain(new SqlitePath(file.toString()).url(), BUSY_TIMEOUT);
    try (Connection connection = source.getConnection()) {
      DSLContext context =
          DSL.using(connection, SQLDialect.SQLITE, Database.settings(new Settings()));
      SchemaStatus status = SchemaMigrator.of(source).status();
      if (!status.applied().isEmpty() || !status.unknown().isEmpty()) {
        SchemaMigrator.of(source).validate();
        return report(context, null, 0);
      }
      return ErrorTranslation.translating(() -> adopt(context));
    } catch (SchemaException e) {
      throw ErrorTranslation.schema(e);
    } catch (SQLException e) {
      throw ErrorTranslation.connecting(e);
    }
  }

  private AdoptionReport adopt(DSLContext context) {
    PythonTable before = PythonTable.in(context);
    Path backup = backup(context);
    boolean adopted = false;
    context.execute("begin immediate");
    try {
      long absorbed = move(context, before);
      requireIntegrity(context);
      AdoptionReport report = report(context, backup, absorbed);
      context.execute("commit");
      adopted = true;
      return report;
    } finally {
      if (!adopted) {
        context.execute("rollback");
        backup.toFile().delete();
      }
    }
  }

  private Path backup(DSLContext context) {
    String now = BACKUP_NAME.format(Instant.now());
    Path backup = file.resolveSibling(file.getFileName() + ".before-adoption-" + now);
    String target = backup.toAbsolutePath().toString();
    boolean written = false;
    try {
      // SQLite writes into an empty file.
      new SqlitePath(target).createIfMissing();
      context.execute("vacuum into ?", target);
      written = true;
      return backup;
    } finally {
      if (!written) {
        backup.toFile().delete();
      }
    }
  }

  private long move(DSLContext context, PythonTable before) {
    Instant now = Session.present(Clock.systemUTC());
    List<PythonTicket> tickets = before.read(context, progress);
    Long sequence =
        context
            .select(max(field(name("seq"), Long.class)))
            .from(SEQUENCE)
            .where(field(name("name"), String.class).eq(TICKETS.getName()))
            .fetchOneInto(Long.class);
    context.alterTable(TICKETS).renameTo(BEFORE.getName()).execute();
    context.dropIndexIfExists("idx_tickets_open_violation").execute();
    context.dropIndexIfExists("idx_tickets_violation_time").execute();
    context.execute("drop trigger if exists tickets_updated_at");
    updateSchema(context);
    before.addUnknownColumns(context);

    long absorbed = 0;
    for (PythonTicket ticket : tickets) {
      context.insertInto(TICKETS).set(ticket.ticket()).set(ticket.more()).execute();
      for (Record row : ticket.absorbed()) {
        context
            .insertInto(ABSORBED_TICKETS)
            .set(ABSORBED_TICKETS.ID, row.get("id", Long.class))
            .set(ABSORBED_TICKETS.SURVIVOR_ID, ticket.id())
            .set(ABSORBED_TICKETS.VIOLATION_KEY, ticket.violationKey())
            .set(ABSORBED_TICKETS.ORIGINAL_ROW, PythonTicket.json(row))
            .set(ABSORBED_TICKETS.ABSORBED_AT, now)
            .execute();
        absorbed++;
      }
    }
    context.dropTable(BEFORE).execute();
    if (sequence != null) {
      // The ids of absorbed rows must not be given out again.
      context
          .update(SEQUENCE)
          .set(field(name("seq"), Long.class), sequence)
          .where(field(name("name"), String.class).eq(TICKETS.getName()))
          .execute();
    }
    return absorbed;
  }

  private static void updateSchema(DSLContext context) {
    context.connection(
        connection -> {
          try {
            SchemaMigrator.updateWithin(connection);
          } catch (SchemaException e) {
            throw ErrorTranslation.schema(e);
          }
        });
  }

  private static void requireIntegrity(DSLContext context) {
    String result = context.fetchSingle("pragma integrity_check").get(0, String.class);
    if (!"ok".equals(result)) {
      throw new DatabaseException(Reason.CORRUPT, result, null);
    }
  }

  private static AdoptionReport report(DSLContext context, @Nullable Path backup, long absorbed) {
    Field<BigDecimal> occurrences = sum(TICKETS.OCCURRENCE_COUNT);
    var totals =
        context
            .select(count(), count().filterWhere(TicketRows.UNRESOLVED), occurrences)
            .from(TICKETS)
            .fetchSingle();
    BigDecimal all = totals.value3();
    return new AdoptionReport(
        backup, absorbed, totals.value1(), totals.value2(), all == null ? 0 : all.longValue());
  }
}
