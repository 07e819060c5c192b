package dev.ticketstore.tests.support;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Says at the end which databases the tests ran on, so that none is left out unseen. */
public final class DatabaseSummary implements TestExecutionListener {

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    System.out.println("Databases of this run:");
    DatabaseServers.summary().forEach(line -> System.out.println("  " + line));
  }
}
