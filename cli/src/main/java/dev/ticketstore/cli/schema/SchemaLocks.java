package dev.ticketstore.cli.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.schema.SchemaLock;
import java.util.List;

/** Locks for people and for programs. */
final class SchemaLocks {

  private SchemaLocks() {}

  /** The locks as an array of that name, and one a line. */
  static SchemaResult result(String name, List<SchemaLock> locks) {
    SchemaResult result = new SchemaResult();
    ArrayNode array = result.json().putArray(name);
    for (SchemaLock lock : locks) {
      array
          .addObject()
          .put("kind", Json.name(lock.kind()))
          .put("holder", lock.holder())
          .put("since", lock.since())
          .put("alive", lock.alive());
      String since = lock.since() == null ? "" : ", since " + lock.since();
      result.line(Json.name(lock.kind()) + "  " + lock.holder() + since + alive(lock));
    }
    return locks.isEmpty() ? result.line("No locks.") : result;
  }

  private static String alive(SchemaLock lock) {
    if (lock.alive() == null) {
      return "";
    }
    return lock.alive() ? ", still connected" : ", no longer connected";
  }
}
