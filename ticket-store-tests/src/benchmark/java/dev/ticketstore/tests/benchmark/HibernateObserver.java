package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Violation;
import dev.ticketstore.jooq.types.InstantText;
import jakarta.persistence.AttributeConverter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.hibernate.community.dialect.SQLiteDialect;

/** An entity, looked for and saved in a transaction, without a session's cache. */
final class HibernateObserver implements Observer {

  /** Instants as SQLite stores them. */
  public static final class InstantConverter implements AttributeConverter<Instant, String> {
    @Override
    public String convertToDatabaseColumn(Instant value) {
      return value == null ? null : InstantText.format(value);
    }

    @Override
    public Instant convertToEntityAttribute(String value) {
      return value == null ? null : InstantText.parse(value);
    }
  }

  private final BenchmarkDatabase database;
  private final SessionFactory sessions;
  private final Lock oneWriter = new ReentrantLock();
  private final Connection shared;

  HibernateObserver(BenchmarkDatabase database) {
    this.database = database;
    Configuration configuration = new Configuration().addAnnotatedClass(TicketEntity.class);
    configuration.setProperty(AvailableSettings.HBM2DDL_AUTO, "none");
    if (database.isSqlite()) {
      configuration.addAttributeConverter(InstantConverter.class, true);
      configuration.setProperty(AvailableSettings.DIALECT, SQLiteDialect.class.getName());
      try {
        shared = database.connect();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    } else {
      shared = null;
      configuration.setProperty(AvailableSettings.JAKARTA_JDBC_USER, "postgres");
    }
    configuration.setProperty(AvailableSettings.JAKARTA_JDBC_URL, database.url());
    sessions = configuration.buildSessionFactory();
  }

  @Override
  public Object observe(Violation violation) {
    if (shared == null) {
      try (StatelessSession session = sessions.openStatelessSession()) {
        return observe(session, violation);
      }
    }
    oneWriter.lock();
    try (StatelessSession session = sessions.openStatelessSession(shared)) {
      return observe(session, violation);
    } finally {
      oneWriter.unlock();
    }
  }

  private Object observe(StatelessSession session, Violation violation) {
    Instant now = Instant.now();
    Instant at = Workload.seenAt(violation, now);
    session.beginTransaction();
    TicketEntity ticket =
        session
            .createSelectionQuery(
                "from TicketEntity where violationKey = :key and status <> 'resolved'",
                TicketEntity.class)
            .setParameter("key", violation.violationKey())
            .setLockMode(
                database.isSqlite()
                    ? jakarta.persistence.LockModeType.NONE
                    : jakarta.persistence.LockModeType.PESSIMISTIC_WRITE)
            .getSingleResultOrNull();
    if (ticket == null) {
      ticket = TicketEntity.of(violation, at, now);
      session.insert(ticket);
    } else {
      ticket.repeat(violation, at, now);
      session.update(ticket);
    }
    session.getTransaction().commit();
    return ticket;
  }

  @Override
  public void close() throws SQLException {
    sessions.close();
    if (shared != null) {
      shared.close();
    }
  }
}
