package dev.ticketstore.internal;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketQuery;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
    long id = buffer.getLong();
    if (buffer.getInt() != checksum(id, query)) {
      throw refused(cursor);
    }
    return id;
  }

  private static int checksum(long id, TicketQuery query) {
    String filters = query.toBuilder().after(null).pageSize(1).build().toString();
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(id).flip());
    checksum.update(filters.getBytes(StandardCharsets.UTF_8));
    return (int) checksum.getValue();
  }

  private static InvalidInputException refused(String cursor) {
    String shown = cursor.length() > 60 ? cursor.substring(0, 60) + "..." : cursor;
    return new InvalidInputException(
        "after", "expected a cursor that a page with the same filters gave, not '" + shown + "'");
  }
}
