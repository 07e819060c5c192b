package dev.ticketstore.tests.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.jooq.DefaultSchema;
import dev.ticketstore.schema.SchemaMigrator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Named;
import org.jooq.Table;
import org.jooq.UniqueKey;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/schema.md} has the tables, columns, indexes, triggers and checks of the changelog.
 */
class SchemaDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "schema.md");

  private static final Pattern INCLUDED = Pattern.compile("file=\"(changes/[^\"]+)\"");

  private static final Pattern OBJECT =
      Pattern.compile("(?m)^create (?:unique )?(?:index|trigger) (\\w+)|^ +constraint (\\w+)");

  private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

  /** The section of a table, as it should be. */
  private static String section(Table<?> table) {
    StringBuilder text = new StringBuilder("### `").append(table.getName()).append("`\n\n");
    text.append(table.getComment()).append("\n\n");
    text.append("| column | type | null | meaning |\n| --- | --- | --- | --- |\n");
    for (Field<?> column : table.fields()) {
      text.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  column.getName(),
                  type(column),
                  isNullable(table, column) ? "yes" : "",
                  column.getComment()));
    }
    return text.toString();
  }

  private static String type(Field<?> column) {
    Class<?> type = column.getType();
    if (type == Long.class || column.getName().equals("severity_rank")) {
      return "integer";
    }
    if (type == Instant.class) {
      return "instant";
    }
    if (type == JSONB.class) {
      return "JSON";
    }
    return type == Boolean.class ? "boolean" : "text";
  }

  private static boolean isNullable(Table<?> table, Field<?> column) {
    UniqueKey<?> key = table.getPrimaryKey();
    return column.getDataType().nullable() && (key == null || !key.getFields().contains(column));
  }

  @Test
  void eachTableAndColumnIsThereWithTypeAndComment() throws IOException {
    List<Table<?>> tables = DefaultSchema.DEFAULT_SCHEMA.getTables();
    String document = Files.readString(DOCUMENT);

    assertThat(tables).extracting(Named::getName).contains("tickets", "cycle_observations");
    assertThat(tables).allSatisfy(table -> assertThat(document).contains(section(table)));
  }

  @Test
  void eachIndexTriggerAndConstraintIsThereAndNoOther() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher quoted = QUOTED.matcher(Files.readString(DOCUMENT));
    while (quoted.find()) {
      named.add(quoted.group(1));
    }
    Set<String> objects = objects();

    assertThat(objects).contains("idx_tickets_open_violation", "tickets_updated_at");
    assertThat(named).containsAll(objects);
    assertThat(named.stream().filter(name -> name.matches("(idx_.*|.*_check|.*_fkey)")))
        .isSubsetOf(objects);
  }

  /** Those of both databases, from the files that the changelog includes. */
  private static Set<String> objects() throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher included = INCLUDED.matcher(resource(SchemaMigrator.CHANGELOG));
    while (included.find()) {
      Matcher object = OBJECT.matcher(resource("dev/ticketstore/schema/" + included.group(1)));
      while (object.find()) {
        names.add(object.group(1) == null ? object.group(2) : object.group(1));
      }
    }
    return names;
  }

  private static String resource(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(SchemaMigrator.class.getResourceAsStream("/" + name), name)) {
      return new String(file.readAllBytes(), UTF_8);
    }
  }
}
