package dev.ticketstore.jooq.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.jooq.DatePart;
import org.junit.jupiter.api.Test;

/** The steps of each time zone that this JVM knows, used as the databases use them. */
class ZoneStepsTest {

  private static final Instant FROM = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2100-01-01T00:00:00Z");
  private static final long HOURS_AROUND = 26;

  private final Random random = new Random(13);

  @Test
  void beginningsAreThoseOfJava() {
    List<String> wrong = new ArrayList<>();
    for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      ZoneId zone = ZoneId.of(id);
      ZoneSteps steps = new ZoneSteps(zone);
      Steps<Integer> offsets = steps.offsets();
      Steps<Integer> minutes = steps.minutes();
      Steps<Instant> odd = steps.oddHours();
      List<Instant> instants = instants(zone);
      for (Instant at : instants) {
        LocalDateTime local =
            LocalDateTime.ofEpochSecond(at.getEpochSecond() + offsets.at(at), 0, ZoneOffset.UTC);
        if (!local.equals(LocalDateTime.ofInstant(at, zone))) {
          wrong.add(id + " " + at);
        }
        int shift = minutes.at(at);
        Instant hour =
            Objects.requireNonNullElseGet(
                odd.at(at),
                () -> at.plusSeconds(shift).truncatedTo(ChronoUnit.HOURS).minusSeconds(shift));
        if (!hour.equals(at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant())) {
          wrong.add(id + " hour of " + at + " " + hour);
        }
      }
      for (DatePart unit : List.of(DatePart.DAY, DatePart.WEEK, DatePart.MONTH)) {
        Steps<Integer> startOffsets = steps.startOffsets(unit);
        for (Instant at : instants) {
          LocalDate day = LocalDate.ofInstant(at, zone);
          LocalDate first =
              switch (unit) {
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.with(TemporalAdjusters.firstDayOfMonth());
                default -> day;
              };
          Instant start =
              first.atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(startOffsets.at(at));
          if (!start.equals(first.atStartOfDay(zone).toInstant())) {
            wrong.add(id + " " + unit + " of " + at + " " + start);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** In each of the first days, around each transition, and at random. */
  private List<Instant> instants(ZoneId zone) {
    List<Instant> instants = new ArrayList<>();
    for (int day = 0; day < 40; day++) {
      instants.add(FROM.plus(day, ChronoUnit.DAYS));
    }
    ZoneOffsetTransition next = zone.getRules().nextTransition(FROM);
    while (next != null && next.getInstant().isBefore(UNTIL)) {
      Instant at = next.getInstant();
      instants.add(at);
      instants.add(at.minusSeconds(1));
      for (int i = 0; i < 6; i++) {
        instants.add(at.plusSeconds(random.nextLong(-HOURS_AROUND * 3600, HOURS_AROUND * 3600)));
      }
      instants.add(at.plusSeconds(random.nextLong(3600)));
      instants.add(at.plus(random.nextLong(40), ChronoUnit.DAYS));
      next = zone.getRules().nextTransition(at);
    }
    for (int i = 0; i < 100; i++) {
      instants.add(Instant.ofEpochSecond(random.nextLong(UNTIL.getEpochSecond())));
    }
    instants.removeIf(at -> at.isBefore(FROM) || !at.isBefore(UNTIL));
    return instants;
  }
}
