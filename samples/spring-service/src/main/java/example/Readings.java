package example;

import dev.ticketstore.Violation;
import dev.ticketstore.spring.TicketTransactions;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The table of the service itself, and the tickets that belong to its rows. */
@Service
class Readings {

  private static final double TOO_HOT = 90;

  private final JdbcTemplate jdbc;
  private final TicketTransactions tickets;

  Readings(JdbcTemplate jdbc, TicketTransactions tickets) {
    this.jdbc = jdbc;
    this.tickets = tickets;
  }

  record Reading(String id, String sensor, double temperature) {}

  @Transactional
  public void add(Reading reading) {
    if (reading.temperature() > TOO_HOT) {
      tickets
          .current()
          .observe(
              Violation.of("too_hot", reading.temperature() + " °C")
                  .storeId(reading.sensor())
                  .build());
    }
    // A reading that is there already fails, and takes the count back.
    jdbc.update(
        "insert into readings (id, sensor, temperature) values (?, ?, ?)",
        reading.id(),
        reading.sensor(),
        reading.temperature());
  }
}
