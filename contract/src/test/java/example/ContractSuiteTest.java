package example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract, as {@code docs/test-kit.md} says how to run it. */
class ContractSuiteTest {

  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern REPORT =
      Pattern.compile("```text\n(Contract of ticket-store:\n.*?)```", Pattern.DOTALL);
  private static final Path CODE = Path.of("src/test/java/example");

  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void documentShowsTheseClasses() throws IOException {
    List<String> shown = JAVA.matcher(document()).results().map(found -> found.group(1)).toList();

    // The first one belongs to the test kit.
    assertThat(shown).hasSize(3);
    assertThat(Files.readString(CODE.resolve("OurServers.java"))).isEqualTo(shown.get(1));
    assertThat(Files.readString(CODE.resolve("OurDatabaseTest.java"))).isEqualTo(shown.get(2));
    assertThat(document()).contains("```text\n" + service() + "```");
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("../docs/test-kit.md"));
  }

  private static String service() throws IOException {
    return Files.readString(
        Path.of(
            "src/test/resources/META-INF/services/dev.ticketstore.contract.DatabaseServerProvider"));
  }

  /** Each test class of the module, and no other. */
  @Test
  void suiteHasEachTestClass() throws IOException {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(OurDatabaseTest.class))
            .build();
    TestPlan plan = LauncherFactory.create().discover(request);
    List<String> inSuite =
        plan.getRoots().stream()
            .flatMap(root -> plan.getDescendants(root).stream())
            .map(TestIdentifier::getLegacyReportingName)
            .filter(name -> name.matches("dev\\.ticketstore\\.contract\\.\\w+"))
            .toList();

    try (var files = Files.list(Path.of("src/main/java/dev/ticketstore/contract"))) {
      List<String> written =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Test.java"))
              .map(name -> "dev.ticketstore.contract." + name.replace(".java", ""))
              .toList();
      assertThat(written).hasSizeGreaterThan(30);
      assertThat(inSuite).containsExactlyInAnyOrderElementsOf(written);
    }
  }

  @Test
  void suiteRunsOnARegisteredServerAndReportsAndLeavesNoDatabase() throws Exception {
    List<String> before = databases();

    String printed = run(OurShortTest.class);

    assertThat(printed).contains("11 succeeded, 0 failed");
    Matcher report = REPORT.matcher(document());
    assertThat(report.find()).isTrue();
    assertThat(printed).contains(report.group(1).lines().toList());
    assertThat(databases()).isEqualTo(before);
  }

  private static List<String> databases() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      return DSL.using(connection)
          .fetch("select datname from pg_database order by datname")
          .getValues("datname", String.class);
    }
  }

  private static String run(Class<?> suite) throws Exception {
    Path printed = Files.createTempFile("suite", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SuiteProcess.class.getName(),
                suite.getName())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder
        .environment()
        .put("OUR_URL", server.getJdbcUrl("postgres", "postgres") + "&ApplicationName=contract");
    builder.environment().put("OUR_USER", "postgres");
    builder.environment().put("OUR_PASSWORD", "postgres");
    assertThat(builder.start().waitFor()).isZero();
    return Files.readString(printed, UTF_8);
  }
}
