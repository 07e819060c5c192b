package dev.ticketstore.cli.doctor;

import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.doctor.Finding.Remedy;
import dev.ticketstore.cli.doctor.Finding.Section;
import dev.ticketstore.cli.doctor.Finding.State;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.schema.SchemaStatus;
import java.util.List;
import java.util.Set;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The tables: whether they are those of this version, and whether a migration is kept out. */
record SchemaChecks(
    TicketStore store, SchemaMigrator migrator, Remedies remedies, boolean onServer) {

  /** Columns of the table that the Python program makes. */
  private static final Set<String> OF_PYTHON =
      Set.of("violation_key", "invariant_name", "occurrence_count", "first_seen_at", "held");

  private static final Field<String> NAME = DSL.field(DSL.name("name"), String.class);

  /** Whether the tables are fit for use. */
  void changes(Findings findings) {
    SchemaStatus status = store.schemaStatus();
    if (!status.isUpToDate()) {
      try {
        migrator.validate();
      } catch (SchemaException e) {
        if (e.reason() == Reason.FOREIGN && isOfPython()) {
          findings.problem(
              Section.SCHEMA,
              "changes",
              "the Python program TicketDB wrote this database, and it has not been adopted",
              remedies.adopt());
          return;
        }
        throw e;
      }
    }
    String newer =
        status.compatible().isEmpty()
            ? ""
            : ", " + status.compatible().size() + " of a newer version that fits";
    findings.ok(
        Section.SCHEMA, "changes", status.applied().size() + " applied, none pending" + newer);
  }

  /** Whether it has the program's table, and no change of this library. */
  boolean isOfPython() {
    return !onServer
        && store.schemaStatus().applied().isEmpty()
        && store
            .read(
                dsl ->
                    dsl.select(NAME)
                        .from(DSL.table("pragma_table_info({0})", DSL.inline("tickets")))
                        .fetchSet(NAME))
            .containsAll(OF_PYTHON);
  }

  /** Comparing opens the file as a writer does, which the system does not let it. */
  void withoutAccess(Findings findings) {
    findings.warning(
        Section.SCHEMA,
        "drift",
        "not checked, nor are locks, as the file or its folder cannot be written",
        Remedy.of("Run this again once there is access"));
  }

  void drift(Findings findings) {
    List<SchemaDifference> differences = migrator.drift();
    if (differences.isEmpty()) {
      findings.ok(Section.SCHEMA, "drift", "none");
      return;
    }
    SchemaDifference first =
        differences.stream()
            .filter(each -> !each.isAcceptable())
            .findFirst()
            .orElse(differences.get(0));
    String text =
        differences.size()
            + (differences.size() == 1 ? " difference: " : " differences, such as ")
            + Json.name(first.kind())
            + " "
            + first.object();
    State state = first.isAcceptable() ? State.WARNING : State.PROBLEM;
    findings.add(Section.SCHEMA, "drift", state, text, remedies.drift());
  }
}
