package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.types.PortableFunctions.json;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonArray;
import static org.jooq.impl.DSL.jsonArrayAgg;
import static org.jooq.impl.DSL.jsonObject;
import static org.jooq.impl.DSL.jsonObjectAgg;
import static org.jooq.impl.DSL.jsonbArrayAgg;
import static org.jooq.impl.DSL.jsonbGetAttribute;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.jsonbGetElement;
import static org.jooq.impl.DSL.jsonbGetElementAsText;
import static org.jooq.impl.DSL.jsonbObject;
import static org.jooq.impl.DSL.jsonbValue;
import static org.jooq.impl.DSL.key;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.multisetAgg;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ticketstore.Json;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * jOOQ's expressions over JSON, each right on every database or refused.
 *
 * <p>What stays wrong on SQLite: plain SQL templates, {@code union} of documents, whose duplicates
 * are found by their text, and an attribute whose name is not a literal and begins with a dollar
 * sign, which is a path there.
 */
class PortableJsonTest extends ExpressionMatrix {

  private static final Field<JSONB> METRICS = TICKETS.METRIC_SNAPSHOT;
  private static final JSONB EXACT = JSONB.valueOf("{\"n\":18446744073709551615,\"e\":[1e400]}");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @Test
  void documents() {
    right("column", METRICS, row -> document(row));
    right("val", val(EXACT).as("j"), row -> EXACT);
    right("inline", inline(EXACT).as("j"), row -> EXACT);
    right("coalesce", coalesce(METRICS, val(EXACT)), row -> or(document(row), EXACT));
    right("coalesce inlined", coalesce(METRICS, inline(EXACT)), row -> or(document(row), EXACT));
    right("nvl", DSL.nvl(METRICS, EXACT), row -> or(document(row), EXACT));
    right(
        "case", when(METRICS.isNull(), EXACT).otherwise(METRICS), row -> or(document(row), EXACT));
    right("values", select().from(DSL.values(row(EXACT)).as("v", "a")), List.of(EXACT));
    right("cast to itself", METRICS.cast(JSONB.class), row -> document(row));
    right("cast to JSON", METRICS.cast(JSON.class), row -> document(row));
    right("cast of text", val(EXACT.data()).cast(JSONB.class), row -> EXACT);
    right("row", row(TICKETS.ID, METRICS), row -> Arrays.asList(row.id(), document(row)));
    right(
        "multiset",
        select(multiset(select(METRICS).from(TICKETS).orderBy(TICKETS.ID))),
        List.of(ROWS.stream().map(row -> Arrays.asList(document(row))).toList()));
    right(
        "multiset of a value",
        select(multiset(select(val(EXACT).as("j")))),
        List.of(List.of(List.of(EXACT))));
    right(
        "multisetAgg",
        select(multisetAgg(METRICS).orderBy(TICKETS.ID)).from(TICKETS),
        List.of(ROWS.stream().map(row -> Arrays.asList(document(row))).toList()));
    fails("arrayAgg", context -> context.fetch(select(DSL.arrayAgg(METRICS)).from(TICKETS)));
    allHold(16);
  }

