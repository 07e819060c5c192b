package example;

import dev.ticketstore.contract.ContractSuite;

class OurDatabaseTest extends ContractSuite {}
