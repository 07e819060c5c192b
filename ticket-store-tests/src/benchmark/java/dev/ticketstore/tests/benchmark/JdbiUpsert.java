package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import java.sql.Connection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import dev.ticketstore.jooq.types.InstantText;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;

/** The statements of {@link JdbcUpsert}, executed and mapped by Jdbi. */
final class JdbiUpsert implements PeerObserver.Session {

  private final Handle handle;
  private final String repeat;
  private final String upsert;
  private final Columns columns;

  JdbiUpsert(Connection connection, BenchmarkDatabase database) {
    this.handle = Jdbi.create(connection).open();
    handle.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    this.repeat = sql(database, "repeat");
    this.upsert = sql(database, "upsert");
    this.columns = database.columns();
  }

  /** Casts with a double colon and binds with a number are not for Jdbi. */
  private static String sql(BenchmarkDatabase database, String statement) {
    return database
        .sql(statement)
        .replaceAll("\\?::(\\w+)", "cast(? as $1)")
        .replaceAll("\\?(\\d+)", ":b$1");
  }

  @Override
  public Ticket observe(Violation violation) {
    return execute(repeat, violation).orElseGet(() -> execute(upsert, violation).orElseThrow());
  }

  private Optional<Ticket> execute(String sql, Violation violation) {
    Instant now = Instant.now();
    Instant at = Workload.seenAt(violation, now);
    Object[] values = {
      violation.violationKey(),
      violation.invariantName(),
      violation.storeId(),
      violation.batchKey(),
      value(at),
      value(at.minus(JdbcUpsert.WINDOW)),
      value(now),
      violation.message(),
      violation.severity().literal(),
      Workload.metrics(violation)
    };
    Query query = handle.createQuery(sql);
    for (int i = 0; i < values.length; i++) {
      if (columns == Columns.SQLITE) {
        query.bind("b" + (i + 1), values[i]);
      } else {
        query.bind(i, values[i]);
      }
    }
    return query.map((row, context) -> columns.returned(row)).findOne();
  }

  private Object value(Instant instant) {
    return columns == Columns.SQLITE
        ? InstantText.format(instant)
        : instant.atOffset(ZoneOffset.UTC);
  }
}
