package dev.ticketstore.internal.tickets;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.internal.validation.Check;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32C;

/** Where a page ended, bound to the filters that it was made with. */
final class PageCursor {

  private static final byte VERSION = 1;
  private static final int LENGTH = 1 + Long.BYTES + Integer.BYTES;

  private PageCursor() {}

  /** The cursor after the ticket {@code id} in the list that {@code query} asks for. */
  static String after(long id, TicketQuery query) {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH).put(VERSION).putLong(id);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(bytes.putInt(checksum(id, query)).array());
  }

  /**
   * The id at which the page before ended.
   *
   * @throws InvalidInputException if {@link #after} did not make this cursor for the same filters
   */
  static long id(String cursor, TicketQuery query) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw refused(cursor);
    }
    if (bytes.length != LENGTH || bytes[0] != VERSION) {
      throw refused(cursor);
    }
    long id = ByteBuffer.wrap(bytes).getLong(1);
    // Base64 ignores the last bits of the last character.
    if (!cursor.equals(after(id, query))) {
      throw refused(cursor);
    }
    return id;
  }

  private static int checksum(long id, TicketQuery query) {
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(id).flip());
    for (Object filter :
        Arrays.asList(
            query.statuses(),
            query.invariantName(),
            query.storeId(),
            query.violationKey(),
            query.severities(),
            query.held(),
            query.assignee(),
            query.batchKey(),
            query.firstSeen(),
            query.lastSeen(),
            query.resolved(),
            query.created(),
            query.labels().isEmpty() ? null : query.labels())) {
      // With its length, as a name may read like several filters, or like none.
      byte[] text = String.valueOf(filter).getBytes(StandardCharsets.UTF_8);
      int length = filter == null ? -1 : text.length;
      checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
      checksum.update(text);
    }
    return (int) checksum.getValue();
  }

  private static InvalidInputException refused(String cursor) {
    return new InvalidInputException(
        "after",
        "expected a cursor that a page with the same filters gave, not " + Check.quote(cursor));
  }
}
