package dev.ticketstore.tests.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of Java out of the documentation.
 *
 * @param code as a reader sees it
 * @param output what the documentation says it prints; empty if it says nothing of that
 */
record Snippet(String code, String output) {

  private static final Pattern IN_MARKDOWN =
      Pattern.compile("```java\n(.*?)```(?:\n+prints\n+```text\n(.*?)```)?", Pattern.DOTALL);

  private static final Pattern IN_JAVADOC =
      Pattern.compile("<pre>\\{@code\n(.*?)\\* }</pre>", Pattern.DOTALL);

  private static final String IMPORTS =
      """
      import static dev.ticketstore.jooq.Tables.*;
      import static org.jooq.impl.DSL.count;
      import static org.jooq.impl.DSL.max;
      import static org.jooq.impl.DSL.sum;

      import dev.ticketstore.*;
      import dev.ticketstore.analytics.*;
      import dev.ticketstore.formats.*;
      import dev.ticketstore.jooq.types.*;
      import dev.ticketstore.model.*;
      import dev.ticketstore.schema.*;
      import java.io.ByteArrayInputStream;
      import java.nio.charset.StandardCharsets;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.CompletionStage;
      import java.util.stream.Stream;
      import javax.sql.DataSource;
      import org.jooq.DSLContext;
      import org.jooq.DatePart;
      import org.jooq.Field;
      import org.jooq.Table;
      import org.jooq.impl.DSL;
      """;

  /** What a snippet may use without saying where it comes from. */
  private static final String GIVEN =
      """
        static String url, user, password;
        static DataSource dataSource;
        static TicketStore store;
        static DSLContext dsl;
        static Table<?> outbox = DSL.table("outbox");
        static Violation violation = Violation.of("store_down", "silent").storeId("tikv-1").build();

        public static void main(String[] args) throws Exception {
          url = args[0];
          user = args[1];
          password = args[2];
          dataSource =
              new org.jooq.tools.jdbc.SingleConnectionDataSource(null) {
                @Override
                public java.sql.Connection getConnection() throws java.sql.SQLException {
                  return java.sql.DriverManager.getConnection(url, user, password);
                }
              };
          store = TicketStore.builder().url(url).user(user).password(password).open();
          store.observe(Violation.of("low_disk_space", "9 % left").storeId("tikv-2").build());
          try (var connection = java.sql.DriverManager.getConnection(url, user, password)) {
            dsl = DSL.using(connection);
            dsl.execute("create table if not exists outbox (note text)");
            snippet();
          }
          store.close();
        }

        static void snippet() throws Exception {
      """;

  static List<Snippet> inMarkdown(String text) {
    return find(IN_MARKDOWN, text);
  }

  static List<Snippet> inJavadoc(String text) {
    return find(IN_JAVADOC, text).stream()
        .map(snippet -> new Snippet(snippet.code.replaceAll("(?m)^ *\\* ?", ""), ""))
        .toList();
  }

  private static List<Snippet> find(Pattern pattern, String text) {
    List<Snippet> snippets = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      String output = matcher.groupCount() > 1 ? matcher.group(2) : null;
      snippets.add(new Snippet(matcher.group(1), output == null ? "" : output));
    }
    return snippets;
  }

  /** A class with a main method that takes the URL, user and password of an empty database. */
  String toClass(String name) {
    return IMPORTS + "\npublic class " + name + " {\n" + GIVEN + code + "  }\n}\n";
  }
}
