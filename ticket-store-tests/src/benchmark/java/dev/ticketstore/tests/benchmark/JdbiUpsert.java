package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import java.sql.Connection;
import java.time.Instant;
import java.time.ZoneOffset;
import dev.ticketstore.jooq.types.InstantText;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The upsert by hand, executed and mapped by Jdbi. */
final class JdbiUpsert implements PeerObserver.Session {

  private final Handle handle;
  private final String sql;
  private final Columns columns;

  JdbiUpsert(Connection connection, BenchmarkDatabase database) {
    this.handle = Jdbi.create(connection).open();
    // It takes a double colon for one, and casts are functions everywhere.
    this.sql = database.sql("upsert").replaceAll("\\?::(\\w+)", "cast(? as $1)");
    this.columns = database.columns();
  }

  @Override
  public Ticket observe(Violation violation) {
    Instant now = Instant.now();
    Instant at = Workload.seenAt(violation, now);
    return handle
        .createQuery(sql)
        .bind(0, violation.violationKey())
        .bind(1, violation.invariantName())
        .bind(2, violation.storeId())
        .bind(3, violation.batchKey())
        .bind(4, value(at))
        .bind(5, value(at.minus(JdbcUpsert.WINDOW)))
        .bind(6, value(now))
        .bind(7, violation.message())
        .bind(8, violation.severity().literal())
        .bind(9, Workload.metrics(violation))
        .map((row, context) -> columns.ticket(row))
        .one();
  }

  private Object value(Instant instant) {
    return columns == Columns.SQLITE
        ? InstantText.format(instant)
        : instant.atOffset(ZoneOffset.UTC);
  }
}
