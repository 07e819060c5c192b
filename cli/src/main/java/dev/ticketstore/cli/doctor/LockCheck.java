package dev.ticketstore.cli.doctor;

import dev.ticketstore.DatabaseRole;
import dev.ticketstore.StoreDiagnosis;
import dev.ticketstore.cli.doctor.Finding.Remedy;
import dev.ticketstore.cli.doctor.Finding.Section;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.schema.SchemaLock;
import dev.ticketstore.schema.SchemaMigrator;
import java.util.List;

/**
 * The locks that keep migrations out. Liquibase's is in a table that few roles may read.
 *
 * @param diagnosis says whether this role may
 */
record LockCheck(SchemaMigrator migrator, Remedies remedies, StoreDiagnosis diagnosis) {

  void run(Findings findings) {
    if (diagnosis
        .missingPrivileges()
        .getOrDefault(DatabaseRole.AUDITOR, List.of())
        .contains("select on databasechangeloglock")) {
      findings.warning(
          Section.SCHEMA,
          "locks",
          "not checked, as this role may not read databasechangeloglock",
          Remedy.of("Run this as the owner of the tables, or as an auditor"));
      return;
    }
    List<SchemaLock> locks = migrator.listLocks();
    if (locks.isEmpty()) {
      findings.ok(Section.SCHEMA, "locks", "none");
    }
    for (SchemaLock lock : locks) {
      String since = lock.since() == null ? "" : " since " + lock.since();
      String text = Json.name(lock.kind()) + ", of " + lock.holder() + since;
      if (Boolean.TRUE.equals(lock.alive())) {
        findings.warning(
            Section.SCHEMA, "locks", text + ", still connected", remedies.runningMigration());
      } else {
        findings.problem(Section.SCHEMA, "locks", text, remedies.releaseLocks());
      }
    }
  }
}
