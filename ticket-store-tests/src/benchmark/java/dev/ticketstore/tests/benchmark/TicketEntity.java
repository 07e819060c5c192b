package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Violation;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What counts of a ticket. */
@Entity
@Table(name = "tickets")
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
class TicketEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(name = "violation_key")
  private String violationKey;

  @Column(name = "invariant_name")
  private String invariantName;

  @Column(name = "store_id")
  private String storeId;

  private String status;

  @Column(name = "batch_key")
  private String batchKey;

  @Column(name = "occurrence_count")
  private long occurrenceCount;

  @Column(name = "first_seen_at")
  private Instant firstSeenAt;

  @Column(name = "last_seen_at")
  private Instant lastSeenAt;

  private String message;
  private String severity;

  @Column(name = "metric_snapshot")
  @JdbcTypeCode(SqlTypes.JSON)
  private String metricSnapshot;

  private long version;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  static TicketEntity of(Violation violation, Instant at, Instant now) {
    TicketEntity ticket = new TicketEntity();
    ticket.violationKey = violation.violationKey();
    ticket.invariantName = violation.invariantName();
    ticket.storeId = violation.storeId();
    ticket.status = "open";
    ticket.batchKey = violation.batchKey();
    ticket.firstSeenAt = at;
    ticket.lastSeenAt = at;
    ticket.createdAt = now;
    ticket.repeat(violation, at, now);
    return ticket;
  }

  void repeat(Violation violation, Instant at, Instant now) {
    occurrenceCount++;
    version++;
    message = violation.message();
    severity = violation.severity().literal();
    metricSnapshot = Workload.metrics(violation);
    firstSeenAt = at.isBefore(firstSeenAt) ? at : firstSeenAt;
    lastSeenAt = at.isAfter(lastSeenAt) ? at : lastSeenAt;
    updatedAt = now;
  }
}
