package dev.ticketstore.tests.benchmark;

import dev.ticketstore.analytics.GroupBy;
import dev.ticketstore.analytics.KeyRanking;
import dev.ticketstore.analytics.PeriodUnit;
import dev.ticketstore.analytics.TicketQuestions;
import dev.ticketstore.analytics.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Questions about a month of tickets. */
@State(Scope.Benchmark)
public class AnalyticsBenchmark {

  private static final Instant END = Instant.parse("2026-01-31T00:00:00Z");

  private static final Window MONTH = Window.utc(Instant.parse("2026-01-01T00:00:00Z"), END);

  /** How. */
  public enum Way {
    STORE,
    /** A statement written by hand for each database, over JDBC. */
    SQL
  }

  /** What is asked; the file with the statement has its name. */
  public enum Question {
    TIME_TO_RESOLVE(questions -> questions.timeToResolve(MONTH, GroupBy.invariant())),
    RESOLVED_WITHIN(
        questions ->
            questions.resolvedWithin(Duration.ofHours(1), MONTH, GroupBy.severity(), END)),
    TIME_IN_STATE(questions -> questions.timeInState(MONTH)),
    TREND(questions -> questions.trend(MONTH, PeriodUnit.DAY)),
    TOP_KEYS(questions -> questions.topKeys(MONTH, KeyRanking.OCCURRENCES, 20)),
    FLAPPING_KEYS(questions -> questions.flappingKeys(MONTH, Duration.ofHours(6), 20)),
    AGEING(questions -> questions.ageing(END, Duration.ofHours(1), Duration.ofDays(1))),
    HEAT_MAP(questions -> questions.heatMap(MONTH));

    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<TicketQuestions, List<?>> ask;

    Question(Function<TicketQuestions, List<?>> ask) {
      this.ask = ask;
    }
  }

  @Param("STORE")
  Way way;

  @Param("SQLITE")
  Place place;

  @Param("TIME_TO_RESOLVE")
  Question question;

  @Param("MONTH_1_000_000")
  Content content;

  private Opened opened;
  private String sql;

  @Setup(Level.Trial)
  public void open() throws SQLException {
    opened = Opened.of(way == Way.STORE, place, content);
    sql = opened.database().sql("analytics-" + question.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  @TearDown(Level.Trial)
  public void close() throws Exception {
    opened.close();
  }

  @Benchmark
  public Object ask() throws SQLException {
    if (way == Way.STORE) {
      return opened.store().<List<?>>read(context -> question.ask.apply(new TicketQuestions(context)));
    }
    List<Object> rows = new ArrayList<>();
    try (Statement statement = opened.connection().createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        for (int i = 1; i <= columns; i++) {
          rows.add(row.getObject(i));
        }
      }
    }
    return rows;
  }
}
