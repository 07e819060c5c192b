package dev.ticketstore.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.tests.support.DatabaseSummary;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.platform.commons.support.ReflectionSupport;

/** The tests of the published contract are in another module, and run with those of this one. */
class PublishedContractTest {

  /** Surefire finds them by {@code dependenciesToScan}, which passes over what it cannot read. */
  @Test
  @DisabledIfSystemProperty(named = "test", matches = ".+", disabledReason = "-Dtest names others")
  void eachTestClassIsInThisRun() {
    List<String> classes =
        ReflectionSupport.findAllClassesInPackage(
                "dev.ticketstore.contract",
                type ->
                    TicketStoreContract.class.isAssignableFrom(type)
                        && !Modifier.isAbstract(type.getModifiers()),
                name -> true)
            .stream()
            .map(Class::getName)
            .toList();

    assertThat(classes).hasSizeGreaterThan(30);
    assertThat(DatabaseSummary.classesOfThisRun())
        .as("Maven runs them all; an IDE needs its own selection")
        .containsAll(classes);
  }
}
