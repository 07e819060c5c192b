package dev.ticketstore.internal.database;

import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import java.sql.Connection;
import org.jooq.Field;
import org.jooq.Record6;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The version and the settings of a PostgreSQL database and session without which a store would be
 * wrong.
 */
final class PostgresSettings {

  private static final String UTF8 = "UTF8";

  /** As the setting {@code server_version_num} counts: older ones are not tested. */
  private static final int OLDEST = 130_000;

  private PostgresSettings() {}

  /**
   * Checks them in one query.
   *
   * @throws DatabaseException {@link Reason#UNSUPPORTED} if the server is older than PostgreSQL 13,
   *     or if a text is not kept in UTF-8, as other encodings lack characters or check none; {@link
   *     Reason#UNKNOWN_SCHEMA} if no schema of the search path exists
   */
  static void check(Connection connection) {
    Record6<String, String, @Nullable String, String, String, String> found =
        ErrorTranslation.translating(
            () ->
                DSL.using(connection, SQLDialect.POSTGRES)
                    .select(
                        setting("server_encoding"),
                        setting("client_encoding"),
                        function("current_schema", String.class),
                        setting("search_path"),
                        setting("server_version_num"),
                        setting("server_version"))
                    .fetchSingle());
    if (Integer.parseInt(found.value5()) < OLDEST) {
      throw new DatabaseException(
          Reason.UNSUPPORTED, "expected PostgreSQL 13 or newer, not " + found.value6(), null);
    }
    requireUtf8("server_encoding", found.value1());
    requireUtf8("client_encoding", found.value2());
    if (found.value3() == null) {
      throw new DatabaseException(
          Reason.UNKNOWN_SCHEMA, "the search path is " + found.value4(), null);
    }
  }

  private static Field<String> setting(String name) {
    return function("current_setting", String.class, inline(name));
  }

  private static void requireUtf8(String setting, String encoding) {
    if (!encoding.equals(UTF8)) {
      throw new DatabaseException(
          Reason.UNSUPPORTED, "expected the " + setting + " UTF8, not " + encoding, null);
    }
  }
}
