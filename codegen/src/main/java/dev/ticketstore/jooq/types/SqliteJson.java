package dev.ticketstore.jooq.types;

import java.util.List;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.JSONEntry;
import org.jooq.Param;
import org.jooq.QueryPart;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.VisitContext;
import org.jooq.impl.QOM;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What jOOQ's expressions over JSON become on SQLite, which keeps documents as text. */
final class SqliteJson {

  /** A string without its quotes, null for JSON's null, and else JSON with all its digits. */
  private static final String AS_TEXT =
      "(case json_type({0} -> {1}) when 'text' then json_extract({0} -> {1}, '$')"
          + " when 'null' then null else {0} -> {1} end)";

  /** jOOQ's class, which has no public type; a test pins that it is still called so. */
  private static final String JSON_VALUE = "org.jooq.impl.JSONValue";

  private SqliteJson() {}

  static @Nullable QueryPart rewrite(Field<?> field, VisitContext context) {
    if (field instanceof QOM.JSONBGetAttributeAsText get) {
      return asText(get.$field(), get.$attribute());
    }
    if (field instanceof QOM.JSONBGetElementAsText get) {
      return asText(get.$field(), get.$index());
    }
    if (!isJson(field)) {
      return null;
    }
    if (field instanceof QOM.JSONBGetAttribute get) {
      refusePath(get.$attribute());
    }
    if (field instanceof QOM.Cast<?> cast) {
      if (isJson(cast.$field())) {
        return cast.$field();
      }
      if (cast.$field().getType() == String.class) {
        return json(cast.$field());
      }
    }
    if (field.getClass().getName().equals(JSON_VALUE)) {
      throw new UnportableExpressionException(
          "a JSON value by its path would be no JSON on SQLite if it is a string;"
              + " use jsonbGetAttribute");
    }
    return isWithinJson(field, context) ? json(field) : null;
  }

  /** Whether a document is an operand of what makes JSON, with nothing of ours between. */
  private static boolean isWithinJson(Field<?> field, VisitContext context) {
    QueryPart[] parts = context.queryParts();
    for (int i = parts.length - 2; i >= 0 && !(parts[i] instanceof DialectField<?>); i--) {
      if ((parts[i] instanceof JSONEntry<?> entry && entry.value() == field)
          || (parts[i] instanceof QOM.JSONArrayAgg<?> agg && agg.$field() == field)
          || (parts[i] instanceof QOM.JSONArray<?> array && isOneOf(array.$fields(), field))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOneOf(List<? extends Field<?>> fields, Field<?> field) {
    return fields.stream().anyMatch(each -> each == field);
  }

  static Field<String> asText(Field<?> document, Field<?> key) {
    refusePath(key);
    return new DialectField<>(
        "json_as_text", SQLDataType.CLOB, AS_TEXT, "({0} ->> {1})", document, key);
  }

  static void refusePath(Field<?> key) {
    if (key instanceof Param<?> param
        && param.getValue() instanceof String text
        && text.startsWith("$")) {
      throw new UnportableExpressionException(
          "the attribute " + text + " would be a path on SQLite; use the whole document, and Java");
    }
  }

  private static Field<JSONB> json(Field<?> document) {
    return new DialectField<>("json", JsonBinding.TYPE, "json({0})", "{0}", document);
  }

  /** Text is equal for some of the documents that are equal only. */
  static void refuse(QueryPart part) {
    Field<?> compared = compared(part);
    if (compared != null && isJson(compared)) {
      throw comparison("a comparison of JSON documents");
    }
    if (part instanceof SortField<?> sort && isJson(sort.$field())) {
      throw comparison("order by a JSON document");
    }
    if (part instanceof QOM.Count count && count.$distinct() && isJson(count.$field())) {
      throw comparison("count of distinct JSON documents");
    }
    if (part instanceof Select<?> select) {
      if (select.$groupBy().stream().anyMatch(SqliteJson::isJsonPart)) {
        throw comparison("group by a JSON document");
      }
      if (select.$distinct() && select.$select().stream().anyMatch(SqliteJson::isJsonPart)) {
        throw comparison("distinct of JSON documents");
      }
    }
  }

  private static @Nullable Field<?> compared(QueryPart part) {
    if (part instanceof QOM.CompareCondition<?, ?> condition) {
      return condition.$arg1();
    }
    if (part instanceof QOM.InList<?> in) {
      return in.$field();
    }
    if (part instanceof QOM.NotInList<?> in) {
      return in.$field();
    }
    if (part instanceof QOM.In<?> in) {
      return in.$arg1();
    }
    if (part instanceof QOM.NotIn<?> in) {
      return in.$arg1();
    }
    return part instanceof QOM.Between<?> between ? between.$arg1() : null;
  }

  private static boolean isJsonPart(QueryPart part) {
    return part instanceof Field<?> field && isJson(field);
  }

  private static boolean isJson(Field<?> field) {
    return field.getType() == JSONB.class || field.getType() == JSON.class;
  }

  private static UnportableExpressionException comparison(String what) {
    return new UnportableExpressionException(
        what
            + " would be silently wrong on SQLite, which has their text;"
            + " use values out of it, by jsonbGetAttributeAsText");
  }
}
