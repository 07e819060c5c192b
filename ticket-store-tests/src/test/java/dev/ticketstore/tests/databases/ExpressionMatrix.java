package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ticketstore.Json;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.jooq.types.PortableQueries;
import dev.ticketstore.jooq.types.UnportableExpressionException;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Expressions of jOOQ over some tickets, each right on every database, compared with the same in
 * plain Java, or refused. Each runs in {@code TicketStore.read}, and by a caller of the generated
 * tables alone, with binds and with inlined values.
 */
abstract class ExpressionMatrix extends TicketStoreContract {

  /** A ticket, as Java has it. */
  record Row(
      long id,
      Instant first,
      Instant last,
      @Nullable Instant resolved,
      TicketStatus status,
      Severity severity,
      @Nullable String metrics) {}

  static final List<Row> ROWS =
      List.of(
          row(1, "2026-01-24T23:59:59.999999Z", "2026-01-25T00:00:00Z", null)
              .with(TicketStatus.OPEN, Severity.INFO)
              .with("{\"unit\": \"percent\", \"value\": 51.846, \"ok\": true, \"a.b\": \"dot\"}"),
          row(2, "2026-01-24T23:59:59.9Z", "2026-02-01T00:00:00Z", null)
              .with(TicketStatus.ACKNOWLEDGED, Severity.CRITICAL)
              .with(
                  "{\"value\": 18446744073709551615, \"ok\": false, \"arr\": [\"x\", {\"y\": 2}]}"),
          row(3, "2024-02-29T12:00:00.123456Z", "2024-12-31T23:59:59.000001Z", null)
              .with(TicketStatus.DIAGNOSED, Severity.WARNING)
              .with((String) null),
          row(4, "1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z", "2026-06-15T10:30:00.5Z")
              .with(TicketStatus.RESOLVED, Severity.CRITICAL)
              .with("{\"unit\": \"it's \\\"so\\\"\", \"value\": null, \"ok\": {\"deep\":[1e3]}}"),
          row(5, "2026-01-24T23:08:17.123456Z", "2026-03-01T05:06:07.89Z", "9999-12-31T23:59:59Z")
              .with(TicketStatus.RESOLVED, Severity.INFO)
              .with("{}"));

  private record Times(long id, Instant first, Instant last, @Nullable Instant resolved) {
    Typed with(TicketStatus status, Severity severity) {
      return new Typed(this, status, severity);
    }
  }

  private record Typed(Times times, TicketStatus status, Severity severity) {
    Row with(@Nullable String metrics) {
      return new Row(times.id, times.first, times.last, times.resolved, status, severity, metrics);
    }
  }

  private static Times row(long id, String first, String last, @Nullable String resolved) {
    return new Times(
        id,
        Instant.parse(first),
        Instant.parse(last),
        resolved == null ? null : Instant.parse(resolved));
  }

  private final SoftAssertions checks = new SoftAssertions();
  private int expressions;
  private Connection connection;
  private DSLContext plain;
  private DSLContext inlining;
  private boolean alsoWithoutListener;

