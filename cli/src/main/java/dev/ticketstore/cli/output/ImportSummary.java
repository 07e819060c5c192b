package dev.ticketstore.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.TicketStore;
import dev.ticketstore.formats.FeedOutcome;
import dev.ticketstore.model.TicketStatus;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How many items of a feed had each outcome. */
public final class ImportSummary {

  /** Those that people see even if there was none. */
  private static final Set<FeedOutcome> USUAL =
      EnumSet.of(FeedOutcome.CREATED, FeedOutcome.REPEATED, FeedOutcome.RESOLVED);

  private ImportSummary() {}

  /** The sums, and how many tickets of the store are unresolved now. */
  public static ObjectNode json(Map<FeedOutcome, Long> counts, TicketStore store) {
    ObjectNode json =
        Json.object().put("items", counts.values().stream().mapToLong(Long::longValue).sum());
    USUAL.forEach(outcome -> json.put(Json.name(outcome), counts.get(outcome)));
    json.put(
        "unresolved",
        store.count().entrySet().stream()
            .filter(status -> status.getKey() != TicketStatus.RESOLVED)
            .mapToLong(Map.Entry::getValue)
            .sum());
    EnumSet.complementOf(EnumSet.copyOf(USUAL))
        .forEach(outcome -> json.put(Json.name(outcome), counts.get(outcome)));
    return json;
  }

  /** The sums without those that are unusual, and zero. */
  public static ObjectNode forPeople(ObjectNode sums) {
    ObjectNode shown = sums.deepCopy();
    EnumSet.complementOf(EnumSet.copyOf(USUAL)).stream()
        .map(Json::name)
        .filter(name -> shown.path(name).longValue() == 0)
        .forEach(shown::remove);
    return shown;
  }
}
