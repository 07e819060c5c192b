package dev.ticketstore.contract;

import dev.ticketstore.contract.internal.RegisteredServers;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.ReflectionSupport;

/** One run of tests: says at its end what ran on which server, and cleans the servers up. */
final class ContractRun implements AutoCloseable {

  private static final String PACKAGE = ContractRun.class.getPackageName();

  private final Map<String, ContractResults> byServer = new TreeMap<>();
  private final TreeSet<String> ran = new TreeSet<>();

  private ContractRun() {}

  /** The run that a test is part of. */
  static ContractRun of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(ContractRun.class))
        .getOrComputeIfAbsent(ContractRun.class, key -> new ContractRun(), ContractRun.class);
  }

  private synchronized ContractResults on(DatabaseServer server, ExtensionContext test) {
    ran.add(test.getRequiredTestClass().getSimpleName());
    return byServer.computeIfAbsent(server.name(), key -> new ContractResults());
  }

  @Override
  public synchronized void close() {
    if (!byServer.isEmpty()) {
      System.out.println("Contract of ticket-store:");
      lines().forEach(line -> System.out.println("  " + line));
    }
    RegisteredServers.all().forEach(DatabaseServer::close);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (DatabaseServer server : RegisteredServers.all()) {
      ContractResults results = byServer.get(server.name());
      lines.add(server.name() + ": " + (results == null ? "no test ran" : version(server)));
      if (results != null) {
        results.lines().forEach(line -> lines.add("  " + line));
      }
    }
    List<String> all = testClasses();
    lines.add(all.stream().filter(ran::contains).count() + " of " + all.size() + " classes ran");
    List<String> missing = all.stream().filter(name -> !ran.contains(name)).toList();
    if (!missing.isEmpty()) {
      lines.add("  not run: " + String.join(", ", missing));
    }
    return lines;
  }

  /** A server that is gone must not hide the results. */
  private static String version(DatabaseServer server) {
    try {
      return server.version();
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Other packages may have further subclasses of the base class. */
  private static boolean isOfContract(Class<?> type) {
    return TicketStoreContract.class.isAssignableFrom(type)
        && type.getPackageName().equals(PACKAGE);
  }

  /** The names of all test classes of the contract. */
  private static List<String> testClasses() {
    return ReflectionSupport.findAllClassesInPackage(
            PACKAGE,
            type -> isOfContract(type) && !Modifier.isAbstract(type.getModifiers()),
            name -> true)
        .stream()
        .map(Class::getSimpleName)
        .sorted()
        .toList();
  }

  /** Tells the run about each test. */
  static final class Watcher implements TestWatcher {

    @Override
    public void testSuccessful(ExtensionContext context) {
      results(context).ifPresent(results -> results.passed());
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
      results(context).ifPresent(results -> results.failed(name(context)));
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
      leftOut(context, String.valueOf(cause.getMessage()));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
      leftOut(context, reason.orElse("disabled"));
    }

    private static void leftOut(ExtensionContext context, String reason) {
      results(context).ifPresent(results -> results.leftOut(name(context), reason));
    }

    private static Optional<ContractResults> results(ExtensionContext context) {
      return context
          .getTestInstance()
          .filter(test -> isOfContract(test.getClass()))
          .map(test -> of(context).on(((TicketStoreContract) test).server, context));
    }

    private static String name(ExtensionContext context) {
      return context.getRequiredTestClass().getSimpleName()
          + "."
          + context.getRequiredTestMethod().getName();
    }
  }
}
