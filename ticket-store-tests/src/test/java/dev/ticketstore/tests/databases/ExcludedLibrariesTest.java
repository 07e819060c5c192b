package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.tests.databases.StoreWithout.Scenario;
import dev.ticketstore.tests.support.ChildJvm;
import dev.ticketstore.tests.support.DatabaseServers;
import dev.ticketstore.tests.support.SqliteFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A library can be excluded where nothing needs it; what needs it says its name. */
class ExcludedLibrariesTest {

  private enum Library {
    SQLITE_JDBC("sqlite-jdbc", "org.xerial:sqlite-jdbc"),
    PGJDBC("postgresql", "org.postgresql:postgresql"),
    LIQUIBASE("liquibase-core", "org.liquibase:liquibase-core"),
    HIKARI_CP("HikariCP", "com.zaxxer:HikariCP");

    private final String artifact;
    private final String coordinates;

    Library(String artifact, String coordinates) {
      this.artifact = artifact;
      this.coordinates = coordinates;
    }

    boolean isAt(String path) {
      return Path.of(path).getFileName().toString().matches(artifact + "-\\d.*\\.jar");
    }
  }

  /** The PostgreSQL servers of this run, if any. */
  static List<DatabaseServer> postgres() {
    return DatabaseServers.all().stream()
        .filter(server -> server.dialect() == SQLDialect.POSTGRES)
        .toList();
  }

  private static String run(List<Library> excluded, Scenario scenario, TestDatabase database)
      throws IOException, InterruptedException {
    String[] all = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    for (Library library : excluded) {
      assertThat(all).as("the class path of the tests").anyMatch(library::isAt);
    }
    String classPath =
        Arrays.stream(all)
            .filter(path -> excluded.stream().noneMatch(library -> library.isAt(path)))
            .collect(Collectors.joining(File.pathSeparator));
    ChildJvm child =
        ChildJvm.runOn(
            classPath,
            StoreWithout.class,
            scenario.name(),
            database.url(),
            database.user(),
            database.password());
    assertThat(child.exitCode()).as("%s", child.output()).isZero();
    return child.output();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("postgres")
  void postgresThroughADataSourceNeedsItsDriverOnly(DatabaseServer server) throws Exception {
    TestDatabase database = server.create();
    database.store().open().close();

    assertThat(
            run(
                List.of(Library.SQLITE_JDBC, Library.LIQUIBASE, Library.HIKARI_CP),
                Scenario.POSTGRES_BY_DATA_SOURCE,
                database))
        .isEqualTo(StoreWithout.EVERYTHING + "LOCKED\nCONNECTION_REFUSED\n");
    database.drop();
  }

  @Test
  void sqliteThroughADataSourceNeedsItsDriverOnly() throws Exception {
    TestDatabase database = SqliteFile.create();
    database.store().open().close();

    assertThat(
            run(
                List.of(Library.PGJDBC, Library.LIQUIBASE, Library.HIKARI_CP),
                Scenario.SQLITE_BY_DATA_SOURCE,
                database))
        .isEqualTo(StoreWithout.EVERYTHING + "LOCKED\n");
    database.drop();
  }

  @Test
  void sqliteByUrlNeedsNoDriverOfPostgres() throws Exception {
    TestDatabase database = SqliteFile.create();

    assertThat(run(List.of(Library.PGJDBC), Scenario.BY_URL, database))
        .isEqualTo(StoreWithout.EVERYTHING);
    database.drop();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("postgres")
  void postgresByUrlNeedsNoDriverOfSqlite(DatabaseServer server) throws Exception {
    TestDatabase database = server.create();

    assertThat(run(List.of(Library.SQLITE_JDBC), Scenario.BY_URL, database))
        .isEqualTo(StoreWithout.EVERYTHING);
    database.drop();
  }

  /** An update or a validation of what is up to date is one query. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("dev.ticketstore.tests.support.DatabaseServers#all")
  void databaseThatIsUpToDateNeedsNoLiquibase(DatabaseServer server) throws Exception {
    TestDatabase database = server.create();
    database.store().open().close();

    assertThat(run(List.of(Library.LIQUIBASE), Scenario.UPDATE_AND_VALIDATE, database))
        .isEqualTo("updated\nvalidated\n");
    database.drop();
  }

  @ParameterizedTest
  @EnumSource
  void missingLibraryIsNamed(Needed needed) throws Exception {
    TestDatabase database = SqliteFile.create();

    assertThat(run(List.of(needed.library), needed.scenario, database))
        .startsWith("MISSING_LIBRARY")
        .contains(needed.library.coordinates)
        .contains("class path");
    assertThat(Path.of(database.name())).doesNotExist();
  }

  /** What needs which library. */
  private enum Needed {
    SQLITE_BY_URL_NEEDS_ITS_DRIVER(Scenario.OPEN_URL, Library.SQLITE_JDBC),
    POSTGRES_BY_URL_NEEDS_ITS_DRIVER(Scenario.OPEN_POSTGRES_URL, Library.PGJDBC),
    SQLITE_BY_URL_NEEDS_THE_POOL(Scenario.OPEN_URL, Library.HIKARI_CP),
    POSTGRES_BY_URL_NEEDS_THE_POOL(Scenario.OPEN_POSTGRES_URL, Library.HIKARI_CP),
    FOLLOWING_POSTGRES_NEEDS_ITS_DRIVER(Scenario.FOLLOW_POSTGRES, Library.PGJDBC),
    ADOPTING_NEEDS_THE_DRIVER_OF_SQLITE(Scenario.ADOPT, Library.SQLITE_JDBC);

    private final Scenario scenario;
    private final Library library;

    Needed(Scenario scenario, Library library) {
      this.scenario = scenario;
      this.library = library;
    }
  }

  @Test
  void adviceOnTheMissingPoolSaysHowToDoWithoutIt() throws Exception {
    assertThat(run(List.of(Library.HIKARI_CP), Scenario.OPEN_URL, SqliteFile.create()))
        .contains("or open the store with a data source");
  }

  @ParameterizedTest
  @MethodSource("dev.ticketstore.tests.support.DatabaseServers#all")
  void emptyDatabaseNeedsLiquibaseAndStaysEmptyWithoutIt(DatabaseServer server) throws Exception {
    TestDatabase database = server.create();

    assertThat(run(List.of(Library.LIQUIBASE), Scenario.OPEN_AND_MIGRATE, database).lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("MISSING_LIBRARY"))
        .allMatch(line -> line.contains(Library.LIQUIBASE.coordinates));
    database.execute("create table tickets (id bigint)");
    database.drop();
  }

  /** The other tests would pass if nothing were excluded. */
  @ParameterizedTest
  @EnumSource
  void excludedLibraryIsNotThere(Library library) throws Exception {
    assertThat(run(List.of(library), Scenario.LIST, SqliteFile.create()).lines())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Library.values())
                .filter(each -> each != library)
                .map(each -> each.name() + " present")
                .toList());
  }
}
