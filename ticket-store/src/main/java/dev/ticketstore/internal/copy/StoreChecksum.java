package dev.ticketstore.internal.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketstore.internal.validation.CanonicalJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * What a store holds, in few characters, which are the same whatever the database.
 *
 * @param tickets how many there are
 * @param tables SHA-256 of all values of each table and those before it, in hexadecimal
 */
record StoreChecksum(long tickets, Map<StoreTable, String> tables) {

  private static final int ROWS = 1_000;

  /** Of all rows. */
  static StoreChecksum of(DSLContext context) {
    return of(context, table -> DSL.noCondition());
  }

  /** Of the rows that a copy has written so far. */
  static StoreChecksum of(DSLContext context, CopiedRows copied) {
    return of(context, copied::in);
  }

  private static StoreChecksum of(DSLContext context, Function<StoreTable, Condition> rows) {
    MessageDigest digest = sha256();
    Map<StoreTable, String> tables = new EnumMap<>(StoreTable.class);
    long tickets = 0;
    for (StoreTable table : StoreTable.values()) {
      long added = add(digest, context, table.key(), rows.apply(table));
      tickets = table == StoreTable.TICKETS ? added : tickets;
      tables.put(table, hexadecimal(digest));
    }
    return new StoreChecksum(tickets, tables);
  }

  /** Of all tables. */
  String whole() {
    return Objects.requireNonNull(tables.get(StoreTable.CYCLES));
  }

  /** The first table whose rows differ. */
  Optional<StoreTable> firstDifference(StoreChecksum other) {
    return tables.keySet().stream()
        .filter(table -> !Objects.equals(tables.get(table), other.tables.get(table)))
        .findFirst();
  }

  private static <K> long add(
      MessageDigest digest, DSLContext context, TableField<?, K> key, Condition rows) {
    long count = 0;
    Condition rest = rows;
    while (true) {
      var page =
          context
              .selectFrom(Objects.requireNonNull(key.getTable()))
              .where(rest)
              .orderBy(key)
              .limit(ROWS)
              .fetch();
      for (Record row : page) {
        add(digest, row);
      }
      count += page.size();
      if (page.size() < ROWS) {
        return count;
      }
      rest = rows.and(key.gt(page.get(page.size() - 1).get(key)));
    }
  }

  private static void add(MessageDigest digest, Record row) {
    for (Field<?> column : row.fields()) {
      Object value = row.get(column);
      String text =
          value instanceof JSONB json ? CanonicalJson.of(json.data()) : String.valueOf(value);
      digest.update(text.getBytes(UTF_8));
      digest.update((byte) 0);
    }
  }

  private static String hexadecimal(MessageDigest digest) {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
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
