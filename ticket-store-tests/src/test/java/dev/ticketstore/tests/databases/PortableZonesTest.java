package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.types.PortableFunctions.dayOfWeek;
import static dev.ticketstore.jooq.types.PortableFunctions.hourOfDay;
import static dev.ticketstore.jooq.types.PortableFunctions.localDate;
import static dev.ticketstore.jooq.types.PortableFunctions.truncate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.ticketstore.contract.TicketStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.junit.jupiter.api.Test;

/** Hours, days, weeks and months in time zones, compared with java.time. */
class PortableZonesTest extends TicketStoreContract {

  private static final Instant FROM = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2100-01-01T00:00:00Z");

  /**
   * Zones of many offsets, with gaps and overlaps at midnight, and names that mislead. WET is none
   * of them: since 2024b the data of time zones take it for Lisbon, and servers have either.
   */
  private static final List<String> ZONES =
      List.of(
          "Europe/Berlin",
          "America/New_York",
          "America/Havana",
          "America/St_Johns",
          "America/Sao_Paulo",
          "Asia/Kathmandu",
          "Asia/Beirut",
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "Africa/Casablanca",
          "Etc/GMT+5",
          "CET",
          "UTC",
          "Z",
          "UTC+02:00",
          "+02:00",
          "-03:30",
          "+05:45:15");

  private static final List<DatePart> UNITS =
      List.of(DatePart.HOUR, DatePart.DAY, DatePart.WEEK, DatePart.MONTH);

  private static final Table<Record> PROBES = table(name("probes"));
  private static final Field<Long> ID = field(name("id"), Long.class);
  private static final Field<Instant> AT = field(name("at"), TICKETS.FIRST_SEEN_AT.getDataType());

  private final Random random = new Random(13);

