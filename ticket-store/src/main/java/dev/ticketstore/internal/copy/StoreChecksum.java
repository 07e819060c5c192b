package dev.ticketstore.internal.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.internal.validation.CanonicalJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds, in few characters, which are the same whatever the database: SHA-256 of all
 * values of each table in the order of its keys.
 */
final class StoreChecksum {

  private static final char END = 0;
  private static final char VALUE = 1;

  private final Map<StoreTable<?>, MessageDigest> digests = new HashMap<>();
  private long tickets;

  private StoreChecksum() {
    StoreTable.ALL.forEach(table -> digests.put(table, sha256()));
  }

  /** Of all rows. */
  static StoreChecksum of(DSLContext context) {
    return of(context, table -> DSL.noCondition());
  }

  /** Of the rows that a copy has written so far. */
  static StoreChecksum of(DSLContext context, CopiedRows copied) {
    return of(context, copied::in);
  }

  private static StoreChecksum of(DSLContext context, Function<StoreTable<?>, Condition> rows) {
    StoreChecksum checksum = new StoreChecksum();
    for (StoreTable<?> table : StoreTable.ALL) {
      table.read(context, rows.apply(table), page -> checksum.add(table, page));
    }
    return checksum;
  }

  /** Adds rows, whose keys must be above those of before. */
  void add(StoreTable<?> table, List<List<@Nullable Object>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<@Nullable Object> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        Object value = row.get(i);
        if (value != null) {
          text.append(VALUE)
              .append(value instanceof JSONB json ? canonical(table, row, i, json) : value);
        }
        text.append(END);
      }
    }
    digest(table).update(text.toString().getBytes(UTF_8));
    if (table == StoreTable.TICKETS) {
      tickets += rows.size();
    }
  }

  private static String canonical(
      StoreTable<?> table, List<@Nullable Object> row, int column, JSONB json) {
    try {
      return CanonicalJson.of(json.data());
    } catch (InvalidInputException e) {
      throw table.unreadable(row, column, json, e);
    }
  }

  /** How many tickets there are. */
  long tickets() {
    return tickets;
  }

  /** Of all tables, in hexadecimal. */
  String whole() {
    MessageDigest whole = sha256();
    StoreTable.ALL.forEach(table -> whole.update(bytes(table)));
    return HexFormat.of().formatHex(whole.digest());
  }

  /** The first table whose rows differ. */
  Optional<StoreTable<?>> firstDifference(StoreChecksum other) {
    return StoreTable.ALL.stream()
        .filter(table -> !MessageDigest.isEqual(bytes(table), other.bytes(table)))
        .findFirst();
  }

  private byte[] bytes(StoreTable<?> table) {
    try {
      return ((MessageDigest) digest(table).clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private MessageDigest digest(StoreTable<?> table) {
    return Objects.requireNonNull(digests.get(table));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
