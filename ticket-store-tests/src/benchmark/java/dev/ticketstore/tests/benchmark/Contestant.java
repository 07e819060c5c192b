package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Observation;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;

/** Who counts violations. Each has the same database settings. */
public enum Contestant {
  /** This library. */
  STORE {
    @Override
    Observer open(BenchmarkDatabase database) {
      TicketStore store = database.openStore();
      return new Observer() {
        @Override
        public Observation observe(Violation violation) {
          return store.observe(violation);
        }

        @Override
        public void close() {
          store.close();
        }
      };
    }
  },

  /** The same semantics by hand: a kept statement, and on SQLite one connection behind a lock. */
  JDBC {
    @Override
    Observer open(BenchmarkDatabase database) {
      return new PeerObserver(database, true, JdbcUpsert::new);
    }
  },

  /** The same, but on SQLite too with a connection a caller, which wait for each other in SQLite. */
  JDBC_CONNECTION_EACH {
    @Override
    Observer open(BenchmarkDatabase database) {
      return new PeerObserver(database, false, JdbcUpsert::new);
    }
  },

  /** The typed DSL as its manual shows it, which renders each time. It only counts. */
  JOOQ {
    @Override
    Observer open(BenchmarkDatabase database) {
      return new PeerObserver(database, true, JooqUpsert::new);
    }
  },

  /** The statement of {@link #JDBC} by way of Jdbi, on an open handle. */
  JDBI {
    @Override
    Observer open(BenchmarkDatabase database) {
      return new PeerObserver(database, true, JdbiUpsert::new);
    }
  },

  /** An entity, looked for and saved in a transaction. It only counts. */
  HIBERNATE {
    @Override
    Observer open(BenchmarkDatabase database) {
      return new HibernateObserver(database);
    }
  },

  /** As the Python program did it, with its duplicates. */
  LOOK_THEN_INSERT {
    @Override
    Observer open(BenchmarkDatabase database) {
      return new PeerObserver(database, true, LookThenInsert::new);
    }
  };

  abstract Observer open(BenchmarkDatabase database);
}
