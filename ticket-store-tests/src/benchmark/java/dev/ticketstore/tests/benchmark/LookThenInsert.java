package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * As the Python program did it: it looks whether there is a ticket, writes in a transaction of its
 * own, and reads the ticket again. Its driver, too, keeps statements prepared.
 */
final class LookThenInsert implements PeerObserver.Session {

  private final Columns columns;
  private final PreparedStatement look;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement find;
  private final PreparedStatement open;
  private final PreparedStatement resolve;

  LookThenInsert(Connection connection, BenchmarkDatabase database) throws SQLException {
    this.columns = database.columns();
    this.look =
        connection.prepareStatement(
            "select id from tickets where violation_key = ? and status <> 'resolved'");
    this.insert =
        connection.prepareStatement(
            "insert into tickets (violation_key, invariant_name, store_id, batch_key, message,"
                + " severity, metric_snapshot, first_seen_at, last_seen_at, created_at, updated_at)"
                + " values (?, ?, ?, ?, ?, ?, ?"
                + (database.isSqlite() ? "" : "::jsonb")
                + ", ?, ?, ?, ?) returning id");
    this.update =
        connection.prepareStatement(
            "update tickets set occurrence_count = occurrence_count + 1, last_seen_at = ?,"
                + " updated_at = ?, version = version + 1 where id = ?");
    this.find = connection.prepareStatement("select " + Columns.NAMES + " from tickets where id = ?");
    this.open =
        connection.prepareStatement("select " + Columns.NAMES + " from tickets where status = 'open'");
    this.resolve =
        connection.prepareStatement(
            "update tickets set status = 'resolved', resolved_at = ?, updated_at = ?,"
                + " version = version + 1 where id = ?");
  }

  @Override
  public Ticket observe(Violation violation) throws SQLException {
    Instant now = Instant.now();
    Instant at = Workload.seenAt(violation, now);
    look.setString(1, violation.violationKey());
    long id = firstId(look);
    if (id == 0) {
      insert.setString(1, violation.violationKey());
      insert.setString(2, violation.invariantName());
      insert.setString(3, violation.storeId());
      insert.setString(4, violation.batchKey());
      insert.setString(5, violation.message());
      insert.setString(6, violation.severity().literal());
      insert.setString(
          7, Workload.metrics(violation));
      columns.bind(insert, 8, at);
      columns.bind(insert, 9, at);
      columns.bind(insert, 10, now);
      columns.bind(insert, 11, now);
      id = firstId(insert);
    } else {
      columns.bind(update, 1, at);
      columns.bind(update, 2, now);
      update.setLong(3, id);
      update.executeUpdate();
    }
    find.setLong(1, id);
    try (ResultSet row = find.executeQuery()) {
      row.next();
      return columns.ticket(row);
    }
  }

  private static long firstId(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        return 0;
      }
      long id = row.getLong(1);
      row.next();
      return id;
    }
  }

  /** Resolves the open tickets whose keys a cycle checked and did not find, one by one. */
  int resolveAbsent(Set<String> checked, Set<String> found, Instant startedAt)
      throws SQLException {
    List<Long> absent = new ArrayList<>();
    try (ResultSet row = open.executeQuery()) {
      while (row.next()) {
        Ticket ticket = columns.ticket(row);
        if (checked.contains(ticket.violationKey())
            && !found.contains(ticket.violationKey())
            && !ticket.held()) {
          absent.add(ticket.id());
        }
      }
    }
    for (long id : absent) {
      columns.bind(resolve, 1, startedAt);
      columns.bind(resolve, 2, Instant.now());
      resolve.setLong(3, id);
      resolve.executeUpdate();
    }
    return absent.size();
  }
}
