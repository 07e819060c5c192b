package dev.ticketstore.jooq.types;

import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.QueryPart;
import org.jooq.VisitContext;
import org.jooq.impl.DSL;
import org.jooq.impl.QOM;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What jOOQ's expressions over instants become, or why they are refused. */
final class PortableInstants {

  /** jOOQ's classes without a public type; a test pins that they are still called so. */
  private static final String TRUNC = "org.jooq.impl.TruncDate";

  private static final String DATE_DIFF = "org.jooq.impl.DateDiff";

  private static final String TEMPORAL_ARITHMETIC = "org.jooq.impl.Expression";

  private static final Set<Class<?>> LOCAL =
      Set.of(LocalDateTime.class, LocalDate.class, LocalTime.class);

  private PortableInstants() {}

  static @Nullable QueryPart onPostgres(QueryPart part) {
    if (part instanceof QOM.Extract extract && isInstant(extract.$field())) {
      return wholeSeconds(extract);
    }
    if (part instanceof QOM.Coerce<?> coerce
        && isInstant(coerce.$field())
        && LOCAL.contains(coerce.getType())) {
      throw local(coerce);
    }
    return null;
  }

  /** PostgreSQL has a fraction, which a comparison in SQL sees and a reader of the row does not. */
  private static @Nullable QueryPart wholeSeconds(QOM.Extract extract) {
    return switch (extract.$datePart()) {
      case SECOND, MILLISECOND, EPOCH ->
          DSL.field(
              "cast(floor(extract({0} from {1})) as bigint)",
              SQLDataType.INTEGER,
              DSL.keyword(
                  extract.$datePart() == DatePart.MILLISECOND
                      ? "milliseconds"
                      : extract.$datePart().toSQL()),
              extract.$field());
      default -> null;
    };
  }

  static @Nullable QueryPart onSqlite(Field<?> field, VisitContext context) {
    if (field instanceof QOM.Cast<?> cast) {
      return cast(cast);
    }
    if (field instanceof QOM.Coerce<?> coerce) {
      return coerce(coerce);
    }
    if (field instanceof QOM.CurrentTimestamp<?>) {
      if (isMoment(field.getType())) {
        return PortableFunctions.now();
      }
      throw refusal("currentTimestamp without a zone", "PortableFunctions.now");
    }
    refuseFunction(field);
    if (isInstant(field) && isWithin(context, DATE_DIFF)) {
      throw refusal("a difference in units", "PortableFunctions.truncate and microsBetween");
    }
    return null;
  }

