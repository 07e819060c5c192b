package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.schema.SchemaMigrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the changelog, each with a change that breaks it. */
class ChangelogLintTest {

  @TempDir Path folder;

  @Test
  void theChangelogOfTheLibraryIsClean() throws Exception {
    assertThat(
            ChangelogLint.problems(
                parse(SchemaMigrator.CHANGELOG, new ClassLoaderResourceAccessor()),
                PinnedChanges.released().files()))
        .isEmpty();
  }

  /** The ones that docs/migrations.md shows. */
  @Test
  void theChangelogOfALaterReleaseIsClean() throws Exception {
    for (LaterRelease release :
        List.of(LaterRelease.INDEX, LaterRelease.EXPAND, LaterRelease.CONTRACT)) {
      assertThat(
              ChangelogLint.problems(
                  parse(release.changelog().root(), new ClassLoaderResourceAccessor()),
                  PinnedChanges.current().files()))
          .isEmpty();
    }
  }

  private static DatabaseChangeLog parse(String file, ResourceAccessor resources) throws Exception {
    return ChangeLogParserFactory.getInstance()
        .getParser(file, resources)
        .parse(file, new ChangeLogParameters(), resources);
  }

  /** Problems of one change after a release that made the table {@code big}. */
  private List<String> problems(String attributes, String body) throws Exception {
    Files.writeString(
        folder.resolve("released.sql"),
        """
        --liquibase formatted sql
        --changeset a:1 logicalFilePath:released.sql
        create table big (id bigint primary key, name text);
        --rollback drop table big;
        """);
    Files.writeString(
        folder.resolve("new.sql"),
        "--liquibase formatted sql\n--changeset a:2 logicalFilePath:new.sql "
            + attributes
            + "\n"
            + body
            + "\n");
    Files.writeString(
        folder.resolve("changelog.xml"),
        """
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
          <include file="released.sql" relativeToChangelogFile="true"/>
          <include file="new.sql" relativeToChangelogFile="true"/>
        </databaseChangeLog>
        """);
    return ChangelogLint.problems(
        parse("changelog.xml", new DirectoryResourceAccessor(folder)), Set.of("released.sql"));
  }

  @Test
  void acceptsWhatIsSafe() throws Exception {
    assertThat(
            problems(
                "dbms:postgresql runInTransaction:false",
                """
                drop index concurrently if exists i;
                create index concurrently i on big (name);
                --rollback drop index i;
                """))
        .isEmpty();
    assertThat(
            problems(
                "dbms:postgresql",
                """
                --preconditions onFail:MARK_RAN
                --precondition-sql-check expectedResult:0 select pg_relation_size('big') where current_setting('ticketstore.one_transaction') = ''
                create index i on big (name);
                --rollback drop index i;
                """))
        .isEmpty();
    assertThat(
            problems(
                "",
                "alter table big add column note text;\n--rollback alter table big drop column note;"))
        .isEmpty();
    assertThat(
            problems(
                "",
                "alter table big add constraint c check (id > 0) not valid;\n--rollback alter table big drop constraint c;"))
        .isEmpty();
    assertThat(
            problems(
                "",
                "create table fresh (id bigint);\ncreate index i on fresh (id);\n--rollback drop table fresh;"))
        .isEmpty();
    assertThat(problems("dbms:sqlite", "create index i on big (name);\n--rollback drop index i;"))
        .isEmpty();
  }

  @Test
  void refusesAChangeWithoutRollback() throws Exception {
    assertThat(problems("", "alter table big add column note text;"))
        .singleElement()
        .asString()
        .contains("rollback");
  }

  @Test
  void refusesAnIndexThatLocksALargeTable() throws Exception {
    assertThat(problems("", "create unique index i on big (name);\n--rollback drop index i;"))
        .singleElement()
        .asString()
        .contains("concurrently");
    String concurrently =
        "drop index concurrently if exists i;\ncreate index concurrently i on big (name);\n--rollback drop index i;";
    assertThat(problems("dbms:postgresql", concurrently))
        .singleElement()
        .asString()
        .contains("runInTransaction");
    assertThat(problems("runInTransaction:false", concurrently))
        .singleElement()
        .asString()
        .contains("only on PostgreSQL");
    assertThat(
            problems(
                "dbms:postgresql runInTransaction:false",
                "create index concurrently if not exists i on big (name);\n--rollback drop index i;"))
        .singleElement()
        .asString()
        .contains("drop the index first");
  }

  @Test
  void refusesAVolatileDefaultAndAConstraintInOneStep() throws Exception {
    assertThat(
            problems(
                "",
                "alter table big add column at timestamptz default clock_timestamp();\n--rollback alter table big drop column at;"))
        .singleElement()
        .asString()
        .contains("volatile");
    assertThat(
            problems(
                "",
                "alter table big add constraint c check (id > 0);\n--rollback alter table big drop constraint c;"))
        .singleElement()
        .asString()
        .contains("not valid");
    assertThat(
            problems("", "alter table big alter column name set not null;\n--rollback select 1;"))
        .singleElement()
        .asString()
        .contains("lock");
  }

  @Test
  void refusesATransactionThatKeepsWritersOfALargeTableWaiting() throws Exception {
    assertThat(problems("", "update big set name = '';\n--rollback select 1;"))
        .singleElement()
        .asString()
        .contains("rewrites rows of big", "in batches");
    assertThat(
            problems(
                "dbms:postgresql splitStatements:false",
                "do $$ begin loop delete from big; exit; end loop; end $$;\n--rollback select 1;"))
        .singleElement()
        .asString()
        .contains("rewrites rows of big");
    assertThat(
            problems(
                "",
                "alter table big add constraint c check (id > 0) not valid;\nalter table big validate constraint c;"
                    + "\n--rollback select 1;"))
        .singleElement()
        .asString()
        .contains("a change of each");
  }

  @Test
  void refusesTheLabelExpandForWhatAnEarlierVersionMayFailAt() throws Exception {
    for (String breaking :
        List.of(
            "alter table big drop column name",
            "alter table big rename column name to title",
            "alter table big add constraint c check (id > 0) not valid",
            "alter table big add column note text not null")) {
      assertThat(problems("labels:expand", breaking + ";\n--rollback select 1;"))
          .as(breaking)
          .singleElement()
          .asString()
          .contains("an earlier version may fail");
    }
    for (String adding :
        List.of(
            "alter table big add column note text",
            "alter table big add column note text not null default ''",
            "create table fresh (id bigint)")) {
      assertThat(problems("labels:expand", adding + ";\n--rollback select 1;")).isEmpty();
    }
  }

  @Test
  void refusesChangesForWhichLiquibaseRebuildsASqliteTable() throws Exception {
    Files.writeString(
        folder.resolve("rebuild.xml"),
        """
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
          <changeSet author="a" id="1" logicalFilePath="rebuild.xml">
            <dropColumn tableName="big" columnName="name"/>
            <rollback>select 1</rollback>
          </changeSet>
        </databaseChangeLog>
        """);

    assertThat(
            ChangelogLint.problems(
                parse("rebuild.xml", new DirectoryResourceAccessor(folder)), Set.of()))
        .singleElement()
        .asString()
        .contains("dropColumn");
  }
}
