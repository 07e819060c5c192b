package dev.ticketstore.schema;

import java.util.List;

/**
 * The outcome of a baseline.
 *
 * @param recorded the changes that are now recorded as applied, in order; empty if none was pending
 *     or if there are differences
 * @param differences of the schema that the store cannot do with. Then nothing is recorded
 */
public record SchemaBaseline(List<String> recorded, List<SchemaDifference> differences) {

  /** Copies the lists. */
  public SchemaBaseline {
    recorded = List.copyOf(recorded);
    differences = List.copyOf(differences);
  }
}
