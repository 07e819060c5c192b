package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.AppliedChange;
import dev.ticketstore.schema.RollbackPoint;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The changes that a rollback undoes. It must not undo more than the caller named. */
final class RolledBack {

  private RolledBack() {}

  /**
   * The names of the changes after a point, newest first.
   *
   * @param history in the order of execution
   * @throws SchemaException {@link Reason#UNKNOWN_TAG} or {@link Reason#UNKNOWN_CHANGE} if it has
   *     no such point
   */
  static List<String> after(RollbackPoint point, List<AppliedChange> history) {
    List<AppliedChange> newestFirst = new ArrayList<>(history);
    Collections.reverse(newestFirst);
    List<String> undone = new ArrayList<>();
    for (AppliedChange change : newestFirst) {
      if (stays(change, point, undone.size())) {
        return undone;
      }
      undone.add(change.name());
    }
    if (point instanceof RollbackPoint.Count count && count.changes() == undone.size()) {
      return undone;
    }
    throw unknown(point, history.size());
  }

  private static boolean stays(AppliedChange change, RollbackPoint point, int undone) {
    if (point instanceof RollbackPoint.Tag tag) {
      return tag.name().equals(change.tag());
    }
    if (point instanceof RollbackPoint.Change named) {
      return named.name().equals(change.name())
          || named.name().equals(change.name().split("::", -1)[1]);
    }
    if (point instanceof RollbackPoint.Date date) {
      return change.executedAt() != null && !change.executedAt().isAfter(date.instant());
    }
    return point instanceof RollbackPoint.Count count && count.changes() == undone;
  }

  private static SchemaException unknown(RollbackPoint point, int applied) {
    if (point instanceof RollbackPoint.Tag tag) {
      return new SchemaException(
          Reason.UNKNOWN_TAG,
          "No change has the tag '" + tag.name() + "': `tickets schema history` shows the tags.");
    }
    String problem =
        point instanceof RollbackPoint.Change named
            ? "No change '" + named.name() + "' has been applied"
            : point instanceof RollbackPoint.Date date
                ? "No change had been applied by " + date.instant()
                : "Only " + applied + " change(s) have been applied";
    return new SchemaException(
        Reason.UNKNOWN_CHANGE, problem + ": `tickets schema history` shows the changes.");
  }
}