  @Test
  void documentsWithinJson() {
    right(
        "jsonObject",
        jsonObject(key("m").value(METRICS), key("h").value(TICKETS.HELD)),
        row -> JSON.valueOf("{\"m\":" + row.metrics() + ",\"h\":false}"));
    right("jsonbObject", jsonbObject(key("m").value(METRICS)), row -> wrapped(row));
    right("jsonObject of json()", jsonObject(key("m").value(json(METRICS))), row -> wrapped(row));
    right(
        "jsonObject of a value",
        jsonObject(key("m").value(val(EXACT))),
        row -> JSON.valueOf("{\"m\":" + EXACT.data() + "}"));
    right(
        "jsonObject of coalesce",
        jsonObject(key("m").value(coalesce(METRICS, val(EXACT)))),
        row -> JSON.valueOf("{\"m\":" + or(document(row), EXACT).data() + "}"));
    right(
        "jsonArray",
        jsonArray(METRICS, val(1)).nullOnNull(),
        row -> JSON.valueOf("[" + row.metrics() + ",1]"));
    right(
        "jsonArray of json()",
        jsonArray(json(METRICS)).nullOnNull(),
        row -> JSON.valueOf("[" + row.metrics() + "]"));
    right(
        "nested",
        jsonObject(key("a").value(jsonArray(jsonObject(key("m").value(METRICS))))),
        row -> JSON.valueOf("{\"a\":[{\"m\":" + row.metrics() + "}]}"));
    right(
        "jsonArrayAgg",
        select(jsonArrayAgg(METRICS).orderBy(TICKETS.ID)).from(TICKETS).where(METRICS.isNotNull()),
        List.of(allMetrics()));
    right(
        "jsonbArrayAgg",
        select(jsonbArrayAgg(METRICS).orderBy(TICKETS.ID)).from(TICKETS).where(METRICS.isNotNull()),
        List.of(allMetrics()));
    right(
        "jsonArrayAgg of json()",
        select(jsonArrayAgg(json(METRICS)).orderBy(TICKETS.ID))
            .from(TICKETS)
            .where(METRICS.isNotNull()),
        List.of(allMetrics()));
    right(
        "jsonObjectAgg",
        select(jsonObjectAgg(TICKETS.STORE_ID, METRICS)).from(TICKETS).where(TICKETS.ID.eq(1L)),
        List.of(JSON.valueOf("{\"tikv-1\":" + ROWS.get(0).metrics() + "}")));
    right(
        "subquery",
        select(
            jsonObject(
                key("all")
                    .value(
                        DSL.field(
                            select(jsonArrayAgg(METRICS).orderBy(TICKETS.ID))
                                .from(TICKETS)
                                .where(METRICS.isNotNull()))))),
        List.of(JSON.valueOf("{\"all\":" + allMetrics().data() + "}")));
    allHold(13);
  }

  @Test
  void helper() {
    alsoWithoutListener();
    right("json", jsonObject(key("m").value(json(METRICS))), row -> wrapped(row));
    right(
        "json in an array",
        jsonArray(json(coalesce(METRICS, val(EXACT, METRICS)))),
        row -> JSON.valueOf("[" + or(document(row), EXACT).data() + "]"));
    right(
        "json in an aggregate",
        select(jsonArrayAgg(json(METRICS)).orderBy(TICKETS.ID))
            .from(TICKETS)
            .where(METRICS.isNotNull()),
        List.of(allMetrics()));
    allHold(3);
  }

  @Test
  void attributes() {
    right("attribute", jsonbGetAttribute(METRICS, "value"), row -> attribute(row, "value"));
    right("with a dot", jsonbGetAttribute(METRICS, "a.b"), row -> attribute(row, "a.b"));
    right("text", jsonbGetAttributeAsText(METRICS, "unit"), row -> text(row, "unit"));
    right("number as text", jsonbGetAttributeAsText(METRICS, "value"), row -> text(row, "value"));
    right("text with a dot", jsonbGetAttributeAsText(METRICS, "a.b"), row -> text(row, "a.b"));
    right(
        "boolean as text",
        when(TICKETS.ID.lt(3L), jsonbGetAttributeAsText(METRICS, "ok")),
        row -> row.id() < 3 ? text(row, "ok") : null);
    holds(
        "condition",
        jsonbGetAttributeAsText(METRICS, "unit").eq("percent"),
        row -> "percent".equals(text(row, "unit")));
    right(
        "number",
        jsonbGetAttributeAsText(METRICS, "value").cast(Double.class),
        row -> text(row, "value") == null ? null : Double.valueOf(text(row, "value")));
    right(
        "element",
        jsonbGetElement(jsonbGetAttribute(METRICS, "arr"), 1),
        row -> row.id() == 2 ? JSONB.valueOf("{\"y\":2}") : null);
    right(
        "last element",
        jsonbGetElement(jsonbGetAttribute(METRICS, "arr"), -1),
        row -> row.id() == 2 ? JSONB.valueOf("{\"y\":2}") : null);
    right(
        "element as text",
        jsonbGetElementAsText(jsonbGetAttribute(METRICS, "arr"), 0),
        row -> row.id() == 2 ? "x" : null);
    right(
        "last element as text",
        jsonbGetElementAsText(jsonbGetAttribute(METRICS, "arr"), -2),
        row -> row.id() == 2 ? "x" : null);
    holds("exists", DSL.jsonbExists(METRICS, "$.unit"), row -> attribute(row, "unit") != null);
    rightOnPostgres("by path", jsonbValue(METRICS, "$.unit"), row -> attribute(row, "unit"));
    if (database.isSqlite()) {
      refused("dollar", jsonbGetAttribute(METRICS, "$.unit"));
      refused("dollar as text", jsonbGetAttributeAsText(METRICS, "$.unit"));
    } else {
      right("dollar", jsonbGetAttribute(METRICS, "$.unit"), row -> null);
      right("dollar as text", jsonbGetAttributeAsText(METRICS, "$.unit"), row -> null);
    }
    allHold(16);
  }

