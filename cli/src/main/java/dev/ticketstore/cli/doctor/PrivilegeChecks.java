package dev.ticketstore.cli.doctor;

import dev.ticketstore.DatabaseRole;
import dev.ticketstore.StoreDiagnosis;
import dev.ticketstore.cli.doctor.Finding.Section;
import dev.ticketstore.cli.output.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The privileges of the database user.
 *
 * @param required the use that it must have; null for any
 */
record PrivilegeChecks(StoreDiagnosis diagnosis, @Nullable DatabaseRole required) {

  void run(Findings findings, Remedies remedies, String schema) {
    Map<DatabaseRole, List<String>> missing = diagnosis.missingPrivileges();
    String uses =
        Arrays.stream(DatabaseRole.values())
            .filter(each -> lacked(missing, each).isEmpty())
            .map(Json::name)
            .collect(Collectors.joining(", "));
    if (required != null && !lacked(missing, required).isEmpty()) {
      findings.problem(
          Section.DATABASE,
          "privileges",
          "no "
              + Json.name(required)
              + ", as it lacks "
              + String.join(", ", lacked(missing, required)),
          remedies.grants(schema));
    } else if (uses.isEmpty()) {
      findings.problem(
          Section.DATABASE,
          "privileges",
          "enough for no use; a reader lacks "
              + String.join(", ", lacked(missing, DatabaseRole.READER)),
          remedies.grants(schema));
    } else {
      findings.ok(Section.DATABASE, "privileges", "those of: " + uses);
    }
  }

  private static List<String> lacked(Map<DatabaseRole, List<String>> missing, DatabaseRole each) {
    return missing.getOrDefault(each, List.of());
  }
}
