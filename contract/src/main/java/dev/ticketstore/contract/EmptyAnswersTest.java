package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ticketstore.analytics.AgeBand;
import dev.ticketstore.analytics.GroupBy;
import dev.ticketstore.analytics.KeyRanking;
import dev.ticketstore.analytics.PeriodUnit;
import dev.ticketstore.analytics.Snapshot;
import dev.ticketstore.analytics.TicketQuestions;
import dev.ticketstore.analytics.TrendBucket;
import dev.ticketstore.analytics.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Answers of no tickets, and questions that make no sense. */
class EmptyAnswersTest extends TicketStoreContract {

  private static final Instant START = Instant.parse("2026-03-02T04:05:06.123456Z");

  private <T> List<T> ask(Function<TicketQuestions, List<T>> question) {
    return store.read(ctx -> question.apply(new TicketQuestions(ctx)));
  }

  @Test
  void anEmptyDatabaseHasEmptyAnswers() {
    Window day = Window.utc(START, START.plusSeconds(86_400));
    Snapshot.read(
        database.dataSource(),
        ctx -> {
          TicketQuestions questions = new TicketQuestions(ctx);
          assertThat(questions.timeToResolve(day, GroupBy.nothing())).isEmpty();
          assertThat(questions.resolvedWithin(Duration.ZERO, day, GroupBy.nothing(), START))
              .isEmpty();
          assertThat(questions.timeInState(day)).isEmpty();
          assertThat(questions.trend(day, PeriodUnit.DAY))
              .containsExactly(
                  new TrendBucket(day.from(), midnight(), 0, 0, 0),
                  new TrendBucket(midnight(), day.to(), 0, 0, 0));
          assertThat(questions.topKeys(day, KeyRanking.EPISODES, 1)).isEmpty();
          assertThat(questions.flappingKeys(day, Duration.ofDays(1), 1)).isEmpty();
          assertThat(questions.coOccurrence(day, 1)).isEmpty();
          assertThat(questions.ageing(START))
              .containsExactly(new AgeBand(Duration.ZERO, null, 0, 0));
          assertThat(questions.resolvers(day)).isEmpty();
          assertThat(questions.heatMap(day)).hasSize(168).allMatch(cell -> cell.tickets() == 0);
          return null;
        });
  }

  private static Instant midnight() {
    return Instant.parse("2026-03-03T00:00:00Z");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Window.utc(START, START));
    Window day = Window.utc(START, START.plusSeconds(86_400));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ask(questions -> questions.topKeys(day, KeyRanking.TIME, 0)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ask(questions -> questions.ageing(START, Duration.ofDays(1), Duration.ofDays(1))));
  }
}
