package dev.ticketstore;

import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.internal.validation.Labels;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets to list. All filters must hold; one that is empty or null lets everything pass.
 *
 * @param statuses any of these
 * @param invariantName this invariant
 * @param storeId this store
 * @param violationKey this key
 * @param severities any of these
 * @param held only held ones, or only others
 * @param assignee assigned to this person
 * @param batchKey opened by this batch
 * @param firstSeen first seen within
 * @param lastSeen last seen within
 * @param resolved resolved within; a bound leaves out what is unresolved
 * @param created row made within
 * @param labels with all of these labels
 * @param pageSize the maximum of tickets, from 1 to {@value #MAX_PAGE_SIZE}
 * @param after the cursor of the page before; null for the first page
 */
public record TicketQuery(
    SortedSet<TicketStatus> statuses,
    @Nullable String invariantName,
    @Nullable String storeId,
    @Nullable String violationKey,
    SortedSet<Severity> severities,
    @Nullable Boolean held,
    @Nullable String assignee,
    @Nullable String batchKey,
    TimeRange firstSeen,
    TimeRange lastSeen,
    TimeRange resolved,
    TimeRange created,
    Map<String, String> labels,
    int pageSize,
    @Nullable String after) {

  /** The largest page. */
  public static final int MAX_PAGE_SIZE = 1_000;

  /** The page size unless one is given. */
  public static final int DEFAULT_PAGE_SIZE = 50;

  /**
   * Checks every value.
   *
   * @throws InvalidInputException that names the component and quotes the value
   */
  public TicketQuery {
    statuses = sorted("statuses", statuses);
    if (invariantName != null) {
      Check.invariantName(invariantName);
    }
    Check.optionalName("storeId", storeId);
    if (violationKey != null) {
      Check.violationKey(violationKey);
    }
    severities = sorted("severities", severities);
    Check.optionalName("assignee", assignee);
    Check.optionalName("batchKey", batchKey);
    Check.notNull("firstSeen", firstSeen);
    Check.notNull("lastSeen", lastSeen);
    Check.notNull("resolved", resolved);
    Check.notNull("created", created);
    labels = Labels.check(labels);
    if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
      throw new InvalidInputException(
          "pageSize", "expected 1 to " + MAX_PAGE_SIZE + ", not " + pageSize);
    }
  }

  private static <T extends Comparable<T>> SortedSet<T> sorted(
      String field, @Nullable Collection<T> values) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(Check.list(field, values)));
  }

  /** The query for every ticket, newest first, {@value #DEFAULT_PAGE_SIZE} at a time. */
  public static TicketQuery all() {
    return builder().build();
  }

  /** Starts at {@link #all()}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts at this query. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.statuses = statuses;
    builder.invariantName = invariantName;
    builder.storeId = storeId;
    builder.violationKey = violationKey;
    builder.severities = severities;
    builder.held = held;
    builder.assignee = assignee;
    builder.batchKey = batchKey;
    builder.firstSeen = firstSeen;
    builder.lastSeen = lastSeen;
    builder.resolved = resolved;
    builder.created = created;
    builder.labels = labels;
    builder.pageSize = pageSize;
    builder.after = after;
    return builder;
  }

  /** Collects the filters of a query; {@link #build()} checks them. */
  public static final class Builder {

    private Collection<TicketStatus> statuses = List.of();
    private @Nullable String invariantName;
    private @Nullable String storeId;
    private @Nullable String violationKey;
    private Collection<Severity> severities = List.of();
    private @Nullable Boolean held;
    private @Nullable String assignee;
    private @Nullable String batchKey;
    private TimeRange firstSeen = TimeRange.ALWAYS;
    private TimeRange lastSeen = TimeRange.ALWAYS;
    private TimeRange resolved = TimeRange.ALWAYS;
    private TimeRange created = TimeRange.ALWAYS;
    private Map<String, String> labels = Map.of();
    private int pageSize = DEFAULT_PAGE_SIZE;
    private @Nullable String after;

    private Builder() {}

    /** Only tickets with one of these statuses; none means any. */
    public Builder statuses(TicketStatus... any) {
      statuses = Check.list("statuses", Arrays.asList(Check.notNull("statuses", any)));
      return this;
    }

    /**
     * Only tickets with one of these statuses, by name; none means any.
     *
     * @throws InvalidInputException for a name that no status has
     */
    public Builder statuses(Collection<String> any) {
      statuses =
          Check.notNull("statuses", any).stream()
              .map(name -> Check.parse("status", TicketStatus.class, name))
              .toList();
      return this;
    }

    /** Only tickets that are not resolved. */
    public Builder unresolved() {
      return statuses(TicketStatus.OPEN, TicketStatus.ACKNOWLEDGED, TicketStatus.DIAGNOSED);
    }

    /** Only tickets of this invariant; null means any. */
    public Builder invariantName(@Nullable String name) {
      invariantName = name;
      return this;
    }

    /** Only tickets of this store; null means any. */
    public Builder storeId(@Nullable String id) {
      storeId = id;
      return this;
    }

    /** Only tickets with this violation key; null means any. */
    public Builder violationKey(@Nullable String key) {
      violationKey = key;
      return this;
    }

    /** Only tickets with one of these severities; none means any. */
    public Builder severities(Severity... any) {
      severities = Check.list("severities", Arrays.asList(Check.notNull("severities", any)));
      return this;
    }

    /** Only held tickets, or only others; null means any. */
    public Builder held(@Nullable Boolean value) {
      held = value;
      return this;
    }

    /** Only tickets that are assigned to this person; null means any, also those without one. */
    public Builder assignee(@Nullable String person) {
      assignee = person;
      return this;
    }

    /** Only tickets that this batch opened; null means any. */
    public Builder batchKey(@Nullable String key) {
      batchKey = key;
      return this;
    }

    /** Only tickets first seen within the range. */
    public Builder firstSeen(TimeRange range) {
      firstSeen = Check.notNull("firstSeen", range);
      return this;
    }

    /** Only tickets last seen within the range. */
    public Builder lastSeen(TimeRange range) {
      lastSeen = Check.notNull("lastSeen", range);
      return this;
    }

    /** Only tickets resolved within the range; a bound leaves out what is unresolved. */
    public Builder resolved(TimeRange range) {
      resolved = Check.notNull("resolved", range);
      return this;
    }

    /** Only tickets whose row was made within the range, by the store's clock. */
    public Builder created(TimeRange range) {
      created = Check.notNull("created", range);
      return this;
    }

    /** Only tickets with all of these labels; empty means any. */
    public Builder labels(Map<String, String> all) {
      labels = Check.notNull("labels", all);
      return this;
    }

    /** The maximum of tickets, from 1 to {@value TicketQuery#MAX_PAGE_SIZE}. */
    public Builder pageSize(int tickets) {
      pageSize = tickets;
      return this;
    }

    /**
     * What comes after the page that gave this cursor, with the same filters; null for the first
     * page.
     */
    public Builder after(@Nullable String cursor) {
      after = cursor;
      return this;
    }

    /**
     * The query.
     *
     * @throws InvalidInputException if a value is not as {@link TicketQuery} says
     */
    public TicketQuery build() {
      return new TicketQuery(
          sorted("statuses", statuses),
          invariantName,
          storeId,
          violationKey,
          sorted("severities", severities),
          held,
          assignee,
          batchKey,
          firstSeen,
          lastSeen,
          resolved,
          created,
          labels,
          pageSize,
          after);
    }
  }
}
