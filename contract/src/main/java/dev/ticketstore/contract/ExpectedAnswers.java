package dev.ticketstore.contract;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.analytics.AgeBand;
import dev.ticketstore.analytics.DurationStatistics;
import dev.ticketstore.analytics.FlappingKey;
import dev.ticketstore.analytics.HeatMapCell;
import dev.ticketstore.analytics.KeyPair;
import dev.ticketstore.analytics.KeyRanking;
import dev.ticketstore.analytics.KeyTotals;
import dev.ticketstore.analytics.ObjectiveResult;
import dev.ticketstore.analytics.PeriodUnit;
import dev.ticketstore.analytics.ResolverTotals;
import dev.ticketstore.analytics.TimeInState;
import dev.ticketstore.analytics.TrendBucket;
import dev.ticketstore.analytics.Window;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.TicketStatus;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answers in plain Java, from tickets and events as the store gives them. */
record ExpectedAnswers(
    List<Ticket> tickets, Map<Long, List<TicketEvent>> events, Map<Instant, Set<String>> cycles) {

  private record Group(@Nullable Instant period, @Nullable String name) {}

  private static final Comparator<Group> ORDER =
      comparing(Group::period, nullsFirst(naturalOrder()))
          .thenComparing(Group::name, nullsFirst(naturalOrder()));

  private Stream<Ticket> seenIn(Window window) {
    return tickets.stream().filter(each -> in(window, each.firstSeenAt()));
  }

  private static boolean in(Window window, Instant at) {
    return !at.isBefore(window.from()) && at.isBefore(window.to());
  }

  private Map<Group, List<Ticket>> groups(
      Window window, Function<Ticket, @Nullable String> by, @Nullable PeriodUnit unit) {
    return seenIn(window)
        .collect(
            Collectors.groupingBy(
                each ->
                    new Group(
                        unit == null ? null : start(each.firstSeenAt(), unit, window),
                        by.apply(each)),
                () -> new TreeMap<>(ORDER),
                Collectors.toList()));
  }

  List<DurationStatistics> statistics(
      Function<Ticket, @Nullable Instant> step,
      Window window,
      Function<Ticket, @Nullable String> by,
      @Nullable PeriodUnit unit) {
    List<DurationStatistics> answers = new ArrayList<>();
    groups(window, by, unit)
        .forEach(
            (group, all) -> {
              List<Duration> taken =
                  all.stream()
                      .filter(each -> step.apply(each) != null)
                      .map(each -> Duration.between(each.firstSeenAt(), step.apply(each)))
                      .sorted()
                      .toList();
              List<Ticket> rest = all.stream().filter(each -> step.apply(each) == null).toList();
              long pending = rest.stream().filter(each -> each.resolvedAt() == null).count();
              answers.add(
                  new DurationStatistics(
                      group.name(),
                      group.period(),
                      taken.size(),
                      pending,
                      rest.size() - pending,
                      mean(taken),
                      percentile(taken, 50),
                      percentile(taken, 90),
                      percentile(taken, 95),
                      percentile(taken, 99)));
            });
    return answers;
  }

  private static @Nullable Duration mean(List<Duration> durations) {
    BigInteger sum =
        durations.stream()
            .map(each -> BigInteger.valueOf(each.toNanos() / 1_000))
            .reduce(BigInteger.ZERO, BigInteger::add);
    return durations.isEmpty()
        ? null
        : Duration.of(
            sum.divide(BigInteger.valueOf(durations.size())).longValueExact(), ChronoUnit.MICROS);
  }

  /** The value of nearest rank: the least one that is at least as large as this share of all. */
  private static @Nullable Duration percentile(List<Duration> sorted, int percent) {
    for (int i = 0; i < sorted.size(); i++) {
      if ((i + 1) * 100 >= percent * sorted.size()) {
        return sorted.get(i);
      }
    }
    return null;
  }

  List<ObjectiveResult> objective(
      Function<Ticket, @Nullable Instant> step,
      Duration objective,
      Window window,
      Function<Ticket, @Nullable String> by,
      @Nullable PeriodUnit unit,
      Instant now) {
    List<ObjectiveResult> answers = new ArrayList<>();
    groups(window, by, unit)
        .forEach(
            (group, all) -> {
              long[] counts = new long[4];
              for (Ticket each : all) {
                Instant end = step.apply(each);
                Duration time = Duration.between(each.firstSeenAt(), end == null ? now : end);
                counts[(end == null ? 2 : 0) + (time.compareTo(objective) > 0 ? 1 : 0)]++;
              }
              answers.add(
                  new ObjectiveResult(
                      group.name(),
                      group.period(),
                      all.size(),
                      counts[0],
                      counts[1],
                      counts[3],
                      counts[2]));
            });
    return answers;
  }

  List<TimeInState> timeInState(Window window, Predicate<Long> ofTicket) {
    List<TimeInState> answers = new ArrayList<>();
    for (TicketStatus status :
        new @Nullable TicketStatus[] {
          TicketStatus.OPEN, TicketStatus.ACKNOWLEDGED, TicketStatus.DIAGNOSED, null
        }) {
      long stays = 0;
      long ongoing = 0;
      Duration total = Duration.ZERO;
      for (Map.Entry<Long, List<TicketEvent>> ticket : events.entrySet()) {
        List<TicketEvent> changes =
            ticket.getValue().stream()
                .filter(
                    each ->
                        status == null
                            ? each.kind() == EventKind.HELD
                            : each.kind() == EventKind.OPENED || each.kind() == EventKind.STATUS)
                .toList();
        for (int i = 0; i < changes.size() && ofTicket.test(ticket.getKey()); i++) {
          if (!Objects.equals(
              changes.get(i).newValue(), status == null ? "true" : status.literal())) {
            continue;
          }
          Instant start = earliest(changes, i, Instant.MAX);
          Instant end = earliest(changes, i + 1, Instant.MAX);
          boolean overlaps =
              start.isBefore(window.to())
                  && (end.isAfter(window.from()) || !start.isBefore(window.from()));
          if (overlaps) {
            stays++;
            ongoing += end.isAfter(window.to()) ? 1 : 0;
            total =
                total.plus(
                    Duration.between(
                        start.isBefore(window.from()) ? window.from() : start,
                        end.isAfter(window.to()) ? window.to() : end));
          }
        }
      }
      if (stays > 0) {
        answers.add(new TimeInState(status, stays, ongoing, total));
      }
    }
    return answers;
  }

  private static Instant earliest(List<TicketEvent> events, int from, Instant otherwise) {
    return events.subList(from, events.size()).stream()
        .map(TicketEvent::effectiveAt)
        .min(naturalOrder())
        .orElse(otherwise);
  }

  List<TrendBucket> trend(Window window, PeriodUnit unit) {
    List<TrendBucket> answers = new ArrayList<>();
    ZonedDateTime next = start(window.from(), unit, window).atZone(window.zone());
    Instant start = window.from();
    while (start.isBefore(window.to())) {
      next =
          switch (unit) {
            case HOUR -> next.plusHours(1);
            case DAY -> next.toLocalDate().plusDays(1).atStartOfDay(window.zone());
            case WEEK -> next.toLocalDate().plusWeeks(1).atStartOfDay(window.zone());
            case MONTH -> next.toLocalDate().plusMonths(1).atStartOfDay(window.zone());
          };
      Instant end = next.toInstant().isBefore(window.to()) ? next.toInstant() : window.to();
      Window bucket = new Window(start, end, window.zone());
      answers.add(
          new TrendBucket(
              start,
              end,
              seenIn(bucket).count(),
              tickets.stream()
                  .filter(each -> each.resolvedAt() != null && in(bucket, each.resolvedAt()))
                  .count(),
              tickets.stream()
                  .filter(each -> each.firstSeenAt().isBefore(end))
                  .filter(each -> each.resolvedAt() == null || !each.resolvedAt().isBefore(end))
                  .count()));
      start = end;
    }
    return answers;
  }

  private static Instant start(Instant at, PeriodUnit unit, Window window) {
    ZonedDateTime local = at.atZone(window.zone());
    return switch (unit) {
      case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
      case DAY -> local.toLocalDate().atStartOfDay(window.zone()).toInstant();
      case WEEK ->
          local.toLocalDate().with(DayOfWeek.MONDAY).atStartOfDay(window.zone()).toInstant();
      case MONTH -> local.toLocalDate().withDayOfMonth(1).atStartOfDay(window.zone()).toInstant();
    };
  }

  private Map<String, List<Ticket>> byKey(Stream<Ticket> tickets) {
    return tickets.collect(
        Collectors.groupingBy(Ticket::violationKey, TreeMap::new, Collectors.toList()));
  }

  List<KeyTotals> top(Window window, KeyRanking ranking, int limit) {
    Comparator<KeyTotals> order =
        switch (ranking) {
          case EPISODES -> comparing(KeyTotals::episodes);
          case OCCURRENCES -> comparing(KeyTotals::occurrences);
          case TIME -> comparing(KeyTotals::time);
        };
    List<KeyTotals> answers = new ArrayList<>();
    byKey(seenIn(window))
        .forEach(
            (key, all) ->
                answers.add(
                    new KeyTotals(
                        key,
                        all.get(0).invariantName(),
                        all.get(0).storeId(),
                        all.size(),
                        all.stream().filter(each -> each.resolvedAt() == null).count(),
                        all.stream().mapToLong(Ticket::occurrenceCount).sum(),
                        all.stream()
                            .map(
                                each ->
                                    Duration.between(
                                        each.firstSeenAt(),
                                        each.resolvedAt() == null
                                                || each.resolvedAt().isAfter(window.to())
                                            ? window.to()
                                            : each.resolvedAt()))
                            .reduce(Duration.ZERO, Duration::plus))));
    return answers.stream().sorted(order.reversed()).limit(limit).toList();
  }

  List<FlappingKey> flapping(Window window, Duration within, int limit) {
    Map<Long, Ticket> byId =
        tickets.stream().collect(Collectors.toMap(Ticket::id, Function.identity()));
    List<FlappingKey> answers = new ArrayList<>();
    byKey(seenIn(window))
        .forEach(
            (key, all) -> {
              List<Duration> gaps =
                  all.stream()
                      .filter(each -> each.previousId() != null)
                      .filter(each -> byId.containsKey(each.previousId()))
                      .map(each -> gap(Objects.requireNonNull(byId.get(each.previousId())), each))
                      .filter(gap -> gap.compareTo(within) <= 0)
                      .sorted()
                      .toList();
              if (!gaps.isEmpty()) {
                answers.add(
                    new FlappingKey(
                        key,
                        all.get(0).invariantName(),
                        all.get(0).storeId(),
                        gaps.size(),
                        gaps.get(0)));
              }
            });
    return answers.stream()
        .sorted(comparing(FlappingKey::returns).reversed())
        .limit(limit)
        .toList();
  }

  private static Duration gap(Ticket previous, Ticket next) {
    return Duration.between(previous.resolvedAt(), next.firstSeenAt());
  }

  List<AgeBand> ageing(Instant now, List<Duration> limits) {
    List<AgeBand> answers = new ArrayList<>();
    for (int i = 0; i <= limits.size(); i++) {
      Duration from = i == 0 ? Duration.ZERO : limits.get(i - 1);
      @Nullable Duration to = i == limits.size() ? null : limits.get(i);
      List<Ticket> all =
          tickets.stream()
              .filter(each -> !each.firstSeenAt().isAfter(now))
              .filter(each -> each.resolvedAt() == null || each.resolvedAt().isAfter(now))
              .filter(each -> Duration.between(each.firstSeenAt(), now).compareTo(from) >= 0)
              .filter(
                  each -> to == null || Duration.between(each.firstSeenAt(), now).compareTo(to) < 0)
              .toList();
      answers.add(
          new AgeBand(
              from,
              to,
              all.size(),
              all.stream()
                  .filter(
                      each -> each.acknowledgedAt() == null || each.acknowledgedAt().isAfter(now))
                  .count()));
    }
    return answers;
  }

  List<ResolverTotals> resolvers(Window window) {
    record Resolver(@Nullable ResolvedBy by, @Nullable String name) {}
    return tickets.stream()
        .filter(each -> each.resolvedAt() != null && in(window, each.resolvedAt()))
        .collect(Collectors.groupingBy(each -> new Resolver(each.resolvedBy(), resolver(each))))
        .entrySet()
        .stream()
        .map(
            each ->
                new ResolverTotals(
                    each.getKey().by(),
                    each.getKey().name(),
                    each.getValue().size(),
                    Objects.requireNonNull(
                        percentile(
                            each.getValue().stream()
                                .map(one -> Duration.between(one.firstSeenAt(), one.resolvedAt()))
                                .sorted()
                                .toList(),
                            50))))
        .sorted(
            comparing(ResolverTotals::tickets)
                .reversed()
                .thenComparing(each -> String.valueOf(each.resolvedBy()))
                .thenComparing(ResolverTotals::resolver, nullsFirst(naturalOrder())))
        .toList();
  }

  private @Nullable String resolver(Ticket ticket) {
    return events.getOrDefault(ticket.id(), List.of()).stream()
        .filter(each -> Objects.equals(each.newValue(), "resolved"))
        .map(TicketEvent::actor)
        .findFirst()
        .orElse(null);
  }

  List<HeatMapCell> heatMap(Window window) {
    List<HeatMapCell> answers = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      for (int i = 0; i < 24; i++) {
        int hour = i;
        answers.add(
            new HeatMapCell(
                day,
                hour,
                seenIn(window)
                    .map(each -> each.firstSeenAt().atZone(window.zone()))
                    .filter(each -> each.getDayOfWeek() == day && each.getHour() == hour)
                    .count()));
      }
    }
    return answers;
  }

  List<KeyPair> coOccurrence(Window window, int limit) {
    List<Set<String>> reported =
        cycles.entrySet().stream()
            .filter(each -> in(window, each.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    List<String> keys = reported.stream().flatMap(Set::stream).distinct().sorted().toList();
    List<KeyPair> answers = new ArrayList<>();
    for (String first : keys) {
      for (String second : keys) {
        long together =
            reported.stream().filter(each -> each.contains(first) && each.contains(second)).count();
        if (first.compareTo(second) < 0 && together > 0) {
          answers.add(
              new KeyPair(
                  first,
                  second,
                  together,
                  reported.stream().filter(each -> each.contains(first)).count() - together,
                  reported.stream().filter(each -> each.contains(second)).count() - together));
        }
      }
    }
    return answers.stream().sorted(comparing(KeyPair::together).reversed()).limit(limit).toList();
  }
}
