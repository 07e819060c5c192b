package dev.ticketstore.schema;

import java.util.List;

/**
 * The outcome of a repair.
 *
 * @param edited applied changes whose checksum is not that of this library
 * @param differences of the schema, with all pending changes applied, that the store cannot do
 *     with. A repair then changes nothing
 */
public record SchemaRepair(List<Edited> edited, List<SchemaDifference> differences) {

  /** Copies the lists. */
  public SchemaRepair {
    edited = List.copyOf(edited);
    differences = List.copyOf(differences);
  }

  /**
   * A change that was edited after it had been applied.
   *
   * @param name of the change
   * @param applied the checksum of the change that ran
   * @param released the checksum of the change that this library has
   */
  public record Edited(String name, String applied, String released) {}
}
