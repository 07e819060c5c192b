package example;

import dev.ticketstore.contract.ContractSuite;
import org.junit.platform.suite.api.IncludeClassNamePatterns;

@IncludeClassNamePatterns(".*\\.(Labels|UnreadableValue)Test")
class OurShortTest extends ContractSuite {}
