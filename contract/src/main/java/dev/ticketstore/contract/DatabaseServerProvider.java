package dev.ticketstore.contract;

import java.util.List;

/**
 * Names the servers on which the contract runs. {@link java.util.ServiceLoader} finds it: a public
 * class with a public constructor without parameters, whose name is in {@code
 * META-INF/services/dev.ticketstore.contract.DatabaseServerProvider}.
 */
public interface DatabaseServerProvider {

  /**
   * The servers of this run, each with a name of its own; empty if there are none on this machine.
   * It is called once.
   */
  List<DatabaseServer> servers();
}