  @BeforeEach
  void insertRows() throws SQLException {
    connection = database.connect();
    plain = database.dsl(connection);
    List<TicketsRecord> records = EdgeRecords.many(ROWS.size());
    for (Row row : ROWS) {
      TicketsRecord ticket = records.get((int) row.id() - 1);
      ticket.setInvariantName("region_lag");
      ticket.setStoreId("tikv-" + row.id());
      ticket.setViolationKey("region_lag:tikv-" + row.id());
      ticket.setEpisode(1L);
      ticket.setPreviousId(null);
      ticket.setFirstSeenAt(row.first());
      ticket.setLastSeenAt(row.last());
      ticket.setResolvedAt(row.resolved());
      ticket.setStatus(row.status());
      EdgeRecords.setSeverity(ticket, row.severity());
      ticket.setResolvedBy(row.status() == TicketStatus.RESOLVED ? ResolvedBy.PERSON : null);
      ticket.setMetricSnapshot(row.metrics() == null ? null : JSONB.valueOf(row.metrics()));
      plain.insertInto(TICKETS).set(ticket).execute();
    }
    inlining =
        DSL.using(
            connection,
            database.dialect(),
            new Settings().withStatementType(StatementType.STATIC_STATEMENT));
    PortableQueries.install(inlining.configuration());
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  /** What {@code field} is of each ticket. */
  final void right(
      String name, SelectField<?> field, Function<Row, ? extends @Nullable Object> inJava) {
    check(name, eachOf(field), ROWS.stream().map(inJava).toList());
  }

  /** Which tickets a condition holds for. */
  final void holds(String name, Condition condition, Predicate<Row> inJava) {
    check(
        name,
        context ->
            context
                .select(TICKETS.ID)
                .from(TICKETS)
                .where(condition)
                .orderBy(TICKETS.ID)
                .fetch(TICKETS.ID),
        ROWS.stream().filter(inJava).map(Row::id).toList());
  }

  /** The first column of a query. */
  final void right(String name, Select<?> query, List<? extends @Nullable Object> inJava) {
    check(name, context -> context.fetch(query).getValues(0), inJava);
  }

  /** The same where the database has a type of its own for it; refused on SQLite. */
  final void rightOnPostgres(
      String name, SelectField<?> field, Function<Row, ? extends @Nullable Object> inJava) {
    if (database.isPostgres()) {
      right(name, field, inJava);
    } else {
      refused(name, field);
    }
  }

  /** The same for a query. */
  final void rightOnPostgres(
      String name, Select<?> query, List<? extends @Nullable Object> inJava) {
    if (database.isPostgres()) {
      right(name, query, inJava);
    } else {
      refused(name, query);
    }
  }

  /** Refused by us, with what to use. */
  final void refused(String name, SelectField<?> field) {
    refused(name, DSL.select(field).from(TICKETS));
  }

  final void refused(String name, Select<?> query) {
    expressions++;
    for (Function<Function<DSLContext, Object>, Object> run : runs()) {
      checks
          .assertThat(catchThrowable(() -> run.apply(context -> context.fetch(query))))
          .as(name)
          .isInstanceOf(UnportableExpressionException.class)
          .hasMessageContaining("use ");
    }
  }

  /** Refused by jOOQ or by the database, which say so. */
  final void fails(String name, Function<DSLContext, Object> query) {
    expressions++;
    for (Function<Function<DSLContext, Object>, Object> run : runs()) {
      checks.assertThat(catchThrowable(() -> run.apply(query))).as(name).isNotNull();
    }
  }

  /** All expressions of the matrix. */
  final void allHold(int expected) {
    checks.assertThat(expressions).isEqualTo(expected);
    checks.assertAll();
  }

  static Function<DSLContext, Object> eachOf(SelectField<?> field) {
    return context -> context.select(field).from(TICKETS).orderBy(TICKETS.ID).fetch().getValues(0);
  }

  private void check(String name, Function<DSLContext, Object> query, Object expected) {
    expressions++;
    for (Function<Function<DSLContext, Object>, Object> run : runs()) {
      Object[] result = new Object[1];
      Throwable thrown = catchThrowable(() -> result[0] = comparable(run.apply(query)));
      checks.assertThat(thrown).as(name).isNull();
      if (thrown == null) {
        checks.assertThat(result[0]).as(name).isEqualTo(comparable(expected));
      }
    }
  }

  /** From here on each expression must be right for a caller who has not installed anything. */
  final void alsoWithoutListener() {
    alsoWithoutListener = true;
  }

  private List<Function<Function<DSLContext, Object>, Object>> runs() {
    List<Function<Function<DSLContext, Object>, Object>> runs = new ArrayList<>();
    runs.add(query -> store.read(query));
    runs.add(query -> query.apply(inlining));
    if (alsoWithoutListener) {
      runs.add(query -> query.apply(plain));
    }
    return runs;
  }

  /** Documents as JSON of arbitrary precision, and what holds them. */
  private static @Nullable Object comparable(@Nullable Object value) {
    if (value instanceof JSONB json) {
      return instants(Json.of(json.data()));
    }
    if (value instanceof JSON json) {
      return instants(Json.of(json.data()));
    }
    if (value instanceof Json json) {
      return instants(json);
    }
    if (value instanceof Record row) {
      return comparable(row.intoList());
    }
    if (value instanceof Object[] array) {
      return comparable(Arrays.asList(array));
    }
    return value instanceof Collection<?> list
        ? list.stream().map(ExpressionMatrix::comparable).toList()
        : value;
  }

  /** PostgreSQL writes an instant within JSON with an offset. */
  private static Json instants(Json json) {
    return Json.of(
        Pattern.compile("\"(\\d{4}-\\d\\d-\\d\\dT[^\"]+)\"")
            .matcher(json.toString())
            .replaceAll(
                match -> '"' + InstantText.format(InstantText.parse(match.group(1))) + '"'));
  }
}
