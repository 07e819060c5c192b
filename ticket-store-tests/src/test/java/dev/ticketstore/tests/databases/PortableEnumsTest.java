package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.multisetAgg;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/**
 * jOOQ's expressions over the columns that hold the names of enums, each right on every database,
 * or refused where it would go by the alphabet. Plain SQL templates stay unprotected.
 */
class PortableEnumsTest extends ExpressionMatrix {

  private static final Field<TicketStatus> STATUS = TICKETS.STATUS;

  private final Field<Severity> severity = TICKETS.SEVERITY_NAME;

  @Test
  void names() {
    right("column", severity, Row::severity);
    holds("eq", severity.eq(Severity.CRITICAL), row -> row.severity() == Severity.CRITICAL);
    holds("ne", STATUS.ne(TicketStatus.RESOLVED), row -> row.status() != TicketStatus.RESOLVED);
    holds(
        "in",
        severity.in(Severity.WARNING, Severity.CRITICAL),
        row -> row.severity() != Severity.INFO);
    holds("not in", STATUS.notIn(TicketStatus.OPEN), row -> row.status() != TicketStatus.OPEN);
    holds(
        "row",
        row(STATUS, severity).eq(TicketStatus.RESOLVED, Severity.INFO),
        row -> row.status() == TicketStatus.RESOLVED && row.severity() == Severity.INFO);
    right(
        "case",
        when(TICKETS.ID.gt(2L), Severity.CRITICAL).otherwise(severity),
        row -> row.id() > 2 ? Severity.CRITICAL : row.severity());
    right("coalesce", coalesce(severity, val(Severity.INFO, severity)), Row::severity);
    right(
        "choose",
        DSL.choose(severity).when(Severity.INFO, 1).when(Severity.WARNING, 2).otherwise(3),
        row -> rank(row.severity()));
    right("cast to text", severity.cast(String.class), row -> row.severity().literal());
    right(
        "multisetAgg",
        select(multisetAgg(STATUS).orderBy(TICKETS.ID)).from(TICKETS),
        List.of(ROWS.stream().map(row -> List.of(row.status())).toList()));
    right(
        "count by",
        select(DSL.count()).from(TICKETS).groupBy(STATUS).orderBy(STATUS),
        List.copyOf(counts(row -> row.status().literal()).values()));
    allHold(12);
  }

  @Test
  void order() {
    refused("ge", select(severity).from(TICKETS).where(severity.ge(Severity.WARNING)));
    refused(
        "gt", select(severity).from(TICKETS).where(severity.gt(inline(Severity.INFO, severity))));
    refused("lt", select(STATUS).from(TICKETS).where(STATUS.lt(TicketStatus.RESOLVED)));
    refused("le", select(STATUS).from(TICKETS).where(STATUS.le(TicketStatus.DIAGNOSED)));
    refused(
        "between",
        select(severity).from(TICKETS).where(severity.between(Severity.INFO, Severity.WARNING)));
    refused("max", max(severity));
    refused("min", min(STATUS));
    refused("greatest", greatest(severity, val(Severity.WARNING, severity)));
    refused("least", least(STATUS, val(TicketStatus.OPEN, STATUS)));
    refused("order by", select(severity).from(TICKETS).orderBy(severity));
    refused("order by desc", select(TICKETS.ID).from(TICKETS).orderBy(severity.desc()));
    refused("window", DSL.rowNumber().over(DSL.orderBy(severity)));
    right(
        "order by the names",
        select(severity).from(TICKETS).orderBy(severity.coerce(String.class), TICKETS.ID),
        ROWS.stream().map(Row::severity).sorted(Comparator.comparing(Severity::literal)).toList());
    allHold(13);
  }

  /** The rank sorts and compares as the severity does, for callers who install nothing, too. */
  @Test
  void severity() {
    alsoWithoutListener();
    Field<Severity> rank = TICKETS.SEVERITY;
    Comparator<Row> byRank = Comparator.comparing(row -> rank(row.severity()));
    List<Severity> sorted = ROWS.stream().sorted(byRank).map(Row::severity).toList();
    List<Severity> descending = ROWS.stream().sorted(byRank.reversed()).map(Row::severity).toList();
    assertThat(descending).startsWith(Severity.CRITICAL).endsWith(Severity.INFO);
    right("rank column", rank, Row::severity);
    holds("rank eq", rank.eq(Severity.CRITICAL), row -> row.severity() == Severity.CRITICAL);
    holds("rank ne", rank.ne(Severity.CRITICAL), row -> row.severity() != Severity.CRITICAL);
    holds(
        "rank in",
        rank.in(Severity.INFO, Severity.CRITICAL),
        row -> row.severity() != Severity.WARNING);
    holds("rank ge", rank.ge(Severity.WARNING), row -> row.severity() != Severity.INFO);
    holds("rank gt", rank.gt(Severity.WARNING), row -> row.severity() == Severity.CRITICAL);
    holds("rank lt", rank.lt(Severity.WARNING), row -> row.severity() == Severity.INFO);
    holds("rank le", rank.le(Severity.WARNING), row -> row.severity() != Severity.CRITICAL);
    holds(
        "rank between",
        rank.between(Severity.WARNING, Severity.CRITICAL),
        row -> row.severity() != Severity.INFO);
    right("rank max", select(max(rank)).from(TICKETS), List.of(Severity.CRITICAL));
    right("rank min", select(min(rank)).from(TICKETS), List.of(Severity.INFO));
    right("rank order by", select(rank).from(TICKETS).orderBy(rank), sorted);
    right("rank order by desc", select(rank).from(TICKETS).orderBy(rank.desc()), descending);
    right(
        "name by rank",
        select(severity).from(TICKETS).orderBy(rank.desc(), TICKETS.ID),
        descending);
    right(
        "rank greatest",
        greatest(rank, val(Severity.WARNING, rank)),
        row -> row.severity() == Severity.INFO ? Severity.WARNING : row.severity());
    right(
        "rank max by status",
        select(max(rank)).from(TICKETS).groupBy(STATUS).orderBy(max(rank)),
        List.of(Severity.INFO, Severity.WARNING, Severity.CRITICAL, Severity.CRITICAL));
    allHold(16);
  }

  private static int rank(Severity severity) {
    return switch (severity) {
      case INFO -> 1;
      case WARNING -> 2;
      case CRITICAL -> 3;
    };
  }

  private static Map<String, Integer> counts(Function<Row, String> key) {
    return ROWS.stream()
        .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.summingInt(row -> 1)));
  }
}
