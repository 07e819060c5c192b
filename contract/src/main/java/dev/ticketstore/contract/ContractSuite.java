package dev.ticketstore.contract;

import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * All tests of the contract, on each registered server. A build runs a subclass of its own as one
 * of its tests:
 *
 * <pre>{@code
 * class OurDatabaseTest extends ContractSuite {}
 * }</pre>
 *
 * <p>{@code @IncludeClassNamePatterns} at the subclass narrows it, such as to {@code
 * ".*\\.Observe.*Test"}. A suite without a test fails.
 */
@Suite
@SelectPackages("dev.ticketstore.contract")
public abstract class ContractSuite {

  /** For subclasses, which need no code. */
  protected ContractSuite() {}
}
