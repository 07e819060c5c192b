package dev.ticketstore.tests.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.tests.support.DatabaseServers;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that the documentation shows is so. */
class DocumentationTest {

  private static final Path ROOT = Path.of("..");

  /** Their snippets are parts of samples and tests, with which the modules compare them. */
  private static final Set<String> OF_MODULES = Set.of("metrics.md", "spring.md", "test-kit.md");

  @TempDir static Path classes;

  private static SnippetProcess process;

  @BeforeAll
  static void prepare(@TempDir Path folder, @TempDir Path notes) {
    process = new SnippetProcess(classes, folder, notes, Duration.ofMinutes(1));
  }

  @AfterAll
  static void end() {
    process.close();
  }

  /** Compiles all that is shown, each as a class of its own. */
  static List<Named<Shown>> snippets() throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (Map.Entry<String, String> page : Pages.all().entrySet()) {
      if (!OF_MODULES.contains(page.getKey())) {
        snippets.addAll(Snippet.inMarkdown(page.getValue()));
      }
    }
    try (Stream<Path> sources = Files.walk(ROOT.resolve("ticket-store/src/main/java"))) {
      for (Path source : sources.filter(Files::isRegularFile).sorted().toList()) {
        snippets.addAll(Snippet.inJavadoc(Files.readString(source)));
      }
    }
    assertThat(snippets).hasSizeGreaterThan(8);

    List<Named<Shown>> shown = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (Snippet snippet : snippets) {
      String name = "Shown" + shown.size();
      files.add(Files.writeString(classes.resolve(name + ".java"), snippet.toClass(name)));
      shown.add(
          Named.of(snippet.code().lines().findFirst().orElseThrow(), new Shown(name, snippet)));
    }
    compile(files);
    return shown;
  }

  private record Shown(String className, Snippet snippet) {}

  private static void compile(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  problems,
                  manager,
                  null,
                  List.of("-proc:none", "-cp", System.getProperty("java.class.path")),
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as("%s", problems).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void snippetRunsAndPrintsWhatIsShown(Shown shown) throws Exception {
    List<DatabaseServer> servers = DatabaseServers.all();
    TestDatabase database = servers.get(servers.size() - 1).createMigrated();

    String printed =
        process.run(shown.className(), database.url(), database.user(), database.password());

    if (!shown.snippet().output().isEmpty()) {
      assertThat(printed).isEqualTo(shown.snippet().output());
    }
  }

  /** A block that is not closed, or is indented, would be left out. */
  @Test
  void everySnippetIsFound() throws IOException {
    for (Map.Entry<String, String> page : Pages.all().entrySet()) {
      assertThat(Snippet.inMarkdown(page.getValue()))
          .as(page.getKey())
          .hasSize(page.getValue().split("```java", -1).length - 1);
    }
  }

  @Test
  void bothStatementsAreShownAsEachDatabaseGetsThem() throws IOException {
    for (SQLDialect dialect : List.of(SQLDialect.SQLITE, SQLDialect.POSTGRES)) {
      for (String statement : statements(dialect)) {
        assertThat(Pages.all().get("sql.md")).contains("```sql\n" + statement + "\n```");
      }
    }
  }

  /** All that the README shows of it is part of it. */
  @Test
  void readmeShowsAPartOfTheUpsert() throws IOException {
    List<String> parts =
        Pattern.compile("```sql\n(.*?)\n```", Pattern.DOTALL)
            .matcher(Pages.all().get("README.md"))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(parts).isNotEmpty();
    for (String part : parts) {
      assertThat(part).contains("on conflict").contains("do update");
      assertThat(upsert(SQLDialect.SQLITE)).contains(part);
      assertThat(upsert(SQLDialect.POSTGRES)).contains(part);
    }
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> lost = new ArrayList<>();
    for (Map.Entry<String, String> page : Pages.all().entrySet()) {
      Path folder = page.getKey().equals("README.md") ? ROOT : ROOT.resolve("docs");
      for (Pages.Link link : Pages.links(page.getValue())) {
        Path target =
            link.file().isEmpty() ? folder.resolve(page.getKey()) : folder.resolve(link.file());
        if (!Files.exists(target)
            || (!link.heading().isEmpty()
                && !Pages.headings(Files.readString(target)).contains(link.heading()))) {
          lost.add(page.getKey() + ": " + link);
        }
      }
    }
    assertThat(lost).isEmpty();
  }

  private static String upsert(SQLDialect dialect) {
    return statements(dialect).get(1);
  }

  /** The statements that observing sends for a key without an unresolved ticket. */
  private static List<String> statements(SQLDialect dialect) {
    List<String> statements = new ArrayList<>();
    MockConnection connection =
        new MockConnection(
            context -> {
              statements.add(context.sql());
              if (statements.size() == 1) {
                return new MockResult[] {new MockResult(0, DSL.using(dialect).newResult())};
              }
              throw new SQLException("seen");
            });
    try (TicketStore store = TicketStore.open("jdbc:sqlite::memory:")) {
      TicketOperations within =
          store.within(new DefaultConfiguration().set(connection).set(dialect));
      assertThatThrownBy(() -> within.observe(Violation.of("store_down", "silent").build()))
          .isInstanceOf(DatabaseException.class);
    }
    assertThat(statements).hasSize(2);
    return statements.stream().map(SqlLayout::layOut).toList();
  }
}
