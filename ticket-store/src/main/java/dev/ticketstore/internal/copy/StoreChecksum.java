package dev.ticketstore.internal.copy;

import static dev.ticketstore.jooq.Tables.ABSORBED_TICKETS;
import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketstore.internal.validation.CanonicalJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * All that a store holds, in few characters, which are the same whatever the database.
 *
 * @param tickets how many there are
 * @param absorbed how many rows of absorbed tickets there are
 * @param checksum SHA-256 of all values, in hexadecimal
 */
record StoreChecksum(long tickets, long absorbed, String checksum) {

  static StoreChecksum of(DSLContext context) {
    MessageDigest digest = sha256();
    long tickets = add(digest, context, TICKETS, TICKETS.ID);
    long absorbed = add(digest, context, ABSORBED_TICKETS, ABSORBED_TICKETS.ID);
    add(digest, context, TICKET_EVENTS, TICKET_EVENTS.ID);
    add(digest, context, OBSERVATION_IDS, OBSERVATION_IDS.OBSERVATION_ID);
    add(digest, context, CHECK_CYCLES, CHECK_CYCLES.ID);
    return new StoreChecksum(tickets, absorbed, HexFormat.of().formatHex(digest.digest()));
  }

  private static <R extends Record, K> long add(
      MessageDigest digest, DSLContext context, Table<R> table, TableField<R, K> key) {
    long rows = 0;
    Condition rest = DSL.noCondition();
    while (true) {
      var page = context.selectFrom(table).where(rest).orderBy(key).limit(1_000).fetch();
      if (page.isEmpty()) {
        return rows;
      }
      for (R row : page) {
        for (Field<?> column : row.fields()) {
          Object value = row.get(column);
          String text =
              value instanceof JSONB json ? CanonicalJson.of(json.data()) : String.valueOf(value);
          digest.update(text.getBytes(UTF_8));
          digest.update((byte) 0);
        }
        rest = key.gt(row.get(key));
        rows++;
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
