package dev.ticketstore.tests;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Which module and package may use which. */
@AnalyzeClasses(
    packages = "dev.ticketstore",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.WithoutThisFolder.class
    })
class ArchitectureTest {

  /** Leaves out the classes compiled with this one, wherever the build put them. */
  static final class WithoutThisFolder implements ImportOption {

    private static final String FOLDER =
        ArchitectureTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    @Override
    public boolean includes(Location location) {
      return !location.contains(FOLDER);
    }
  }

  private static final String SCHEMA = "dev.ticketstore.schema..";
  private static final String JOOQ = "dev.ticketstore.jooq..";
  private static final String MODEL = "dev.ticketstore.model..";
  private static final String ANALYTICS = "dev.ticketstore.analytics..";
  private static final String FORMATS = "dev.ticketstore.formats..";
  private static final String CONTRACT = "dev.ticketstore.contract..";
  private static final String STORE = "dev.ticketstore";
  private static final String STORE_INTERNAL = "dev.ticketstore.internal..";
  private static final String GENERATED = "dev.ticketstore.jooq.tables..";

  @ArchTest
  static final ArchRule schemaStandsAlone =
      noClasses()
          .that()
          .resideInAPackage(SCHEMA)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.jooq..", "dev.ticketstore..")
                  .and(not(resideInAPackage(SCHEMA))));

  @ArchTest
  static final ArchRule generatedTypesNeedJooqOnly =
      classes()
          .that()
          .resideInAPackage(JOOQ)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(JOOQ, MODEL, "org.jooq..", "org.jspecify..", "java..");

  /** A job needs no store for them. */
  @ArchTest
  static final ArchRule questionsNeedGeneratedTypesOnly =
      classes()
          .that()
          .resideInAPackage(ANALYTICS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ANALYTICS, JOOQ, MODEL, "org.jooq..", "org.jspecify..", "java..", "javax.sql..");

  @ArchTest
  static final ArchRule modelStandsAlone =
      classes()
          .that()
          .resideInAPackage(MODEL)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(MODEL, "org.jspecify..", "java..");

  @ArchTest
  static final ArchRule formatsNeedTheApiAndJacksonOnly =
      classes()
          .that()
          .resideInAPackage(FORMATS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              FORMATS, STORE, MODEL, "com.fasterxml.jackson..", "org.jspecify..", "java..");

  /** Users run it from its jar, on databases of theirs. */
  @ArchTest
  static final ArchRule contractNeedsWhatUsersHave =
      classes()
          .that()
          .resideInAPackage(CONTRACT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              CONTRACT,
              STORE,
              MODEL,
              ANALYTICS,
              JOOQ,
              "dev.ticketstore.testkit..",
              "com.fasterxml.jackson.core..",
              "org.assertj..",
              "org.jooq..",
              "org.jspecify..",
              "org.junit..",
              "org.postgresql..",
              "org.sqlite..",
              "java..",
              "javax.sql..");

  @ArchTest
  static final ArchRule onlyTheSchemaModuleKnowsLiquibase =
      noClasses()
          .that()
          .resideOutsideOfPackage(SCHEMA)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("liquibase..");

  @ArchTest
  static final ArchRule insidesOfTheSchemaModuleAreItsOwn =
      noClasses()
          .that()
          .resideOutsideOfPackage(SCHEMA)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.ticketstore.schema.internal..");

  @ArchTest
  static final ArchRule insidesOfTheStoreAreItsOwn =
      noClasses()
          .that()
          .resideOutsideOfPackages(STORE, STORE_INTERNAL)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(STORE_INTERNAL);

  /** Arrows run down only; {@code docs/architecture.md} draws the same picture. */
  @ArchTest
  static final ArchRule arrowsWithinTheStoreRunDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.ticketstore..")
          .layer("api")
          .definedBy(STORE)
          .layer("commit")
          .definedBy("dev.ticketstore.internal.observe.commit")
          .layer("cycles")
          .definedBy("dev.ticketstore.internal.cycles")
          .layer("changes")
          .definedBy("dev.ticketstore.internal.changes")
          .layer("retention")
          .definedBy("dev.ticketstore.internal.retention")
          .layer("copy")
          .definedBy("dev.ticketstore.internal.copy")
          .layer("adoption")
          .definedBy("dev.ticketstore.internal.adoption")
          .layer("observe")
          .definedBy("dev.ticketstore.internal.observe")
          .layer("tickets")
          .definedBy("dev.ticketstore.internal.tickets")
          .layer("database")
          .definedBy("dev.ticketstore.internal.database")
          .layer("validation")
          .definedBy("dev.ticketstore.internal.validation")
          .layer("schema")
          .definedBy(SCHEMA)
          .layer("generated")
          .definedBy(JOOQ)
          .layer("model")
          .definedBy(MODEL)
          .layer("cli")
          .definedBy("dev.ticketstore.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("commit")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("cycles")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("changes")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("retention")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("copy")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("adoption")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("observe")
          .mayOnlyBeAccessedByLayers("api", "commit", "cycles")
          .whereLayer("tickets")
          .mayOnlyBeAccessedByLayers(
              "api", "commit", "cycles", "changes", "retention", "copy", "adoption", "observe")
          .whereLayer("database")
          .mayOnlyBeAccessedByLayers(
              "api",
              "commit",
              "cycles",
              "changes",
              "retention",
              "copy",
              "adoption",
              "observe",
              "tickets")
          .whereLayer("validation")
          .mayOnlyBeAccessedByLayers(
              "api", "changes", "adoption", "copy", "observe", "tickets", "database");

  /** Each package of the store is a layer above, so that none escapes the rule. */
  @ArchTest
  static final ArchRule everyInternalPackageIsALayer =
      classes()
          .that()
          .resideInAPackage(STORE_INTERNAL)
          .should()
          .resideInAnyPackage(
              "dev.ticketstore.internal.observe..",
              "dev.ticketstore.internal.cycles",
              "dev.ticketstore.internal.changes",
              "dev.ticketstore.internal.retention",
              "dev.ticketstore.internal.copy",
              "dev.ticketstore.internal.adoption",
              "dev.ticketstore.internal.tickets",
              "dev.ticketstore.internal.database",
              "dev.ticketstore.internal.validation");

  @ArchTest
  static final ArchRule callersOfTheStoreMeetNoGeneratedRecord =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage(STORE)
          .and()
          .arePublic()
          .should(mentionNoneOf(GENERATED));

  @ArchTest
  static final ArchRule librariesPrintNothing =
      noClasses()
          .that()
          .resideInAnyPackage(STORE, STORE_INTERNAL, SCHEMA, JOOQ, MODEL, ANALYTICS, FORMATS)
          .should(ACCESS_STANDARD_STREAMS);

  /** Except for the levels in which Liquibase hands over its log. */
  @ArchTest
  static final ArchRule logGoesToSlf4j =
      noClasses()
          .that()
          .resideInAnyPackage(STORE, STORE_INTERNAL, SCHEMA, JOOQ, MODEL, ANALYTICS, FORMATS)
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.util.logging..")
                  .and(not(JavaClass.Predicates.type(java.util.logging.Level.class))));

  @ArchTest
  static final ArchRule handWrittenPackagesDeclareNullness =
      classes()
          .that()
          .resideInAnyPackage(
              STORE,
              STORE_INTERNAL,
              SCHEMA,
              MODEL,
              ANALYTICS,
              FORMATS,
              CONTRACT,
              "dev.ticketstore.jooq.types..",
              "dev.ticketstore.cli..")
          .should(beNullMarked());

  private static ArchCondition<JavaMethod> mentionNoneOf(String packages) {
    return new ArchCondition<>("mention nothing in " + packages) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
            .filter(resideInAPackage(packages))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            method, method.getFullName() + " mentions " + type.getName())));
      }
    };
  }

  private static ArchCondition<JavaClass> beNullMarked() {
    return new ArchCondition<>("be in a package with @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(type, type.getName() + " is in a package without it"));
        }
      }
    };
  }
}
