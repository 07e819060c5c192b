package dev.ticketstore.tests.support;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end which databases the tests ran on, so that none is left out unseen. */
public final class DatabaseSummary implements TestExecutionListener {

  private static final Set<String> CLASSES = ConcurrentHashMap.newKeySet();

  /** The names of the test classes that this run was asked for. */
  public static Set<String> classesOfThisRun() {
    return Set.copyOf(CLASSES);
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    for (TestIdentifier root : plan.getRoots()) {
      for (TestIdentifier each : plan.getDescendants(root)) {
        if (each.getSource().orElse(null) instanceof ClassSource source) {
          CLASSES.add(source.getClassName());
        }
      }
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    System.out.println("Databases of this run:");
    DatabaseServers.summary().forEach(line -> System.out.println("  " + line));
  }
}
