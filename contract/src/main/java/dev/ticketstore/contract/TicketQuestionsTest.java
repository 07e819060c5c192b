package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.TICKET_FACTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Ticket;
import dev.ticketstore.analytics.GroupBy;
import dev.ticketstore.analytics.KeyRanking;
import dev.ticketstore.analytics.PeriodUnit;
import dev.ticketstore.analytics.TicketQuestions;
import dev.ticketstore.analytics.Window;
import dev.ticketstore.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answers over random histories, compared with the same in plain Java, to the microsecond. */
@NeedsOwner(because = "a writer deletes nothing")
class TicketQuestionsTest extends TicketStoreContract {

  private static final Instant START = Instant.parse("2026-03-02T04:05:06.123456Z");
  private static final List<ZoneId> ZONES =
      Stream.of(
              "Europe/Berlin",
              "America/New_York",
              "America/Havana",
              "Asia/Kathmandu",
              "Asia/Beirut",
              "UTC",
              "-03:30")
          .map(ZoneId::of)
          .toList();

  private record Grouping(GroupBy by, Function<Ticket, @Nullable String> inJava) {}

  private static final List<Grouping> GROUPINGS =
      List.of(
          new Grouping(GroupBy.nothing(), each -> null),
          new Grouping(GroupBy.invariant(), Ticket::invariantName),
          new Grouping(GroupBy.store(), Ticket::storeId),
          new Grouping(GroupBy.severity(), each -> each.severity().literal()),
          new Grouping(GroupBy.source(), Ticket::source),
          new Grouping(GroupBy.label("team"), each -> each.labels().get("team")));

  private final Random random = new Random(13);
  private ExpectedAnswers all;
  private ExpectedAnswers urgent;

  @BeforeEach
  void makeHistory() {
    clock.advance(Duration.between(NOW, START));
    RandomHistory history = new RandomHistory(store, clock, random);
    history.run(330);
    List<Ticket> tickets = history.tickets();
    all = new ExpectedAnswers(tickets, history.events(), history.cycles());
    List<Ticket> selected =
        tickets.stream().filter(each -> each.severity() != Severity.INFO).toList();
    Set<String> keys = selected.stream().map(Ticket::violationKey).collect(Collectors.toSet());
    Map<Instant, Set<String>> cycles = new TreeMap<>();
    all.cycles()
        .forEach(
            (start, reported) ->
                cycles.put(
                    start, reported.stream().filter(keys::contains).collect(Collectors.toSet())));
    urgent = new ExpectedAnswers(selected, all.events(), cycles);
    assertThat(tickets.size()).isGreaterThan(40);
    assertThat(all.cycles().size()).isGreaterThan(30);
  }

  /** With edges at random, at an instant of a ticket, or at midnight. */
  private Window window() {
    ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
    Instant from = edge(zone);
    Instant to = edge(zone);
    return from.equals(to)
        ? window()
        : from.isBefore(to) ? new Window(from, to, zone) : new Window(to, from, zone);
  }

  private Instant edge(ZoneId zone) {
    Ticket ticket = all.tickets().get(random.nextInt(all.tickets().size()));
    return switch (random.nextInt(4)) {
      case 0 -> ticket.firstSeenAt();
      case 1 -> Objects.requireNonNullElse(ticket.resolvedAt(), clock.instant());
      case 2 -> ticket.lastSeenAt().atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant();
      default ->
          START.plus(
              random.nextLong(Duration.between(START, clock.instant()).toNanos() / 1_000),
              ChronoUnit.MICROS);
    };
  }

  private <T> List<T> ask(Function<TicketQuestions, List<T>> question) {
    return store.read(ctx -> question.apply(new TicketQuestions(ctx)));
  }

  private <T> List<T> askUrgent(Function<TicketQuestions, List<T>> question) {
    return ask(
        questions -> question.apply(questions.where(TICKET_FACTS.SEVERITY.ge(Severity.WARNING))));
  }

  @Test
  void durationsOfSteps() {
    for (Grouping grouping : GROUPINGS) {
      for (@Nullable PeriodUnit unit : units()) {
        Window window = window();
        GroupBy by = unit == null ? grouping.by() : grouping.by().per(unit);
        switch (random.nextInt(4)) {
          case 0 ->
              assertThat(ask(questions -> questions.timeToAcknowledge(window, by)))
                  .isEqualTo(
                      all.statistics(Ticket::acknowledgedAt, window, grouping.inJava(), unit));
          case 1 ->
              assertThat(ask(questions -> questions.timeToDiagnose(window, by)))
                  .isEqualTo(all.statistics(Ticket::diagnosedAt, window, grouping.inJava(), unit));
          case 2 ->
              assertThat(ask(questions -> questions.timeToResolve(window, by)))
                  .isEqualTo(all.statistics(Ticket::resolvedAt, window, grouping.inJava(), unit));
          default ->
              assertThat(askUrgent(questions -> questions.timeToResolve(window, by)))
                  .isEqualTo(
                      urgent.statistics(Ticket::resolvedAt, window, grouping.inJava(), unit));
        }
      }
    }
  }

