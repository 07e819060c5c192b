package dev.ticketstore.internal.copy;

import static dev.ticketstore.jooq.Tables.ABSORBED_TICKETS;
import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;

import dev.ticketstore.jooq.Tables;
import org.jooq.TableField;

/** The tables of a store, in the order of a checksum. */
enum StoreTable {
  TICKETS("tickets"),
  ABSORBED("absorbed tickets"),
  HISTORY("history"),
  OBSERVATION_IDS("observation ids"),
  CYCLES("check cycles");

  private final String words;

  StoreTable(String words) {
    this.words = words;
  }

  /** What its rows are, for a message. */
  String words() {
    return words;
  }

  /** The key in whose order its rows are read. */
  TableField<?, ?> key() {
    return switch (this) {
      case TICKETS -> Tables.TICKETS.ID;
      case ABSORBED -> ABSORBED_TICKETS.ID;
      case HISTORY -> TICKET_EVENTS.ID;
      case OBSERVATION_IDS -> Tables.OBSERVATION_IDS.OBSERVATION_ID;
      case CYCLES -> CHECK_CYCLES.ID;
    };
  }
}
