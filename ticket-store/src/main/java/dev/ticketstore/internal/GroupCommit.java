package dev.ticketstore.internal;

import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Violation;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lets observations that are made at the same time share a transaction, and with it the wait for
 * the disk, as database servers do with commits. Who finds nobody at work does its own at once, and
 * waits for nobody; the others form the next transaction, which the first of them makes for all.
 *
 * <p>Repeats of one key are added up before they reach its row. On PostgreSQL several such lanes
 * work side by side, and a key always takes the same, so that they do not wait for its row.
 */
final class GroupCommit {

  private static final int POSTGRES_LANES = 4;

  private final Observing observing;
  private final Clock clock;
  private final List<Lane> lanes;

  GroupCommit(Observing observing, Clock clock) {
    this.observing = observing;
    this.clock = clock;
    int count = observing.dialect() == Dialect.SQLITE ? 1 : POSTGRES_LANES;
    this.lanes = IntStream.range(0, count).mapToObj(i -> new Lane(this::commit)).toList();
  }

  /** Counts one violation, and returns once that is committed. */
  Observation observe(Violation violation, Author author) {
    int lane = Math.floorMod(violation.violationKey().hashCode(), lanes.size());
    return lanes.get(lane).run(new Lane.Call(violation, now(), author));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private List<Observation> commit(List<Lane.Call> calls) {
    List<Seen> seen = new ArrayList<>();
    for (Lane.Call call : calls) {
      Violation violation = call.violation();
      Instant at = violation.observedAt() == null ? call.now() : violation.observedAt();
      seen.add(new Seen(seen.size(), violation, at, violation.batchKey()));
    }
    return eachAsOfItself(observing.observeSeen(seen, calls.get(0).author(), now()));
  }

  /** Gives each call a count of its own, as if the calls had come one after the other. */
  private static List<Observation> eachAsOfItself(List<Observation> observations) {
    if (observations.size() == 1) {
      return observations;
    }
    Observation[] own = new Observation[observations.size()];
    Map<Long, Long> later = new HashMap<>();
    for (int i = own.length - 1; i >= 0; i--) {
      Observation each = observations.get(i);
      own[i] = each;
      if (each.outcome() == Outcome.CREATED || each.outcome() == Outcome.REPEATED) {
        long after = later.merge(each.ticket().id(), 1L, Long::sum) - 1;
        own[i] = new Observation(each.outcome(), TicketRows.before(each.ticket(), after));
      }
    }
    return List.of(own);
  }
}
