package dev.ticketstore.cli.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.cli.ExitCode;
import dev.ticketstore.cli.Secrets;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.output.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a verb of {@code tickets schema}, for people and for programs. */
public final class SchemaResult {

  private static final String COMMENT = "--";

  private final ObjectNode json = Json.object();
  private final List<String> lines = new ArrayList<>();
  private int exitCode = ExitCode.DONE;

  public ObjectNode json() {
    return json;
  }

  public List<String> lines() {
    return lines;
  }

  int exitCode() {
    return exitCode;
  }

  /** One line for people. */
  SchemaResult line(String text) {
    lines.add(PrintableText.escape(text));
    return this;
  }

  /** SQL for people, as it is but for a password in the URL that Liquibase's comment names. */
  SchemaResult sql(String sql) {
    List<String> statements =
        sql.strip()
            .lines()
            .map(text -> text.startsWith(COMMENT) ? Secrets.hide(text) : text)
            .toList();
    json.put("sql", String.join("\n", statements));
    lines.addAll(statements);
    return this;
  }

  /** Changes: an array for programs, and for people one a line, after a word on each. */
  SchemaResult changes(String name, String word, List<String> changes) {
    ArrayNode array = json.putArray(name);
    changes.forEach(array::add);
    changes.forEach(change -> line(word + "  " + change));
    return this;
  }

  SchemaResult exitCode(int code) {
    exitCode = code;
    return this;
  }

  /** Such as {@code 1 change} or {@code 2 changes}. */
  public static String count(int count, String noun) {
    return String.format(Locale.ROOT, "%d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