  @Test
  void partsAreThoseOfJava() throws SQLException {
    List<String> wrong = new ArrayList<>();
    try (Connection connection = database.connect()) {
      DSLContext plain = database.dsl(connection);
      plain.execute(
          database.isSqlite()
              ? "create table probes (id bigint, at text)"
              : "create table probes (id bigint, at timestamptz)");
      for (String id : ZONES) {
        ZoneId zone = ZoneId.of(id);
        List<Instant> instants = instants(zone);
        fill(plain, instants);
        Map<String, Field<?>> inSql = new TreeMap<>();
        Map<String, Function<Instant, ?>> inJava = new TreeMap<>();
        for (DatePart unit : UNITS) {
          inSql.put("truncate to " + unit, truncate(AT, unit, zone));
          inJava.put("truncate to " + unit, at -> truncated(at, unit, zone));
        }
        inSql.put("date", localDate(AT, zone));
        inJava.put("date", at -> LocalDate.ofInstant(at, zone));
        inSql.put("hour", hourOfDay(AT, zone));
        inJava.put("hour", at -> at.atZone(zone).getHour());
        inSql.put("day of week", dayOfWeek(AT, zone));
        inJava.put("day of week", at -> at.atZone(zone).getDayOfWeek().getValue());
        List<List<?>> expected = new ArrayList<>();
        for (Instant at : instants) {
          expected.add(inJava.values().stream().map(each -> each.apply(at)).toList());
        }
        List<Function<Function<DSLContext, List<List<?>>>, List<List<?>>>> runs =
            List.of(query -> store.read(query), query -> query.apply(plain));
        for (var run : runs) {
          List<List<?>> found =
              run.apply(
                  context ->
                      context
                          .select(inSql.values())
                          .from(PROBES)
                          .orderBy(ID)
                          .fetch(Record::intoList));
          for (int i = 0; i < instants.size(); i++) {
            if (!found.get(i).equals(expected.get(i))) {
              wrong.add(
                  id
                      + " "
                      + instants.get(i)
                      + " "
                      + inJava.keySet()
                      + found.get(i)
                      + expected.get(i));
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** As another program may have stored them. */
  @Test
  void anyStoredFormIsRead() {
    ZoneId zone = ZoneId.of("America/New_York");
    List<String> stored =
        List.of(
            "2026-03-08T06:59:59.999999Z",
            "2026-03-08 06:59:59.9",
            "2026-03-08 07:00:00",
            "2026-03-08T07:00:00",
            "2026-11-01T05:59:59",
            "2026-11-01 06:00:00.000001",
            "2026-11-02 04:30:00Z");
    store.observe(storeDown("tikv-1", FROM));
    for (String each : stored) {
      // A version that moves on is the library's, whose texts no trigger makes canonical.
      database.execute("update tickets set version = version + 1, last_seen_at = '" + each + "'");
      Instant at = Instant.parse(each.replace(' ', 'T').replace("Z", "") + "Z");
      for (DatePart unit : UNITS) {
        assertThat(only(truncate(TICKETS.LAST_SEEN_AT, unit, zone)))
            .as("%s of %s", unit, each)
            .isEqualTo(truncated(at, unit, zone));
      }
      assertThat(only(hourOfDay(TICKETS.LAST_SEEN_AT, zone))).isEqualTo(at.atZone(zone).getHour());
    }
  }

  @Test
  void periodsGroupAndFilter() {
    ZoneId zone = ZoneId.of("America/Havana");
    List<Instant> seen =
        List.of(
            Instant.parse("2026-11-01T03:59:59.999999Z"), // 31 October
            Instant.parse("2026-11-01T04:00:00Z"), // the first midnight
            Instant.parse("2026-11-01T05:00:00Z")); // the second
    for (int i = 0; i < seen.size(); i++) {
      store.observe(storeDown("tikv-" + i, seen.get(i)));
    }
    Field<Instant> month = truncate(TICKETS.FIRST_SEEN_AT, DatePart.MONTH, zone);
    Instant november = LocalDate.of(2026, 11, 1).atStartOfDay(zone).toInstant();
    Map<Instant, Integer> perMonth =
        store.read(
            ctx ->
                ctx.select(month, count())
                    .from(TICKETS)
                    .groupBy(month)
                    .orderBy(month)
                    .fetchMap(month, count()));
    assertThat(perMonth)
        .containsExactly(
            Map.entry(LocalDate.of(2026, 10, 1).atStartOfDay(zone).toInstant(), 1),
            Map.entry(november, 2));
    assertThat(tickets(month.eq(november))).isEqualTo(2);
    assertThat(tickets(localDate(TICKETS.FIRST_SEEN_AT, zone).eq(LocalDate.of(2026, 10, 31))))
        .isEqualTo(1);
    assertThat(tickets(truncate(TICKETS.RESOLVED_AT, DatePart.DAY, zone).isNull())).isEqualTo(3);
    assertThat(only(truncate(max(TICKETS.FIRST_SEEN_AT), DatePart.DAY, zone))).isEqualTo(november);
  }

  private int tickets(Condition condition) {
    return store.read(ctx -> ctx.fetchCount(TICKETS, condition));
  }

  private <T> T only(Field<T> field) {
    return store.read(ctx -> ctx.select(field).from(TICKETS).fetchSingle(field));
  }

  @Test
  void othersAreRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> truncate(AT, DatePart.DAY, ZoneId.of("SystemV/EST5")))
        .withMessageContaining("SystemV/EST5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> truncate(AT, DatePart.YEAR, ZoneId.of("Europe/Berlin")))
        .withMessageContaining("WEEK");
  }

  private static void fill(DSLContext plain, List<Instant> instants) {
    plain.deleteFrom(PROBES).execute();
    var insert = plain.insertInto(PROBES, ID, AT);
    for (int i = 0; i < instants.size(); i++) {
      insert = insert.values((long) i, instants.get(i));
    }
    insert.execute();
  }

  /** Around transitions, and at random, to the microsecond. */
  private List<Instant> instants(ZoneId zone) {
    List<Instant> instants = new ArrayList<>();
    List<Instant> transitions = new ArrayList<>();
    ZoneOffsetTransition next = zone.getRules().nextTransition(FROM);
    while (next != null && next.getInstant().isBefore(UNTIL)) {
      transitions.add(next.getInstant());
      next = zone.getRules().nextTransition(next.getInstant());
    }
    for (Instant at : transitions) {
      if (transitions.size() < 40 || random.nextInt(transitions.size()) < 40) {
        instants.add(at);
        instants.add(at.minus(1, ChronoUnit.MICROS));
        instants.add(at.plus(micros(2 * 3_600)));
        instants.add(at.plus(micros(26 * 3_600)));
        instants.add(at.minus(micros(26 * 3_600)));
      }
    }
    for (int i = 0; i < 200; i++) {
      instants.add(FROM.plus(micros(UNTIL.getEpochSecond())));
    }
    instants.removeIf(at -> at.isBefore(FROM) || !at.isBefore(UNTIL));
    return instants;
  }

  private Duration micros(long withinSeconds) {
    return Duration.of(random.nextLong(withinSeconds * 1_000_000), ChronoUnit.MICROS);
  }

  static Instant truncated(Instant at, DatePart unit, ZoneId zone) {
    LocalDate date = LocalDate.ofInstant(at, zone);
    return switch (unit) {
      case HOUR -> at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
      case DAY -> date.atStartOfDay(zone).toInstant();
      case WEEK ->
          date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              .atStartOfDay(zone)
              .toInstant();
      case MONTH -> date.withDayOfMonth(1).atStartOfDay(zone).toInstant();
      default -> throw new AssertionError(unit);
    };
  }
}
