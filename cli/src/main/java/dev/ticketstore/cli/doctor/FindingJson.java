package dev.ticketstore.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.cli.Secrets;
import dev.ticketstore.cli.doctor.Finding.State;
import dev.ticketstore.cli.output.Json;

/** Findings for programs. */
public final class FindingJson {

  private FindingJson() {}

  /** One object with all of them. */
  public static ObjectNode of(Findings findings) {
    ObjectNode json =
        Json.object()
            .put("problems", findings.count(State.PROBLEM))
            .put("warnings", findings.count(State.WARNING));
    ArrayNode checks = json.putArray("checks");
    for (Finding each : findings.sorted()) {
      checks
          .addObject()
          .put("section", Json.name(each.section()))
          .put("check", each.check())
          .put("state", Json.name(each.state()))
          .put("found", Secrets.hide(each.found()))
          .put("remedy", each.remedy() == null ? null : each.remedy().advice())
          .put("command", each.remedy() == null ? null : each.remedy().command());
    }
    return json;
  }
}