  /** Whether the part that is visited is an operand of a class, with nothing of ours between. */
  private static boolean isWithin(VisitContext context, String className) {
    QueryPart[] parts = context.queryParts();
    for (int i = parts.length - 2; i >= 0 && !(parts[i] instanceof DialectField<?>); i--) {
      if (parts[i].getClass().getName().equals(className)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable QueryPart cast(QOM.Cast<?> cast) {
    Field<?> from = cast.$field();
    Class<?> to = cast.getType();
    if (from instanceof Param<?> param && param.getValue() == null) {
      return null;
    }
    Field<Instant> instant = instant(from);
    if (instant == null) {
      if (to == Instant.class) {
        throw refusal("a cast to an instant", "PortableFunctions.at");
      }
      return null;
    }
    if (isMoment(to)) {
      return instant;
    }
    boolean column = isInstant(from);
    if ((column && to == String.class) || (!column && !(from instanceof QOM.CurrentTimestamp<?>))) {
      return null;
    }
    if (to == LocalDate.class || to == Date.class) {
      return new DialectField<>(
          "date", SQLDataType.LOCALDATE, PortableFunctions.SQLITE_DATE, "{0}", instant);
    }
    throw refusal(
        "a cast of an instant to " + to.getSimpleName(),
        "PortableFunctions.truncate or microsBetween");
  }

  private static @Nullable QueryPart coerce(QOM.Coerce<?> coerce) {
    Field<?> from = coerce.$field();
    Class<?> to = coerce.getType();
    if (isInstant(from)) {
      if (LOCAL.contains(to) || java.util.Date.class.isAssignableFrom(to)) {
        throw local(coerce);
      }
      return null;
    }
    if (to != Instant.class) {
      return null;
    }
    Field<Instant> instant = instant(from);
    if (instant == null
        && from.getDataType().isTemporal()
        && from.getType() != OffsetDateTime.class) {
      throw refusal(
          "coerce of " + from.getType().getSimpleName() + " to an instant",
          "PortableFunctions.at or now");
    }
    return instant;
  }

  private static void refuseFunction(Field<?> field) {
    if (field instanceof QOM.TimestampDiff<?> diff
        && (instant(diff.$arg1()) != null || instant(diff.$arg2()) != null)) {
      throw refusal(
          "timestampDiff, of whole seconds on SQLite,", "PortableFunctions.microsBetween");
    }
    if (field instanceof QOM.DateAdd<?> add && isInstant(add.$date())) {
      throw refusal("date arithmetic", "Java, and PortableFunctions.at or microsBetween");
    }
    if (isArithmetic(field)) {
      throw refusal("arithmetic with instants", "Java, and PortableFunctions.at or microsBetween");
    }
    if (field instanceof QOM.Extract extract
        && isInstant(extract.$field())
        && extract.$datePart() == DatePart.EPOCH) {
      throw refusal(
          "the epoch of an instant as an integer, which ends in 2038,",
          "PortableFunctions.microsBetween(at(Instant.EPOCH), ...)");
    }
    String name = field.getClass().getName();
    if (name.equals(TRUNC) && isMoment(field.getType())) {
      throw refusal("trunc of an instant", "PortableFunctions.truncate");
    }
    if (name.equals(TEMPORAL_ARITHMETIC) && isInstant(field)) {
      throw refusal("arithmetic with instants", "Java, and PortableFunctions.at or microsBetween");
    }
  }

  private static boolean isArithmetic(Field<?> field) {
    if (field instanceof QOM.Add<?> add) {
      return isInstant(add.$arg1()) || isInstant(add.$arg2());
    }
    if (field instanceof QOM.Sub<?> sub) {
      return isInstant(sub.$arg1()) || isInstant(sub.$arg2());
    }
    return (field instanceof QOM.Mul<?> mul && isInstant(mul.$arg1()))
        || (field instanceof QOM.Div<?> div && isInstant(div.$arg1()))
        || (field instanceof QOM.Mod<?> mod && isInstant(mod.$arg1()));
  }

  /** The text of an instant has a form of its own on each database. */
  static void refuseText(QueryPart part) {
    if ((part instanceof QOM.Like like && isInstant(like.$value()))
        || (part instanceof QOM.NotLike notLike && isInstant(notLike.$value()))) {
      throw refusal("like of an instant", "between and PortableFunctions.at");
    }
  }

  /** The instant in what has another type for jOOQ only. */
  @SuppressWarnings("unchecked")
  private static @Nullable Field<Instant> instant(Field<?> field) {
    if (field instanceof QOM.CurrentTimestamp<?>) {
      return PortableFunctions.now();
    }
    if (isInstant(field)) {
      return (Field<Instant>) field;
    }
    if (field instanceof QOM.Coerce<?> coerce) {
      return instant(coerce.$field());
    }
    if (field instanceof QOM.Cast<?> cast && isMoment(cast.getType())) {
      return instant(cast.$field());
    }
    return field instanceof Param<?> param && param.getValue() instanceof OffsetDateTime time
        ? PortableFunctions.at(time.toInstant())
        : null;
  }

  static boolean isInstant(Field<?> field) {
    DataType<?> type = field.getDataType();
    return type.getType() == Instant.class;
  }

  private static boolean isMoment(Class<?> type) {
    return type == Instant.class || type == OffsetDateTime.class;
  }

  private static UnportableExpressionException local(QOM.Coerce<?> coerce) {
    return refusal(
        "coerce of an instant to " + coerce.getType().getSimpleName(),
        "the instant as it is, or PortableFunctions.truncate");
  }

  private static UnportableExpressionException refusal(String what, String instead) {
    return new UnportableExpressionException(
        what + " would be silently wrong on some database; use " + instead);
  }
}
