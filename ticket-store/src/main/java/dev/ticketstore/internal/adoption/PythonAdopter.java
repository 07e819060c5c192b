package dev.ticketstore.internal.adoption;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.ticketstore.AdoptionFinding;
import dev.ticketstore.AdoptionReport;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.internal.database.ErrorTranslation;
import dev.ticketstore.internal.database.JooqSettings;
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
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * See {@link dev.ticketstore.Adoption}. The rows come from the backup: the program's table cannot
 * be renamed, as SQLite then rewrites the foreign keys, views and triggers of others.
 *
 * @param file of the Python program
 * @param progress is told how many rows have been read
 * @param listener gets each finding; null if only refusals matter
 */
public record PythonAdopter(
    Path file, LongConsumer progress, @Nullable Consumer<AdoptionFinding> listener) {

  private static final Logger LOG = LoggerFactory.getLogger(PythonAdopter.class);

  private static final Table<?> BEFORE = table("before_adoption.tickets");

  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);

  private static final DateTimeFormatter BACKUP_NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Does it. */
  public AdoptionReport adopt() {
    DataSource source = source();
    try (Connection connection = source.getConnection()) {
      DSLContext context =
          DSL.using(connection, SQLDialect.SQLITE, JooqSettings.of(new Settings()));
      return isAdopted(source)
          ? report(context, null, 0)
          : ErrorTranslation.translating(() -> adopt(source, context));
    } catch (SchemaException e) {
      throw ErrorTranslation.schema(e);
    } catch (SQLException e) {
      throw ErrorTranslation.connecting(e);
    }
  }

  /** Does it to a copy. */
  public AdoptionReport dryRun() {
    DataSource source = source();
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Path copy = folder.path().resolve("copy.db");
      ErrorTranslation.translating(() -> vacuum(source, copy));
      AdoptionReport report = new PythonAdopter(copy, progress, listener).adopt();
      return new AdoptionReport(
          report.adopted(),
          null,
          report.absorbed(),
          report.tickets(),
          report.unresolved(),
          report.occurrences());
    }
  }

  private DataSource source() {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "file", "expected a file, not " + Check.quote(file.toString()));
    }
    OptionalLibrary.SQLITE_JDBC.require();
    return SqliteDriver.plain(new SqlitePath(file.toString()).url(), BUSY_TIMEOUT);
  }

  private static boolean isAdopted(DataSource source) {
    SchemaStatus status = SchemaMigrator.of(source).status();
    if (status.applied().isEmpty() && status.unknown().isEmpty()) {
      return false;
    }
    SchemaMigrator.of(source).validate();
    return true;
  }

  private AdoptionReport adopt(DataSource source, DSLContext context) {
    TargetSchema store = TargetSchema.inMemory();
    context.execute("begin immediate");
    Path backup = null;
    boolean adopted = false;
    try {
      if (isAdopted(source)) {
        // Another process was faster.
        return report(context, null, 0);
      }
      Findings findings = new Findings(listener);
      PythonTable before = PythonTable.in(context, store, findings);
      FileObjects objects = new FileObjects(context, store, findings);
      backup = backup(source);
      context.execute("attach ? as before_adoption", backup.toAbsolutePath().toString());
      boolean migrates = findings.allow();
      long absorbed = move(context, before, findings);
      if (migrates) {
        objects.restore();
      }
      findings.requireAllowed();
      requireIntegrity(context);
      AdoptionReport report = report(context, backup, absorbed);
      context.execute("commit");
      adopted = true;
      return report;
    } finally {
      if (!adopted) {
        undo(context, "rollback");
        if (backup != null) {
          undo(context, "detach before_adoption");
          backup.toFile().delete();
        }
      }
    }
  }

  /** SQLite has rolled back already after some errors; the exception that is thrown names it. */
  private static void undo(DSLContext context, String statement) {
    try {
      context.execute(statement);
    } catch (DataAccessException e) {
      LOG.debug("An adoption was not undone by a statement", e);
    }
  }

  /** Another connection reads the same as the one that keeps writers out. */
  private Path backup(DataSource source) {
    String now = BACKUP_NAME.format(Instant.now());
    Path backup = file.resolveSibling(file.getFileName() + ".before-adoption-" + now);
    boolean written = false;
    try {
      // SQLite writes into an empty file.
      new SqlitePath(backup.toString()).createIfMissing();
      vacuum(source, backup);
      written = true;
      return backup;
    } finally {
      if (!written) {
        backup.toFile().delete();
      }
    }
  }

  private static int vacuum(DataSource source, Path target) {
    return DSL.using(source, SQLDialect.SQLITE)
        .execute("vacuum into ?", target.toAbsolutePath().toString());
  }

  private long move(DSLContext context, PythonTable before, Findings findings) {
    Instant now = Session.present(Clock.systemUTC());
    IdSequence ids = IdSequence.of(context, BEFORE);
    if (!findings.allow()) {
      MovedRows checked = new MovedRows(findings, progress, null);
      before.read(context, BEFORE, checked);
      checked.finish();
      return 0;
    }
    context.dropTable(TICKETS).execute();
    updateSchema(context);
    before.addUnknownColumns(context, findings);
    TicketWriter writer = new TicketWriter(context, BEFORE, before.unknownColumns(), now);
    MovedRows moved = new MovedRows(findings, progress, writer);
    before.read(context, BEFORE, moved);
    moved.finish();
    writer.flush();
    ids.keep(context);
    return moved.absorbed();
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
    String result = context.fetchSingle("pragma main.integrity_check(1)").get(0, String.class);
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
        backup != null,
        backup,
        absorbed,
        totals.value1(),
        totals.value2(),
        all == null ? 0 : all.longValue());
  }
}