  /** SQLite compares text; this is the first row's, written in another way. */
  @Test
  void comparisons() {
    JSONB first =
        JSONB.valueOf("{\"a.b\":\"dot\",\"ok\":true,\"value\":5.1846e1,\"unit\":\"percent\"}");
    rightOnPostgres("eq", select(TICKETS.ID).from(TICKETS).where(METRICS.eq(first)), List.of(1L));
    rightOnPostgres("ne", select(DSL.count()).from(TICKETS).where(METRICS.ne(first)), List.of(3));
    rightOnPostgres("in", select(TICKETS.ID).from(TICKETS).where(METRICS.in(first)), List.of(1L));
    rightOnPostgres(
        "in select",
        select(TICKETS.ID).from(TICKETS).where(METRICS.in(select(val(first)))),
        List.of(1L));
    rightOnPostgres(
        "distinct from",
        select(DSL.count()).from(TICKETS).where(METRICS.isDistinctFrom(first)),
        List.of(4));
    rightOnPostgres(
        "distinct", selectDistinct(METRICS).from(TICKETS).where(TICKETS.ID.eq(1L)), List.of(first));
    rightOnPostgres("count distinct", select(DSL.countDistinct(METRICS)).from(TICKETS), List.of(4));
    rightOnPostgres(
        "group by",
        select(DSL.count()).from(TICKETS).where(TICKETS.ID.eq(1L)).groupBy(METRICS),
        List.of(1));
    rightOnPostgres(
        "order by",
        select(TICKETS.ID).from(TICKETS).where(TICKETS.ID.eq(1L)).orderBy(METRICS.desc()),
        List.of(1L));
    allHold(9);
  }

  private static @Nullable JSONB document(Row row) {
    return row.metrics() == null ? null : JSONB.valueOf(row.metrics());
  }

  private static JSON wrapped(Row row) {
    return JSON.valueOf("{\"m\":" + row.metrics() + "}");
  }

  private static JSON allMetrics() {
    return JSON.valueOf(
        ROWS.stream()
            .map(Row::metrics)
            .filter(metrics -> metrics != null)
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static JSONB or(@Nullable JSONB value, JSONB otherwise) {
    return value == null ? otherwise : value;
  }

  private static @Nullable JsonNode node(Row row, String name) {
    try {
      return row.metrics() == null ? null : MAPPER.readTree(row.metrics()).get(name);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Json attribute(Row row, String name) {
    JsonNode node = node(row, name);
    return node == null ? null : Json.of(node.toString());
  }

  private static @Nullable String text(Row row, String name) {
    JsonNode node = node(row, name);
    if (node == null || node.isNull()) {
      return null;
    }
    return node.isTextual() ? node.textValue() : node.toString();
  }
}
