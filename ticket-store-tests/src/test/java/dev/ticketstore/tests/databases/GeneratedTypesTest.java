package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.val;

import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What jOOQ writes into the generated tables it reads back, on every database. */
class GeneratedTypesTest extends TicketStoreContract {

  private static final List<Instant> FRACTIONS =
      Stream.of(
              "2026-01-24T23:08:17Z",
              "2026-01-24T23:08:17.000001Z",
              "2026-01-24T23:08:17.1Z",
              "2026-01-24T23:08:17.123Z",
              "2026-01-24T23:08:17.123456Z",
              "2026-01-24T23:08:17.2Z",
              "2026-01-24T23:08:18Z",
              "2026-12-01T00:00:00Z")
          .map(Instant::parse)
          .toList();

  private Connection connection;
  private DSLContext dsl;
  private DSLContext inlining;

  @BeforeEach
  void connect() throws SQLException {
    connection = database.connect();
    dsl = database.dsl(connection);
    inlining =
        DSL.using(
            connection,
            database.dialect(),
            new Settings().withStatementType(StatementType.STATIC_STATEMENT));
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void edgeValuesSurviveAsBinds() {
    writeAndRead(dsl);
  }

  @Test
  void edgeValuesSurviveInlined() {
    writeAndRead(inlining);
  }

  private static void writeAndRead(DSLContext dsl) {
    for (TicketsRecord row : EdgeRecords.all()) {
      dsl.insertInto(TICKETS).set(row).execute();

      TicketsRecord read = dsl.fetchSingle(TICKETS, TICKETS.ID.eq(row.getId()));
      assertThat(read.intoMap()).isEqualTo(row.intoMap());
      // Each value finds its row again; JSON is not for comparing.
      for (Field<?> field : TICKETS.fields()) {
        if (!field.equals(TICKETS.METRIC_SNAPSHOT) && !field.equals(TICKETS.LABELS)) {
          assertThat(dsl.selectFrom(TICKETS).where(equal(field, row)).fetch(TICKETS.ID))
              .as(field.getName())
              .contains(row.getId());
        }
      }
    }
  }

  private static <T> Condition equal(Field<T> field, TicketsRecord row) {
    T value = row.get(field);
    return value == null ? field.isNull() : field.eq(value);
  }

  @Test
  void statementOfMoreThanAThousandBindsKeepsItsValues() {
    List<TicketsRecord> rows = EdgeRecords.many(80);

    dsl.insertInto(TICKETS, EdgeRecords.writable())
        .valuesOfRows(
            rows.stream()
                .map(row -> DSL.row(row.into(EdgeRecords.writable()).intoArray()))
                .toList())
        .execute();

    assertThat(dsl.selectFrom(TICKETS).orderBy(TICKETS.ID).fetch().intoMaps())
        .isEqualTo(rows.stream().map(TicketsRecord::intoMap).toList());
  }

  @Test
  void defaultsOfTheDatabaseAreReadAsTheirTypes() {
    Instant before = Instant.now().minusSeconds(60);
    dsl.insertInto(TICKETS)
        .set(TICKETS.VIOLATION_KEY, "a")
        .set(TICKETS.INVARIANT_NAME, "a")
        .set(TICKETS.FIRST_SEEN_AT, NOW)
        .set(TICKETS.LAST_SEEN_AT, NOW)
        .set(TICKETS.MESSAGE, "m")
        .execute();

    TicketsRecord row = dsl.fetchSingle(TICKETS);
    assertThat(row.getStatus()).isEqualTo(TicketStatus.OPEN);
    assertThat(row.getHeld()).isFalse();
    assertThat(row.getHeldMicros()).isZero();
    assertThat(row.getFlapping()).isFalse();
    assertThat(row.getSeverityName()).isEqualTo(Severity.WARNING);
    assertThat(row.getSeverity()).isEqualTo(Severity.WARNING);
    assertThat(row.getOccurrenceCount()).isEqualTo(1);
    assertThat(row.getCreatedAt()).isBetween(before, Instant.now().plusSeconds(60));
    assertThat(row.getUpdatedAt()).isBetween(before, Instant.now().plusSeconds(60));
  }

  @Test
  void instantsSortAndCompareByTime() {
    insertShuffled();

    for (DSLContext each : List.of(dsl, inlining)) {
      assertThat(seen(each, DSL.noCondition())).isEqualTo(FRACTIONS);
      assertThat(seen(each, TICKETS.LAST_SEEN_AT.gt(FRACTIONS.get(2))))
          .isEqualTo(FRACTIONS.subList(3, 8));
      assertThat(seen(each, TICKETS.LAST_SEEN_AT.between(FRACTIONS.get(1), FRACTIONS.get(4))))
          .isEqualTo(FRACTIONS.subList(1, 5));
      assertThat(seen(each, TICKETS.LAST_SEEN_AT.in(FRACTIONS.get(0), FRACTIONS.get(5))))
          .containsExactly(FRACTIONS.get(0), FRACTIONS.get(5));
      assertThat(each.select(DSL.max(TICKETS.LAST_SEEN_AT)).from(TICKETS).fetchSingle().value1())
          .isEqualTo(FRACTIONS.get(7));
    }
  }

  @Test
  void greatestAndLeastOfInstantsGoByTime() {
    insertShuffled();
    Instant middle = FRACTIONS.get(3);
    Field<Instant> later =
        greatest(TICKETS.LAST_SEEN_AT, val(middle, TICKETS.LAST_SEEN_AT)).as("later");
    Field<Instant> earlier =
        least(TICKETS.LAST_SEEN_AT, val(middle, TICKETS.LAST_SEEN_AT)).as("earlier");

    for (DSLContext each : List.of(dsl, inlining)) {
      each.select(TICKETS.LAST_SEEN_AT, later, earlier)
          .from(TICKETS)
          .fetch()
          .forEach(
              row -> {
                boolean after = row.value1().isAfter(middle);
                assertThat(row.value2()).isEqualTo(after ? row.value1() : middle);
                assertThat(row.value3()).isEqualTo(after ? middle : row.value1());
              });
    }
  }

  private void insertShuffled() {
    List<TicketsRecord> rows = EdgeRecords.many(FRACTIONS.size());
    for (int i = 0; i < rows.size(); i++) {
      Instant at = FRACTIONS.get(i * 5 % rows.size());
      rows.get(i).setFirstSeenAt(FRACTIONS.get(0));
      rows.get(i).setLastSeenAt(at);
      dsl.insertInto(TICKETS).set(rows.get(i)).execute();
    }
  }

  private static List<Instant> seen(DSLContext dsl, Condition condition) {
    return dsl.selectFrom(TICKETS)
        .where(condition)
        .orderBy(TICKETS.LAST_SEEN_AT)
        .fetch(TICKETS.LAST_SEEN_AT);
  }
}
