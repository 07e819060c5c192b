package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;

import dev.ticketstore.jooq.tables.records.TicketsRecord;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.JSONB;

/** Rows with values that a database, a driver or jOOQ may get wrong. */
final class EdgeRecords {

  private static final Instant MICROS = Instant.parse("2026-01-24T23:08:17.123456Z");

  /** Quotes, backslashes, what looks like SQL or a bind, and characters of two to four bytes. */
  private static final String AWKWARD =
      "it's \"so\" \\ \\' \\n \n\t\r ? :a {0} ?::jsonb $$ -- /* % _ \u00e9 \u20ac \ud83d\ude00 \uffff";

  private EdgeRecords() {}

  /** Each with an id of its own. */
  static List<TicketsRecord> all() {
    TicketsRecord plain = plain(1);

    TicketsRecord nulls = plain(2);
    nulls.setStoreId(null);
    nulls.setViolationKey("region_lag");
    nulls.setBatchKey(null);
    nulls.setAcknowledgedAt(null);
    nulls.setDiagnosedAt(null);
    nulls.setResolvedAt(null);
    nulls.setResolvedBy(null);
    nulls.setHeldSince(null);
    nulls.setLabels(null);
    nulls.setStatus(TicketStatus.DIAGNOSED);
    nulls.setDiagnosis(null);
    nulls.setMetricSnapshot(null);
    nulls.setPreviousId(null);
    nulls.setSource(null);
    nulls.setAssignee(null);
    nulls.setChangeActor(null);
    nulls.setChangeNote(null);
    nulls.setChangeBatchKey(null);

    TicketsRecord awkward = plain(3);
    awkward.setStoreId(AWKWARD);
    awkward.setViolationKey("region_lag:" + AWKWARD);
    awkward.setBatchKey(AWKWARD);
    awkward.setMessage(AWKWARD);
    awkward.setDiagnosis(AWKWARD);
    awkward.setMetricSnapshot(
        JSONB.valueOf("{\"it's ? \\\\ \\\" \\n\": [\"\ud83d\ude00\", {}, [], null, true, -1.5]}"));

    TicketsRecord earliest = plain(1L << 40);
    earliest.setFirstSeenAt(InstantText.MIN);
    earliest.setLastSeenAt(InstantText.MIN.plusNanos(1_000));
    earliest.setResolvedAt(InstantText.MIN);
    earliest.setAcknowledgedAt(InstantText.MIN);
    earliest.setDiagnosedAt(InstantText.MIN);
    earliest.setHeldSince(InstantText.MIN);
    earliest.setHeldMicros(0L);
    earliest.setResolvedBy(ResolvedBy.CYCLE);
    earliest.setLabels(JSONB.valueOf("{}"));
    earliest.setOccurrenceCount(1L << 40);
    earliest.setMetricSnapshot(JSONB.valueOf("{}"));

    TicketsRecord latest = plain(Long.MAX_VALUE);
    latest.setFirstSeenAt(InstantText.MAX.minusNanos(1_000));
    latest.setLastSeenAt(InstantText.MAX);
    latest.setResolvedAt(InstantText.MAX);
    latest.setCreatedAt(InstantText.MIN);
    latest.setUpdatedAt(InstantText.MAX);
    latest.setAcknowledgedAt(InstantText.MAX);
    latest.setDiagnosedAt(InstantText.MAX);
    latest.setHeldSince(InstantText.MAX);
    latest.setHeldMicros(Long.MAX_VALUE);
    latest.setResolvedBy(ResolvedBy.OTHER_PROGRAM);
    latest.setOccurrenceCount(Long.MAX_VALUE);
    latest.setMessage("");
    latest.setHeld(true);
    setSeverity(latest, Severity.CRITICAL);
    return List.of(plain, nulls, awkward, earliest, latest);
  }

  /** As many as this, with ids from 1. */
  static List<TicketsRecord> many(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(EdgeRecords::plain).toList();
  }

  private static TicketsRecord plain(long id) {
    TicketsRecord row = new TicketsRecord();
    row.setId(id);
    row.setEpisode(id);
    row.setPreviousId(Long.MAX_VALUE);
    row.setOccurrencesBefore(1L << 40);
    row.setFlapping(true);
    row.setSource(AWKWARD);
    row.setMissedCycles(1L << 40);
    row.setAssignee(AWKWARD);
    row.setChangeActor(AWKWARD);
    row.setChangeNote(AWKWARD);
    row.setChangeBatchKey(AWKWARD);
    row.setViolationKey("region_lag:tikv-1");
    row.setInvariantName("region_lag");
    row.setStoreId("tikv-1");
    row.setStatus(TicketStatus.RESOLVED);
    row.setHeld(false);
    row.setBatchKey("batch");
    row.setOccurrenceCount(1L);
    row.setFirstSeenAt(MICROS);
    row.setLastSeenAt(MICROS.plusNanos(1_000));
    row.setResolvedAt(MICROS.plusSeconds(1));
    row.setMessage("it's late");
    row.setAcknowledgedAt(MICROS.plusNanos(2_000));
    row.setDiagnosedAt(MICROS.plusNanos(3_000));
    row.setResolvedBy(ResolvedBy.PERSON);
    row.setHeldSince(MICROS.plusNanos(4_000));
    row.setHeldMicros(1L << 40);
    row.setLabels(JSONB.valueOf("{\"team\":\"storage\"}"));
    row.setDiagnosis("slow disk");
    row.setVersion(1L << 40);
    row.setMetricSnapshot(JSONB.valueOf("{\"lag\":{\"p99\":[1,2.5]}}"));
    row.setCreatedAt(MICROS);
    row.setUpdatedAt(MICROS);
    for (Field<?> field : TICKETS.fields()) {
      row.changed(field, true);
    }
    setSeverity(row, Severity.WARNING);
    return row;
  }

  /** Sets the name, from which the database derives the rank. */
  static void setSeverity(TicketsRecord row, Severity severity) {
    row.setSeverityName(severity);
    row.setSeverity(severity);
    row.changed(TICKETS.SEVERITY, false);
  }

  /** The columns that a program can write. */
  static Field<?>[] writable() {
    return TICKETS
        .fieldStream()
        .filter(field -> !field.equals(TICKETS.SEVERITY))
        .toArray(Field[]::new);
  }
}
