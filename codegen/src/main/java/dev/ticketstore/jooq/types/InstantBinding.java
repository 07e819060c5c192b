package dev.ticketstore.jooq.types;

import java.io.Serial;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * An instant: {@code timestamptz} on PostgreSQL, text of fixed width on SQLite ({@link
 * InstantText}).
 */
public final class InstantBinding extends PostgresTypedBinding<Instant> {

  @Serial private static final long serialVersionUID = 1L;

  /** The type of each generated column of instants, for expressions of the caller's. */
  static final DataType<Instant> TYPE =
      SQLDataType.INSTANT.asConvertedDataType(new InstantBinding());

  private static final Map<OffsetDateTime, String> INFINITIES =
      Map.of(OffsetDateTime.MAX, "infinity", OffsetDateTime.MIN, "-infinity");

  /** For generated code. */
  public InstantBinding() {
    super(Instant.class, "timestamptz");
  }

  @Override
  String text(Instant value) {
    return InstantText.format(value);
  }

  @Override
  Instant value(String text) {
    return read(text);
  }

  /**
   * The instant of a text that SQLite stores.
   *
   * @throws UnreadableValueException if it is none, or out of the range of {@link InstantText}
   */
  public static Instant read(String text) {
    Instant instant;
    try {
      instant = InstantText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableValueException(Instant.class, text, e);
    }
    if (isOutOfRange(instant)) {
      throw new UnreadableValueException(Instant.class, text);
    }
    return instant;
  }

  /**
   * The instant of a value of PostgreSQL, whose type has a larger range, and infinities, which the
   * driver gives as the extremes.
   *
   * @throws UnreadableValueException if it is out of the range of {@link InstantText}
   */
  public static Instant read(OffsetDateTime value) {
    Instant instant = value.toInstant();
    if (isOutOfRange(instant)) {
      throw new UnreadableValueException(
          Instant.class, INFINITIES.getOrDefault(value, value.toString()));
    }
    return instant;
  }

  private static boolean isOutOfRange(Instant instant) {
    return instant.isBefore(InstantText.MIN) || instant.isAfter(InstantText.MAX);
  }

  /**
   * As a typed value: PostgreSQL would parse a text again for each row that it is compared with,
   * which took two thirds of the time of one of the questions (two runs on a busy machine).
   */
  @Override
  public void set(BindingSetStatementContext<Instant> ctx) throws SQLException {
    Instant value = ctx.value();
    if (value == null || !isPostgres(ctx.dialect())) {
      super.set(ctx);
    } else {
      ctx.statement().setObject(ctx.index(), InstantText.inMicros(value).atOffset(ZoneOffset.UTC));
    }
  }

  @Override
  public void get(BindingGetResultSetContext<Instant> ctx) throws SQLException {
    if (isPostgres(ctx.dialect())) {
      @Nullable OffsetDateTime value = ctx.resultSet().getObject(ctx.index(), OffsetDateTime.class);
      ctx.value(value == null ? null : read(value));
    } else {
      @Nullable String text = ctx.resultSet().getString(ctx.index());
      ctx.value(text == null ? null : value(text));
    }
  }
}
