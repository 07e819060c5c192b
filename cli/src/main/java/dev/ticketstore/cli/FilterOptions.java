package dev.ticketstore.cli;

import dev.ticketstore.TicketQuery;
import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.model.TicketStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tickets are meant. All filters must hold. */
final class FilterOptions {

  @Option(
      names = "--status",
      paramLabel = "S",
      split = ",",
      converter = Converters.ToStatus.class,
      completionCandidates = Converters.Statuses.class,
      description = "With this status: ${COMPLETION-CANDIDATES}. May be given several times.")
  private List<TicketStatus> statuses = new ArrayList<>();

  @Option(names = "--invariant", paramLabel = "NAME", description = "Of this invariant.")
  private @Nullable String invariant;

  @Option(names = "--store", paramLabel = "ID", description = "Of this store.")
  private @Nullable String store;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "With this violation key: INVARIANT:STORE, or INVARIANT for the cluster.")
  private @Nullable String key;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "With this label. May be given several times: all must be there.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(names = "--assignee", paramLabel = "NAME", description = "Assigned to this person.")
  private @Nullable String assignee;

  @Option(names = "--held", description = "Held ones only.")
  private boolean held;

  /** Whether at least one was given. */
  boolean isGiven() {
    return held
        || !statuses.isEmpty()
        || !labels.isEmpty()
        || Stream.of(invariant, store, key, assignee).anyMatch(filter -> filter != null);
  }

  /** The query for them, from the first page. */
  TicketQuery.Builder query() {
    return TicketQuery.builder()
        .statuses(statuses.toArray(TicketStatus[]::new))
        .invariantName(invariant)
        .storeId(store)
        .violationKey(key)
        .labels(labels)
        .assignee(assignee)
        .held(held ? true : null);
  }
}