  @Test
  void objectives() {
    Function<Ticket, @Nullable Instant> acknowledged =
        each -> each.acknowledgedAt() == null ? each.resolvedAt() : each.acknowledgedAt();
    for (Grouping grouping : GROUPINGS) {
      for (@Nullable PeriodUnit unit : units()) {
        Window window = window();
        GroupBy by = unit == null ? grouping.by() : grouping.by().per(unit);
        List<Ticket> unresolved =
            all.tickets().stream().filter(each -> each.resolvedAt() == null).toList();
        List<Ticket> candidates = random.nextBoolean() ? unresolved : all.tickets();
        Ticket some = candidates.get(random.nextInt(candidates.size()));
        Instant now = clock.instant().minusSeconds(random.nextInt(500_000));
        // To the microsecond what a ticket took, or the age of one that is unresolved.
        Instant end = Objects.requireNonNullElse(some.resolvedAt(), now);
        Duration objective =
            random.nextBoolean() && end.isAfter(some.firstSeenAt())
                ? Duration.between(some.firstSeenAt(), end)
                : Duration.ofHours(1 + random.nextInt(60));
        assertThat(ask(questions -> questions.resolvedWithin(objective, window, by, now)))
            .isEqualTo(
                all.objective(Ticket::resolvedAt, objective, window, grouping.inJava(), unit, now));
        assertThat(askUrgent(questions -> questions.acknowledgedWithin(objective, window, by, now)))
            .isEqualTo(
                urgent.objective(acknowledged, objective, window, grouping.inJava(), unit, now));
      }
    }
  }

  @Test
  void statesAndResolvers() {
    Set<Long> ofUrgent = urgent.tickets().stream().map(Ticket::id).collect(Collectors.toSet());
    for (int i = 0; i < 20; i++) {
      Window window = window();
      Predicate<Long> every = id -> true;
      assertThat(ask(questions -> questions.timeInState(window)))
          .isEqualTo(all.timeInState(window, every));
      assertThat(askUrgent(questions -> questions.timeInState(window)))
          .isEqualTo(all.timeInState(window, ofUrgent::contains));
      assertThat(ask(questions -> questions.resolvers(window))).isEqualTo(all.resolvers(window));
    }
  }

  @Test
  void trends() {
    for (PeriodUnit unit : PeriodUnit.values()) {
      for (int i = 0; i < 8; i++) {
        Window window = window();
        assertThat(ask(questions -> questions.trend(window, unit)))
            .isEqualTo(all.trend(window, unit));
        assertThat(askUrgent(questions -> questions.trend(window, unit)))
            .isEqualTo(urgent.trend(window, unit));
      }
    }
  }

  @Test
  void ageingAndHeatMaps() {
    for (int i = 0; i < 15; i++) {
      Window window = window();
      Ticket some = all.tickets().get(random.nextInt(all.tickets().size()));
      Duration age = Duration.between(some.firstSeenAt(), window.to());
      List<Duration> limits =
          age.isNegative() || age.isZero()
              ? List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7))
              : List.of(age);
      assertThat(ask(questions -> questions.ageing(window.to(), limits.toArray(Duration[]::new))))
          .isEqualTo(all.ageing(window.to(), limits));
      assertThat(askUrgent(questions -> questions.ageing(window.to())))
          .isEqualTo(urgent.ageing(window.to(), List.of()));
      assertThat(ask(questions -> questions.heatMap(window))).isEqualTo(all.heatMap(window));
    }
  }

  @Test
  void keys() {
    for (int i = 0; i < 15; i++) {
      Window window = window();
      int limit = 1 + random.nextInt(12);
      Duration within = Duration.ofHours(1 + random.nextInt(100));
      for (KeyRanking ranking : KeyRanking.values()) {
        assertThat(ask(questions -> questions.topKeys(window, ranking, limit)))
            .isEqualTo(all.top(window, ranking, limit));
      }
      assertThat(ask(questions -> questions.flappingKeys(window, within, limit)))
          .isEqualTo(all.flapping(window, within, limit));
      assertThat(ask(questions -> questions.coOccurrence(window, limit)))
          .isEqualTo(all.coOccurrence(window, limit));
      assertThat(askUrgent(questions -> questions.coOccurrence(window, limit)))
          .isEqualTo(urgent.coOccurrence(window, limit));
    }
  }

  private static List<@Nullable PeriodUnit> units() {
    List<@Nullable PeriodUnit> units = new ArrayList<>(List.of(PeriodUnit.values()));
    units.add(null);
    return units;
  }
}
