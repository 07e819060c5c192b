package dev.ticketstore.parquet;

import java.time.Instant;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/** The types of DuckDB for the types of the database's values. */
final class ColumnTypes {

  private static final DataType<String> JSON =
      new DefaultDataType<>(SQLDialect.DUCKDB, String.class, "json");

  private ColumnTypes() {}

  static DataType<?> of(Field<?> column) {
    Class<?> type = column.getConverter().fromType();
    if (type == Instant.class) {
      return SQLDataType.TIMESTAMPWITHTIMEZONE;
    }
    if (type == JSONB.class) {
      return JSON;
    }
    if (type == Long.class) {
      return SQLDataType.BIGINT;
    }
    if (type == Integer.class) {
      return SQLDataType.INTEGER;
    }
    if (type == Double.class) {
      return SQLDataType.DOUBLE;
    }
    return type == Boolean.class ? SQLDataType.BOOLEAN : SQLDataType.CLOB;
  }
}
